/** A small network learns drawn faces, is killed, goes on, runs away, and stops in time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { ExampleSource } from '../../electron/training/examples.ts';
import { openTrainer, type Standing } from '../../electron/training/trainer.ts';
import { testFolder } from '../helpers/core.ts';
import { drawnFaces, drifted, TINY, tinySetup, tinyWeights, trainOn } from './tiny.ts';

const pointsOf = (standings: readonly Standing[], part: 'train' | 'validation') =>
  standings.flatMap(({ points }) => points).filter((point) => point.part === part);

async function train(...setup: Parameters<typeof tinySetup>) {
  const trainer = await openTrainer(tinySetup(...setup));
  const standings = await trainOn(trainer);
  const trained = trainer.result();
  await trainer.close();
  return { standings, trained };
}

const digest = (weights: ReadonlyMap<string, { bytes: Uint8Array }>) =>
  [...weights].map(([name, { bytes }]) => [name, Buffer.from(bytes).toString('base64')]);

test('it learns: unseen faces are judged by less than half the mask error, and their points come nearer', async () => {
  const { standings, trained } = await train(testFolder(), { epochs: 7, batch: 8 });
  const validation = pointsOf(standings, 'validation');
  expect(validation.map(({ step }) => step)).toEqual([0, 8, 16, 24, 32, 40, 48, 56]);
  const [first, last] = [validation[0]!, validation.at(-1)!];
  expect(last.total).toBeLessThan(0.65 * first.total);
  expect(last.tasks.parsing!).toBeLessThan(0.5 * first.tasks.parsing!);
  expect(last.tasks.landmarks!).toBeLessThan(0.7 * first.tasks.landmarks!);
  expect(pointsOf(standings, 'train')).toHaveLength(56);
  expect(trained).toMatchObject({ ending: 'finished', bestStep: 56, before: validation[0]!.total });
});

/** Runs the training process, which is killed once it has come to an update, or comes to its end and tells its weights. */
async function runProcess(folder: string, mode: string, killAt: number | null): Promise<string | null> {
  const script = path.resolve(import.meta.dirname, '../helpers/train-tiny.ts');
  const words = [script, folder, mode, ...(killAt === null ? [] : [String(killAt)])];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [told, [, signal]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(signal).toBe(killAt === null ? null : 'SIGKILL');
  return told.trim() || null;
}

test.each([
  ['decoder', [1, 3, 5]],
  ['everything', [2]],
])(
  '%s: killed again and again, it comes to the same weights to the bit',
  async (mode, kills) => {
    const [whole, broken] = [testFolder(), testFolder()];
    const expected = await runProcess(whole, mode, null);
    expect(expected).toMatch(/^weights [0-9a-f]{64}$/);
    for (const killAt of kills) expect(await runProcess(broken, mode, killAt)).toBeNull();
    expect(await runProcess(broken, mode, null)).toBe(expected);
  },
  300_000,
);

test('the same seed gives the same weights, another one others', async () => {
  const recipe = { mode: 'decoder', epochs: 1, variants: 1 } as const;
  const faces = { train: drawnFaces(8), validation: drawnFaces(0) };
  const run = async (seed: number) => digest((await train(testFolder(), { ...recipe, seed }, faces)).trained.weights);
  const first = await run(1);
  expect(await run(1)).toEqual(first);
  expect(await run(2)).not.toEqual(first);
});

const finite = (weights: ReadonlyMap<string, { bytes: Uint8Array }>): boolean =>
  [...weights.values()].every(({ bytes }) => new Float32Array(Uint8Array.from(bytes).buffer).every(Number.isFinite));

test('a loss that is not a number ends it before it reaches the weights', async () => {
  const faces = drawnFaces(8);
  const broken: ExampleSource = {
    ...faces,
    load: async (i) => {
      const example = await faces.load(i);
      const points = Array.from({ length: 68 }, (): [number, number] => [1e38, 1]);
      const far = { task: 'landmarks', value: { points, spread: null } } as const;
      return { ...example, frame: { ...example.frame, width: 1e-6 }, labels: [...example.labels.slice(1), far] };
    },
  };
  const setup = { train: broken, validation: drawnFaces(4, 1000) };
  const { trained } = await train(testFolder(), { mode: 'decoder', epochs: 5, variants: 1 }, setup);
  expect(trained.ending).toBe('diverged');
  expect(finite(trained.weights)).toBe(true);
});

/** The same faces with the other gender. */
const contradicting = (source: ExampleSource): ExampleSource => ({
  ...source,
  load: async (i) => {
    const example = await source.load(i);
    const labels = example.labels.map((label) =>
      label.task === 'gender'
        ? { ...label, value: { label: label.value.label === 'male' ? ('female' as const) : ('male' as const) } }
        : label,
    );
    return { ...example, labels };
  },
});

test('a training that gets no better stops early', async () => {
  const { trained } = await train(
    testFolder(),
    { mode: 'decoder', epochs: 50, patience: 2, variants: 1, learningRate: 1e-2, average: 0 },
    // What the validation part says is the opposite of what is learned.
    {
      train: drawnFaces(8, 0, ['gender']),
      validation: contradicting(drawnFaces(4, 1000, ['gender'])),
      tasks: ['gender'],
    },
  );
  expect(trained.ending).toBe('stopped-early');
});

test('only the decoder is trained where only it should be', async () => {
  const begin = tinyWeights();
  const { trained } = await train(
    testFolder(),
    { mode: 'decoder', epochs: 1, variants: 1 },
    { train: drawnFaces(8), validation: drawnFaces(0) },
  );
  const changed = [...trained.weights].filter(
    ([name, { bytes }]) => Buffer.compare(bytes, begin.get(name)!.bytes) !== 0,
  );
  expect(changed.length).toBeGreaterThan(20);
  expect(changed.filter(([name]) => !name.startsWith('face_decoder.'))).toEqual([]);
});

test('the last stage leaves the earlier ones as they are', async () => {
  const begin = tinyWeights();
  const { trained } = await train(
    testFolder(),
    { mode: 'last-stage', epochs: 1 },
    { train: drawnFaces(8), validation: drawnFaces(0) },
  );
  const changed = [...trained.weights.keys()].filter(
    (name) =>
      Buffer.compare(trained.weights.get(name)!.bytes, begin.get(name)!.bytes) !== 0 && name.startsWith('backbone.'),
  );
  const kept = [...begin.keys()].filter((name) => name.startsWith('backbone.') && !changed.includes(name));
  expect(changed.length).toBeGreaterThan(5);
  expect(kept.length).toBeGreaterThan(10);
});

test('what no face has a label for stays as the old network has it', async () => {
  const old = { config: TINY, weights: tinyWeights() };
  const only = {
    train: drawnFaces(16, 0, ['gender']),
    validation: drawnFaces(0),
    tasks: ['gender'] as const,
  };
  const recipe = { mode: 'decoder', epochs: 6, variants: 1, learningRate: 1e-3, patience: null } as const;
  const drift = async (distillation: number) => {
    const { trained } = await train(testFolder(), { ...recipe, distillation }, { ...only, old });
    return drifted(trained.weights, ['landmarks', 'parsing']);
  };
  const [free, held] = [await drift(0), await drift(1)];
  expect(held.landmarks).toBeLessThan(0.6 * free.landmarks);
});

test('a face that cannot be read is told of once, and the others are learned from', async () => {
  const faces = drawnFaces(8);
  const train8 = {
    ...faces,
    load: async (i: number) => {
      if (i === 3) throw new Error('the photo is gone');
      return faces.load(i);
    },
  };
  const { standings, trained } = await train(
    testFolder(),
    { mode: 'decoder', epochs: 3, variants: 2 },
    { train: train8, validation: drawnFaces(0) },
  );
  expect(standings.flatMap(({ skipped }) => skipped)).toEqual([{ path: 'drawn 3', reason: 'the photo is gone' }]);
  expect(trained.ending).toBe('finished');
});

test('labels for nothing that the network knows are refused in words', async () => {
  const faces = { train: drawnFaces(4, 0, ['age']), validation: drawnFaces(0), tasks: ['age'] as const };
  await expect(openTrainer(tinySetup(testFolder(), {}, faces))).rejects.toThrow('No face has a label for a task');
});
