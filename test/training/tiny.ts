/** A small network and drawn faces that it can learn in seconds: where a disc lies, how it leans, and what colour it has. */

import type { Pixels } from '../../electron/imaging/decode.ts';
import { resize } from '../../electron/imaging/resize.ts';
import { IMAGENET, toTensor } from '../../electron/imaging/tensor.ts';
import type { AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import { namedRandom, normal } from '../../electron/shared/domain/random.ts';
import { Recipe, type RecipeInput } from '../../electron/shared/domain/recipe.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import type { ExampleSource } from '../../electron/training/examples.ts';
import { openTeacher } from '../../electron/training/teacher.ts';
import type { Standing, Trainer, TrainerSetup } from '../../electron/training/trainer.ts';
import { type FaceXFormerConfig, PRESETS } from '../../models/facexformer/config.ts';
import { parametersOf } from '../../models/programs.ts';
import { initialWeights } from '../../models/training/initial.ts';

/** The starter's encoder under the released decoder, both small. */
export const TINY: FaceXFormerConfig = {
  ...PRESETS['facexformer-released'],
  name: 'tiny',
  backbone: 'starter',
  size: 32,
  width: 32,
  decoder: { layers: 1, heads: 4, mlp: 64 },
  tasks: PRESETS['facexformer-released'].tasks.filter(({ task }) => ['landmarks', 'gender', 'parsing'].includes(task)),
};
export const tinyWeights = (seed = 1) => {
  const random = namedRandom(seed, 'weights');
  return initialWeights(parametersOf(TINY), () => normal(random));
};

const SIDE = 64;

/** A light square with a disc on it; all 68 points lie in its middle, and red ones are male. */
function draw(seed: number): { pixels: Pixels; labels: AnnotationValue[] } {
  const random = namedRandom(seed, 'face');
  const [x, y] = [16 + 32 * random(), 16 + 32 * random()];
  const isMale = random() < 0.5;
  const data = new Uint8Array(SIDE * SIDE * 3);
  const labels = new Uint8Array(SIDE * SIDE);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const isDisc = Math.hypot((at % SIDE) + 0.5 - x, Math.floor(at / SIDE) + 0.5 - y) < 12;
    data.set(isDisc ? (isMale ? [230, 40, 40] : [40, 40, 230]) : [180, 180, 180], 3 * at);
    labels[at] = isDisc ? 1 : 0;
  }
  const frame = { x: 0, y: 0, width: SIDE, height: SIDE };
  return {
    pixels: { width: SIDE, height: SIDE, channels: 3, data },
    labels: [
      {
        task: 'landmarks',
        value: { points: Array.from({ length: 68 }, (): [number, number] => [x, y]), spread: null },
      },
      { task: 'gender', value: { label: isMale ? 'male' : 'female' } },
      { task: 'parsing', value: { profile: 'facexformer-11', frame, width: SIDE, height: SIDE, labels } },
    ],
  };
}

export function drawnFaces(count: number, from = 0, only?: readonly Task[]): ExampleSource {
  const kept = (labels: AnnotationValue[]) => labels.filter(({ task }) => only?.includes(task) ?? true);
  return {
    tasks: Array.from({ length: count }, () => only ?? (['landmarks', 'gender', 'parsing'] as const)),
    nameOf: (i) => `drawn ${from + i}`,
    async load(i) {
      const { pixels, labels } = draw(from + i);
      const area = { x: 0, y: 0, width: SIDE, height: SIDE };
      return { part: { pixels, area }, frame: area, labels: kept(labels) };
    },
  };
}

export const tinySetup = (folder: string, recipe: RecipeInput, more: Partial<TrainerSetup> = {}): TrainerSetup => ({
  config: TINY,
  recipe: Recipe.parse({ mode: 'everything', batch: 8, together: 8, learningRate: 2e-3, distillation: 0, ...recipe }),
  weights: tinyWeights(),
  old: null,
  tasks: ['landmarks', 'gender', 'parsing'],
  people: [],
  train: drawnFaces(64),
  validation: drawnFaces(16, 1000),
  folder,
  provider: 'cpu',
  threads: 2,
  ...more,
});

/** Trains to the end, or until so many updates are done. */
export async function trainOn(trainer: Trainer, until = Number.POSITIVE_INFINITY): Promise<Standing[]> {
  const standings: Standing[] = [];
  while (true) {
    const standing = await trainer.advance(1);
    standings.push(standing);
    if (standing.ending !== null || standing.step >= until) return standings;
  }
}

/** How far answers of other weights are from those of the first ones: root of the mean square, over eight drawn faces. */
export async function drifted<T extends Task>(
  weights: TrainerSetup['weights'],
  asked: readonly T[],
): Promise<Record<T, number>> {
  const machine = { provider: 'cpu', threads: 1 } as const;
  const answers = async (of: TrainerSetup['weights']) => {
    const teacher = await openTeacher(TINY, of, { ...machine, from: 'pixels', tasks: asked });
    const all = [];
    for (let i = 0; i < 8; i++) {
      const seen = resize(draw(2000 + i).pixels, { width: TINY.size, height: TINY.size }, 'bicubic');
      all.push(await teacher.answer({ pixels: toTensor(seen, IMAGENET) }));
    }
    await teacher.close();
    return all;
  };
  const [before, after] = [await answers(tinyWeights()), await answers(weights)];
  const distance = (task: T): number => {
    const squares = before.flatMap((face, i) => {
      const other = after[i]!.get(task)!;
      return Array.from(face.get(task)!, (number, at) => (number - other[at]!) ** 2);
    });
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  };
  return Object.fromEntries(asked.map((task) => [task, distance(task)])) as Record<T, number>;
}
