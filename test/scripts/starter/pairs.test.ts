/** The embedding's last layer, fitted to pairs of pictures. */
import { beforeEach, expect, test, vi } from 'vitest';
import { openNetwork } from '../../../electron/inference/network.ts';
import { Tensor as Fed, openSession } from '../../../electron/runtime/session.ts';
import { normal, seededRandom } from '../../../electron/shared/domain/random.ts';
import { PRESETS } from '../../../models/facexformer/config.ts';
import { float32Values } from '../../../models/graph/float16.ts';
import { float32Tensor, type Tensor } from '../../../models/graph/tensor.ts';
import { encodeModel } from '../../../models/onnx/encode.ts';
import { parametersOf } from '../../../models/programs.ts';
import { initialWeights } from '../../../models/training/initial.ts';
import { inFile } from '../../../scripts/starter/evaluate.ts';
import { grow } from '../../../scripts/starter/loop.ts';
import { pairsOf, pairsProgram, withMap } from '../../../scripts/starter/pairs.ts';
import { PAIRS } from '../../../scripts/starter/recipes.ts';
import { testFolder } from '../../helpers/core.ts';

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});

const [PERSONS, LENGTH] = [4, 3];
const random = seededRandom(5);
const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, () => normal(random));

/** The loss as it is written down: softplus over pairs, the own ones and the others each by their mean. */
function lossOf(
  first: Float32Array,
  second: Float32Array,
  map: Float32Array,
  scale: number,
  threshold: number,
): number {
  const mapped = (rows: Float32Array): number[][] =>
    Array.from({ length: PERSONS }, (_, person) => {
      const row = Array.from({ length: LENGTH }, (_, to) =>
        [0, 1, 2].reduce((sum, from) => sum + rows[person * LENGTH + from]! * map[from * LENGTH + to]!, 0),
      );
      return row.map((value) => value / Math.hypot(...row));
    });
  const [a, b] = [mapped(first), mapped(second)];
  const terms = a.flatMap((row, i) =>
    b.map((other, j) => {
      const logit = scale * row.reduce((sum, value, k) => sum + value * other[k]!, 0) - threshold;
      return { own: i === j, term: Math.log1p(Math.exp(i === j ? -logit : logit)) };
    }),
  );
  const mean = (wanted: boolean): number => {
    const some = terms.filter(({ own }) => own === wanted);
    return some.reduce((sum, { term }) => sum + term, 0) / some.length;
  };
  return mean(true) + mean(false);
}

test('the loss is that of all pairs, and its gradient the slope of it', async () => {
  const [first, second, map] = [numbers(PERSONS * LENGTH), numbers(PERSONS * LENGTH), numbers(LENGTH * LENGTH)];
  const session = await openSession(encodeModel(pairsProgram(PERSONS, LENGTH).graph, new Map()), {
    provider: 'cpu',
    threads: 1,
  });
  const outputs = await session.run({
    first: new Fed('float32', first, [PERSONS, LENGTH]),
    second: new Fed('float32', second, [PERSONS, LENGTH]),
    pairs_map: new Fed('float32', map, [LENGTH, LENGTH]),
    pairs_scale: new Fed('float32', Float32Array.of(3), [1]),
    pairs_threshold: new Fed('float32', Float32Array.of(0.5), [1]),
  });
  await session.release();
  expect(outputs['loss']!.data[0]).toBeCloseTo(lossOf(first, second, map, 3, 0.5), 5);
  const slopes = outputs['grad.pairs_map']!.data as Float32Array;
  for (const at of map.keys()) {
    const moved = (by: number): number =>
      lossOf(
        first,
        second,
        map.map((value, i) => (i === at ? value + by : value)),
        3,
        0.5,
      );
    expect(slopes[at]).toBeCloseTo((moved(1e-3) - moved(-1e-3)) / 2e-3, 2);
  }
});

test('what differs between pictures of one person is left out of the map', async () => {
  const persons = 64;
  const [signal, length] = [4, 5];
  const who = numbers(persons * signal);
  const pictures = (): Float32Array =>
    Float32Array.from({ length: persons * length }, (_, at) => {
      const [person, k] = [Math.floor(at / length), at % length];
      return k < signal ? who[person * signal + k]! : 3 * normal(random);
    });
  const { signal: never } = new AbortController();
  const learnt = await grow({
    program: pairsProgram(persons, length),
    course: { ...PAIRS.course, batch: persons, steps: 150, rate: 0.02 },
    begin: new Map<string, Tensor>([
      [
        'pairs_map',
        float32Tensor(
          [length, length],
          Float32Array.from({ length: 25 }, (_, at) => (at % 6 ? 0 : 1)),
        ),
      ],
      ['pairs_scale', float32Tensor([1], Float32Array.of(10))],
      ['pairs_threshold', float32Tensor([1], Float32Array.of(4))],
    ]),
    folder: testFolder(),
    supply: () => ({ next: async () => ({ first: pictures(), second: pictures() }), close: async () => {} }),
    evaluate: async () => ({}),
    until: { minutes: 5 },
    signal: never,
  });
  const map = float32Values(learnt.get('pairs_map')!);
  const weightOf = (row: number): number => Math.hypot(...map.subarray(row * length, (row + 1) * length));
  for (let row = 0; row < signal; row++) expect(weightOf(row)).toBeGreaterThan(4 * weightOf(signal));
});

test('what is ended while pictures are still drawn has changed nothing', async () => {
  const weights = initialWeights(parametersOf(PRESETS['facexformer-starter']), () => normal(random));
  const { grown, begin, into } = pairsOf(weights);
  const ending = new AbortController();
  const drawn = vi.fn(() => ending.abort());
  const supply: typeof grown.supply = (updates, signal) => {
    setTimeout(drawn, 1000);
    return grown.supply(updates, signal);
  };
  const learnt = await grow({
    ...grown,
    supply,
    begin,
    folder: testFolder(),
    evaluate: async () => ({}),
    until: { minutes: 5 },
    signal: ending.signal,
  });
  expect(drawn).toHaveBeenCalled();
  for (const [name, tensor] of into(learnt)) expect(float32Values(tensor)).toEqual(float32Values(weights.get(name)!));
});

test('a map goes into the last layer: what changes places in it changes places in the embedding', async () => {
  const config = PRESETS['facexformer-starter'];
  const weights = initialWeights(parametersOf(config), () => normal(random));
  const pixels = numbers(3 * config.size ** 2);
  const embedded = (of: ReadonlyMap<string, Tensor>): Promise<Float32Array> =>
    inFile(of, async (file) => {
      const network = await openNetwork({ file, preset: config.name }, ['identity'], 'cpu');
      const { tasks } = await network.run(pixels.slice(), 1);
      await network.close();
      return tasks.get('identity')!.slice();
    });
  const before = await embedded(weights);
  const size = before.length;
  const swap = (at: number): number => at ^ 1;
  const map = new Float32Array(size * size);
  for (let from = 0; from < size; from++) map[from * size + swap(from)] = 1;
  const after = await embedded(withMap(weights, map));
  for (const [at, value] of after.entries()) expect(value).toBeCloseTo(before[swap(at)]!, 4);
});
