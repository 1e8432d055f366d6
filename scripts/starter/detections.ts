/** How good a detector is on photos whose faces are known: what it finds, and what it takes for a face. */
import { facesOf } from '../../electron/inference/detectors/detect.ts';
import type { Sighting } from '../../electron/inference/detectors/detector.ts';
import { type Box, boxOverlap } from '../../electron/shared/domain/geometry.ts';
import { bootstrap, type Estimate } from '../../electron/training/metrics/bootstrap.ts';
import type { Measure } from '../../electron/training/metrics/metric.ts';

/** What was sighted in a photo down to a low score, and the faces that are in it. */
export interface SearchedPhoto {
  sightings: readonly Sighting[];
  /** `shown`: share of the face that can be seen. */
  faces: readonly { box: Box; shown: number }[];
}

/** What counts: the least score, and the longer side in pixels of the faces that have to be found. */
export interface Demand {
  score: number;
  smallest: number;
}

export interface DetectorFigures {
  score: number;
  /** Faces that have to be found. */
  faces: number;
  /** Share of them that are found, in percent. */
  recall: Estimate;
  falsePerPhoto: Estimate;
  meanOverlap: number;
}

/** Boxes that overlap by so much show the same face. */
const SAME = 0.4;
/** What overlaps a face by so much is no false alarm. */
const NEAR = 0.25;
/** Faces that are hardly to be seen neither have to be found nor are wrong. */
const SHOWN = 0.5;

const longer = ({ width, height }: Box): number => Math.max(width, height);
const isWrong = (box: Box, { faces }: SearchedPhoto): boolean =>
  !faces.some((face) => boxOverlap(face.box, box) >= NEAR);

const foundIn = ({ sightings }: SearchedPhoto, least: number) =>
  facesOf(sightings.filter(({ score }) => score >= least));

function judge(photo: SearchedPhoto, { score, smallest }: Demand) {
  const found = foundIn(photo, score);
  const wanted = photo.faces.filter(({ box, shown }) => longer(box) >= smallest && shown >= SHOWN);
  const hits = wanted
    .map(({ box }) => Math.max(0, ...found.map((each) => boxOverlap(each.box, box))))
    .filter((overlap) => overlap >= SAME);
  return {
    wanted: wanted.length,
    hit: hits.length,
    wrong: found.filter(({ box }) => isWrong(box, photo)).length,
    overlap: hits.reduce((sum, overlap) => sum + overlap, 0),
  };
}

/** Figures at one least score, with intervals over photos. */
export async function judgeDetector(
  photos: readonly SearchedPhoto[],
  demand: Demand,
  resamples = 200,
): Promise<DetectorFigures> {
  const judged = photos.map((photo) => judge(photo, demand));
  const total = (key: keyof (typeof judged)[number]): number => judged.reduce((sum, each) => sum + each[key], 0);
  const measure: Measure = (weights) => {
    let [wanted, hit, wrong, looked] = [0, 0, 0, 0];
    for (const [i, each] of judged.entries()) {
      const weight = weights[i]!;
      wanted += weight * each.wanted;
      hit += weight * each.hit;
      wrong += weight * each.wrong;
      looked += weight;
    }
    return Float64Array.of((100 * hit) / wanted, wrong / looked);
  };
  const [recall, falsePerPhoto] = await bootstrap(measure, [...photos.keys()], { seed: 1, resamples });
  return {
    score: demand.score,
    faces: total('wanted'),
    recall: recall!,
    falsePerPhoto: falsePerPhoto!,
    meanOverlap: total('overlap') / total('hit'),
  };
}

/** The lowest score, in hundredths from `least` on, at which there are at most so many false alarms a photo. */
export function scoreAllowing(photos: readonly SearchedPhoto[], falsePerPhoto: number, least: number): number {
  for (let hundredths = Math.ceil(100 * least); hundredths < 100; hundredths++) {
    const score = hundredths / 100;
    const wrong = photos.map((photo) => foundIn(photo, score).filter(({ box }) => isWrong(box, photo)).length);
    if (wrong.reduce((sum, count) => sum + count, 0) <= falsePerPhoto * photos.length) return score;
  }
  return 1;
}
