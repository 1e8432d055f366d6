/** How good weights are on held-out renders, on the very road that proposals take. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cropFace } from '../../electron/inference/crop.ts';
import { detectFaces } from '../../electron/inference/detectors/detect.ts';
import { openOwnDetector } from '../../electron/inference/detectors/own.ts';
import { openNetwork } from '../../electron/inference/network.ts';
import { proposalsOf } from '../../electron/inference/proposal.ts';
import { writePieces } from '../../electron/inference/weights-source.ts';
import type { Figure } from '../../electron/shared/domain/evaluation.ts';
import { type Box, boxOverlap } from '../../electron/shared/domain/geometry.ts';
import { FaceId } from '../../electron/shared/domain/ids.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { reportTask } from '../../electron/training/metrics/assess.ts';
import { gather } from '../../electron/training/metrics/gather.ts';
import { METRICS } from '../../electron/training/metrics/table.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import { safetensorsPieces } from '../../models/weights/safetensors.ts';
import type { HeldOutFace, HeldOutScene } from './held-out.ts';

export interface FaceFigures {
  tasks: Partial<Record<Task, Figure[]>>;
  /** Of the landmarks' error, in percent of the distance of the outer eye corners. */
  medianNme: number;
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
      gathering.add({ face: FaceId.parse(i + 1), unit: person, path: `${i}`, truths }, said);
    }
    await network.close();
    const tasks: FaceFigures['tasks'] = {};
    for (const task of TASKS) {
      const cases = gathering.cases.get(task) ?? [];
      if (cases.length > 0) tasks[task] = (await reportTask(task, cases, { seed: 1, resamples })).figures;
    }
    const errors = (gathering.cases.get('landmarks') ?? []).flatMap(
      ({ compared }) => METRICS.landmarks.error(compared) ?? [],
    );
    return { tasks, medianNme: errors.toSorted((a, b) => a - b)[errors.length >> 1] ?? Number.NaN };
  });

export interface DetectorFigures {
  faces: number;
  /** Share of the faces that are found, in percent. */
  recall: number;
  falsePerPhoto: number;
  meanOverlap: number;
}

/** Boxes that overlap by so much show the same face. */
const SAME = 0.4;
/** Faces that are hardly to be seen neither have to be found nor are wrong. */
const SHOWN = 0.5;

export const isFalseAlarm = (found: Box, faces: readonly { box: Box }[]): boolean =>
  !faces.some(({ box }) => boxOverlap(box, found) >= 0.25);

/** @param smallest longer side of the faces that have to be found */
export function judgeDetections(
  found: readonly { box: Box }[],
  faces: readonly { box: Box; shown: number }[],
  smallest: number,
): { wanted: number; hit: number; wrong: number; overlap: number } {
  const longer = ({ width, height }: Box): number => Math.max(width, height);
  const overlaps = (box: Box): number => Math.max(0, ...found.map((each) => boxOverlap(each.box, box)));
  const wanted = faces.filter(({ box, shown }) => longer(box) >= smallest && shown >= SHOWN);
  const hits = wanted.map(({ box }) => overlaps(box)).filter((overlap) => overlap >= SAME);
  const wrong = found.filter(({ box }) => isFalseAlarm(box, faces)).length;
  return { wanted: wanted.length, hit: hits.length, wrong, overlap: hits.reduce((sum, overlap) => sum + overlap, 0) };
}

export const evaluateDetector = (
  weights: ReadonlyMap<string, Tensor>,
  scenes: readonly HeldOutScene[],
  { score, smallest }: { score: number; smallest: number },
): Promise<DetectorFigures> =>
  inFile(weights, async (file) => {
    const detector = openOwnDetector(file, 'the detector', 'cpu', 1);
    const sum = { wanted: 0, hit: 0, wrong: 0, overlap: 0 };
    for (const { photo, faces } of scenes) {
      const found = await detectFaces(detector, photo, { smallestFace: 12, score });
      const judged = judgeDetections(found, faces, smallest);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += judged[key];
    }
    await detector.close();
    return {
      faces: sum.wanted,
      recall: (100 * sum.hit) / sum.wanted,
      falsePerPhoto: sum.wrong / scenes.length,
      meanOverlap: sum.overlap / sum.hit,
    };
  });
