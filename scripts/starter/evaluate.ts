/**
 * How good weights are on held-out renders, on the very road that proposals take. Masks are judged within what the network
 * is shown, as published scorers do whose pictures are the network's own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cropFace } from '../../electron/inference/crop.ts';
import { sightFaces } from '../../electron/inference/detectors/detect.ts';
import { openOwnDetector } from '../../electron/inference/detectors/own.ts';
import { openNetwork } from '../../electron/inference/network.ts';
import { proposalsOf } from '../../electron/inference/proposal.ts';
import { writePieces } from '../../electron/inference/weights-source.ts';
import type { AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Figure } from '../../electron/shared/domain/evaluation.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import { FaceId } from '../../electron/shared/domain/ids.ts';
import { quaternionToAngles } from '../../electron/shared/domain/pose.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { reportTask } from '../../electron/training/metrics/assess.ts';
import { bootstrap, type Estimate } from '../../electron/training/metrics/bootstrap.ts';
import { gather } from '../../electron/training/metrics/gather.ts';
import type { Measure, ValueOf } from '../../electron/training/metrics/metric.ts';
import { METRICS } from '../../electron/training/metrics/table.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import { safetensorsPieces } from '../../models/weights/safetensors.ts';
import type { SearchedPhoto } from './detections.ts';
import type { HeldOutFace, HeldOutScene } from './held-out.ts';

type LabelMap = ValueOf<'parsing'>;

export interface FaceFigures {
  tasks: Partial<Record<Task, Figure[]>>;
  /** Of the landmarks' error, in percent of the distance of the outer eye corners: of all faces, and of those near frontal. */
  medianNme: { all: Estimate; nearFrontal: Estimate };
}

/** Turned less to either side, in degrees. */
const NEAR_FRONTAL = 30;

/** The value in the middle. */
export function medianOf(values: readonly number[]): Measure {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  return (weights) => {
    const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
    let below = 0;
    for (const i of order) {
      below += weights[i]!;
      if (below >= half) return Float64Array.of(values[i]!);
    }
    return Float64Array.of(Number.NaN);
  };
}

/** Weights as a file, for as long as `work` needs it. */
export async function inFile<Result>(
  weights: ReadonlyMap<string, Tensor>,
  work: (file: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lineament-starter-'));
  try {
    const file = path.join(folder, 'weights.safetensors');
    writePieces(file, safetensorsPieces(weights));
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The part of a whole picture's label map, one cell a pixel, that lies in a frame of whole pixels. */
function partOf(mask: LabelMap, { x, y, width, height }: Box): LabelMap {
  const labels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = (y + row) * mask.width + x;
    labels.set(mask.labels.subarray(start, start + width), row * width);
  }
  return { ...mask, frame: { x, y, width, height }, width, height, labels };
}

const within = (frame: Box, truths: readonly AnnotationValue[]): AnnotationValue[] =>
  truths.map((truth) => (truth.task === 'parsing' ? { ...truth, value: partOf(truth.value, frame) } : truth));

export const evaluateNetwork = (
  weights: ReadonlyMap<string, Tensor>,
  faces: readonly HeldOutFace[],
  resamples = 200,
): Promise<FaceFigures> =>
  inFile(weights, async (file) => {
    const network = await openNetwork({ file, preset: 'facexformer-starter' }, 'all', 'cpu');
    const { size } = network.config;
    const gathering = gather();
    for (const [i, { photo, box, person, truths }] of faces.entries()) {
      const crop = cropFace(photo, box, size);
      if (!crop) continue;
      const answers = await network.run(crop.planes, 1);
      const said = proposalsOf(network.config, answers, { face: 0, faces: 1, frame: crop.frame });
      gathering.add(
        { face: FaceId.parse(i + 1), unit: person, path: `${i}`, truths: within(crop.frame, truths) },
        said,
      );
    }
    await network.close();
    const tasks: FaceFigures['tasks'] = {};
    for (const task of TASKS) {
      const cases = gathering.cases.get(task) ?? [];
      if (cases.length > 0) tasks[task] = (await reportTask(task, cases, { seed: 1, resamples })).figures;
    }
    const errors = (gathering.cases.get('landmarks') ?? []).flatMap(({ compared, of }) => {
      const error = METRICS.landmarks.error(compared);
      return error === null ? [] : [{ error, of }];
    });
    const median = async (some: typeof errors): Promise<Estimate> => {
      const measure = medianOf(some.map(({ error }) => error));
      const [estimate] = await bootstrap(
        measure,
        some.map(({ of }) => of.unit),
        { seed: 1, resamples },
      );
      return estimate!;
    };
    const isNearFrontal = ({ of }: (typeof errors)[number]): boolean => {
      const pose = faces[of.face - 1]!.truths.find(({ task }) => task === 'pose');
      if (pose?.task !== 'pose') return false;
      return Math.abs(quaternionToAngles(pose.value.quaternion).yaw) < (NEAR_FRONTAL * Math.PI) / 180;
    };
    const medianNme = { all: await median(errors), nearFrontal: await median(errors.filter(isNearFrontal)) };
    return { tasks, medianNme };
  });

/** Searches scenes down to a low score. */
export const searchScenes = (
  weights: ReadonlyMap<string, Tensor>,
  scenes: readonly HeldOutScene[],
  least: number,
): Promise<SearchedPhoto[]> =>
  inFile(weights, async (file) => {
    const detector = openOwnDetector(file, 'the detector', 'cpu', 1);
    const searched: SearchedPhoto[] = [];
    for (const { photo, faces } of scenes)
      searched.push({ sightings: await sightFaces(detector, photo, { smallestFace: 12, score: least }), faces });
    await detector.close();
    return searched;
  });
