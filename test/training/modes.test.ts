/** What is otherwise while a network learns: branches left out by chance, statistics that follow the batches, soft targets. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../electron/shared/domain/random.ts';
import { keptFeeds } from '../../electron/training/answers.ts';
import { openTrainer } from '../../electron/training/trainer.ts';
import type { FaceXFormerConfig } from '../../models/facexformer/config.ts';
import { parametersOf } from '../../models/programs.ts';
import { initialWeights } from '../../models/training/initial.ts';
import { testFolder } from '../helpers/core.ts';
import { drawnFaces, TINY, tinySetup, tinyWeights, trainOn } from './tiny.ts';

const FACES = {
  train: drawnFaces(8, 0, ['gender']),
  validation: drawnFaces(4, 1000, ['gender']),
  tasks: ['gender'],
} as const;
const QUICK = { epochs: 2, batch: 4, together: 4 } as const;

async function weightsOf(...setup: Parameters<typeof tinySetup>): Promise<Map<string, string>> {
  const trainer = await openTrainer(tinySetup(...setup));
  await trainOn(trainer);
  const { weights } = trainer.result();
  await trainer.close();
  return new Map([...weights].map(([name, { bytes }]) => [name, Buffer.from(bytes).toString('base64')]));
}

test('branches that are left out by chance follow from the seed, change what is learned, and survive a pause', async () => {
  const recipe = { ...QUICK, stochasticDepth: 0.5 };
  const whole = await weightsOf(testFolder(), recipe, FACES);
  expect(await weightsOf(testFolder(), { ...recipe, stochasticDepth: 0 }, FACES)).not.toEqual(whole);
  expect(await weightsOf(testFolder(), { ...recipe, seed: 2 }, FACES)).not.toEqual(whole);
  const folder = testFolder();
  const first = await openTrainer(tinySetup(folder, recipe, { ...FACES, saveEvery: 0 }));
  await trainOn(first, 2);
  first.save();
  await first.close();
  expect(await weightsOf(folder, recipe, FACES)).toEqual(whole);
}, 120_000);

test('from nothing, statistics follow the batches and go into the result; else they stay as the network has them', async () => {
  const config: FaceXFormerConfig = { ...TINY, name: 'tiny on mobilenet', backbone: 'mobilenet', size: 64 };
  const random = seededRandom(1);
  const weights = initialWeights(parametersOf(config), () => random() - 0.5);
  const running = [...weights.keys()].filter((name) => name.endsWith('running_mean'));
  expect(running.length).toBeGreaterThan(10);
  const before = new Map([...weights].map(([name, { bytes }]) => [name, Buffer.from(bytes).toString('base64')]));
  const setup = { ...FACES, config, weights };
  const moved = (after: Map<string, string>) => running.filter((name) => after.get(name) !== before.get(name)).length;
  const recipe = { ...QUICK, epochs: 1, average: 0 };
  const nothing = { ...FACES, ...setup, validation: drawnFaces(0) };
  expect(moved(await weightsOf(testFolder(), { ...recipe, begin: 'nothing' }, nothing))).toBe(running.length);
  expect(moved(await weightsOf(testFolder(), recipe, nothing))).toBe(0);
}, 240_000);

test('the old network is followed in its shares of every class, not in its best guess alone', async () => {
  const context = { config: TINY, poseLoss: 'geodesic' } as const;
  const feeds = keptFeeds(new Map([['gender', [Math.log(3), 0]]] as const), ['gender'], 0.5, context);
  expect(feeds).toEqual({
    'weight.gender': [0.5],
    'target.gender.shares': [expect.closeTo(0.75), expect.closeTo(0.25)],
  });
  // A teacher that is of two minds holds its pupil there, and no loss falls below its own doubt.
  const old = { config: TINY, weights: tinyWeights() };
  const only = ['landmarks'] as const;
  const faces = { train: drawnFaces(8, 0, only), validation: drawnFaces(4, 1000, only), tasks: only, old };
  const trainer = await openTrainer(tinySetup(testFolder(), { ...QUICK, distillation: 1, average: 0 }, faces));
  const standings = await trainOn(trainer);
  await trainer.close();
  const points = standings.flatMap((standing) => standing.points).filter(({ part }) => part === 'validation');
  expect(points[0]!.tasks.gender).toBeGreaterThan(0.01);
  // It begins as the teacher itself: cross entropy is at its least.
  for (const { tasks } of points) expect(tasks.gender!).toBeGreaterThanOrEqual(points[0]!.tasks.gender! - 1e-5);
}, 120_000);
