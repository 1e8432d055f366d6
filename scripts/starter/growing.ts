/** What is grown of each of the two networks: its graph, where its batches come from, and how it is judged on the way. */
import { detectorTraining } from '../../models/detector/programs.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { trainingGraph } from '../../models/programs.ts';
import { judgeDetector } from './detections.ts';
import { evaluateNetwork, searchScenes } from './evaluate.ts';
import { type HeldOutFace, type HeldOutScene, heldOutFaces, heldOutScenes } from './held-out.ts';
import type { Growing } from './loop.ts';
import { type Course, DETECTOR, NETWORK, type Supply } from './recipes.ts';
import { openSupply, type SupplyRequest, seedsAfter } from './supply.ts';

/** What differs from the recipe. */
export interface Wish {
  course?: Partial<Course>;
  supply?: Partial<Supply>;
  /** Held-out faces or scenes to judge by. */
  heldOut?: number;
}

export type Grown = Pick<Growing, 'program' | 'course' | 'supply' | 'evaluate'>;

/** Batches from where a training stands. */
const supplyOf =
  (request: SupplyRequest): Growing['supply'] =>
  (updates) =>
    openSupply({ ...request, ...seedsAfter(updates, request) });

function network({ course: changed, supply, heldOut = 64 }: Wish): Grown {
  const course = { ...NETWORK.course, ...changed };
  const trains = (name: string): boolean => !name.endsWith('gaussian_matrix');
  const program = trainingGraph(PRESETS['facexformer-starter'], {
    batch: course.batch,
    from: 'pixels',
    trains,
    losses: NETWORK.losses,
  });
  const { batch, seed } = course;
  const request = { what: 'faces', batch, side: NETWORK.side, feeds: program.feeds, seed } as const;
  // Drawn when they are first needed: a training that goes on is soon under way.
  let faces: readonly HeldOutFace[] | null = null;
  return {
    program,
    course,
    supply: supplyOf({ ...NETWORK.supply, ...supply, ...request }),
    async evaluate(weights) {
      faces ??= heldOutFaces(heldOut, 2, NETWORK.side);
      const { tasks, medianNme } = await evaluateNetwork(weights, faces, 20);
      const first = Object.entries(tasks).map(([task, figures]) => [task, Number(figures[0]!.value?.toFixed(2))]);
      return { medianNme: Number(medianNme.all.value.toFixed(2)), ...Object.fromEntries(first) };
    },
  };
}

function detector({ course: changed, supply, heldOut = 24 }: Wish): Grown {
  const course = { ...DETECTOR.course, ...changed };
  const program = detectorTraining({ batch: course.batch, size: DETECTOR.side, boxWeight: DETECTOR.boxWeight });
  const { batch, seed } = course;
  const request = { what: 'scenes', batch, side: DETECTOR.side, feeds: program.feeds, seed } as const;
  // Drawn when they are first needed: a training that goes on is soon under way.
  let scenes: readonly HeldOutScene[] | null = null;
  return {
    program,
    course,
    supply: supplyOf({ ...DETECTOR.supply, ...supply, ...request }),
    async evaluate(weights) {
      const score = 0.6;
      scenes ??= heldOutScenes(heldOut, { width: 640, height: 480 });
      const searched = await searchScenes(weights, scenes, score);
      const { recall, falsePerPhoto, ...rest } = await judgeDetector(searched, { score, smallest: 24 });
      return { ...rest, recall: recall.value, falsePerPhoto: falsePerPhoto.value };
    },
  };
}

export const GROWING = { network, detector } as const;
