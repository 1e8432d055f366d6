/** Class centres of which a run sees some: which ones, and that no others move. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../electron/shared/domain/random.ts';
import { spreadToken } from '../../electron/training/begin.ts';
import { chooseRows, withRows } from '../../electron/training/centres.ts';
import { openStepper } from '../../electron/training/stepper.ts';
import { type FaceXFormerConfig, PRESETS } from '../../models/facexformer/config.ts';
import { float32Tensor } from '../../models/graph/tensor.ts';
import { parametersOf } from '../../models/programs.ts';
import { updateByAdamW } from '../../models/training/adamw.ts';
import { initialWeights } from '../../models/training/initial.ts';
import { CENTRES } from '../../models/training/losses/identity.ts';
import { TINY } from './tiny.ts';

test('a run is compared with its own people and others by chance, each once and in order', () => {
  const seen = new Set<number>();
  for (let seed = 0; seed < 200; seed++) {
    const rows = chooseRows([7, 3, 7], 10, 5, seededRandom(seed));
    expect(rows).toHaveLength(5);
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(rows).toEqual(expect.arrayContaining([3, 7]));
    for (const row of rows) seen.add(row);
  }
  expect([...seen].sort((a, b) => a - b)).toEqual([...Array(10).keys()]);
  expect(chooseRows([7, 3], 10, 5, seededRandom(1))).toEqual(chooseRows([7, 3], 10, 5, seededRandom(1)));
  expect(() => chooseRows([1, 2, 3], 10, 2, seededRandom(1))).toThrow('do not fit');
});

test('an update moves the rows that were compared, and no others', () => {
  const table = () =>
    new Map([
      ['a', Float32Array.of(1)],
      ['t', Float32Array.from({ length: 8 }, (_, i) => i)],
    ]);
  const [weights, gradients, first, second] = [table(), table(), table(), table()];
  const before = [...weights.get('t')!];
  withRows([weights, gradients, first, second], 't', [1, 3], 2, (moved, against, one, two) => {
    expect([...moved!.get('t')!]).toEqual([2, 3, 6, 7]);
    updateByAdamW(moved!, against!, { updates: 0, first: one!, second: two! }, { rate: 0.1, decay: 0 });
  });
  const after = [...weights.get('t')!];
  expect(after.map((number, i) => number !== before[i])).toEqual([false, false, true, true, false, false, true, true]);
  expect([...second.get('t')!].map((number, i) => number !== before[i])).toEqual(after.map((n, i) => n !== before[i]));
  expect(weights.get('a')![0]).not.toBe(1);
});

const WITH_PEOPLE: FaceXFormerConfig = {
  ...TINY,
  name: 'tiny with people',
  tasks: PRESETS['facexformer-ten'].tasks.filter(({ task }) => task === 'identity'),
};

test('of many people, gradients reach the compared ones alone; among all of them ArcFace is what it was', async () => {
  const random = seededRandom(3);
  const weights = initialWeights(parametersOf(WITH_PEOPLE), () => random() - 0.5);
  const people = 12;
  const machine = { provider: 'cpu', threads: 1 } as const;
  const open = (classes: number) =>
    openStepper(WITH_PEOPLE, weights, {
      ...machine,
      from: 'pixels',
      trains: (name) => name.startsWith('face_decoder') || name === CENTRES,
      losses: { identity: { classes } },
      together: 2,
      people,
      stochasticDepth: 0,
      batchStatistics: false,
    });
  const centres = Float32Array.from({ length: people * 512 }, () => random() - 0.5);
  const faces = [9, 4].map((person) => ({
    pixels: Float32Array.from({ length: 3 * TINY.size ** 2 }, () => random()),
    'target.identity': [person],
    'weight.identity': [1],
  }));
  const run = async (classes: number) => {
    const stepper = await open(classes);
    const state = new Map(
      stepper.program.learnt.map(({ name }) => [
        name,
        name === CENTRES ? centres : new Float32Array(Uint8Array.from(weights.get(name)!.bytes).buffer),
      ]),
    );
    const { total, gradients, rows } = await stepper.differentiate(faces, state, seededRandom(5));
    const judged = await stepper.judge(faces, state, seededRandom(5));
    await stepper.close();
    const moved = [...Array(people).keys()].filter((row) =>
      gradients
        .get(CENTRES)!
        .subarray(row * 512, (row + 1) * 512)
        .some((number) => number !== 0),
    );
    return { total, rows, moved, judged: judged.total, partly: stepper.partly };
  };
  const some = await run(5);
  expect(some.partly).toEqual({ count: 5, width: 512 });
  expect(some.rows).toHaveLength(5);
  expect(some.rows).toEqual(expect.arrayContaining([4, 9]));
  expect(some.moved).toEqual(some.rows);
  expect(some.judged).toBeCloseTo(some.total, 4);
  const all = await run(people);
  expect(all.partly).toBeNull();
  expect(all.moved).toEqual([...Array(people).keys()]);
  // Fewer others to be told from: the loss can only be smaller.
  expect(some.total).toBeLessThan(all.total);
});

test('one token is spread over all that ask for a task, a little apart; what is no token is left alone', () => {
  const own = float32Tensor([1, 3], [1, 2, 3]);
  const drawn = float32Tensor([2, 3], [0.5, -0.5, 1, 0, 1, -1]);
  const spread = spreadToken('face_decoder.landmarks_token.weight', own, drawn)!;
  expect(spread.shape).toEqual([2, 3]);
  const numbers = [...new Float32Array(Uint8Array.from(spread.bytes).buffer)];
  expect(numbers).toEqual([1.05, 1.95, 3.1, 1, 2.1, 2.9].map((number) => expect.closeTo(number, 5)));
  expect(spreadToken('face_decoder.layers.0.weight', own, drawn)).toBeNull();
  expect(spreadToken('landmarks_token.weight', float32Tensor([1, 4], [1, 2, 3, 4]), drawn)).toBeNull();
  expect(spreadToken('landmarks_token.weight', undefined, drawn)).toBeNull();
});
