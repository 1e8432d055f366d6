/**
 * Landmarks: the normalised mean error (NME) of a face is the mean distance of its 68 points from the truth, over a
 * length of the truth; the figure is the mean over faces, in percent. Three lengths are in use:
 * - between the outer corners of the eyes, points 36 and 45 counted from 0 (today's tables of 300W);
 * - between the pupils, as the means of each eye's six points (older tables; numbers about 1.4 times as large);
 * - the root of width times height of the tight box around the true points (profiles, where the eyes fall together).
 */
import { LANDMARK_GROUPS } from '../../shared/domain/landmarks.ts';
import { demandFinite, measureSums, orNull, percent, type TaskMetric, type ValueOf } from './metric.ts';

type Points = ValueOf<'landmarks'>['points'];
type PointXY = Points[number];

const RIGHT_OUTER_CORNER = 36;
const LEFT_OUTER_CORNER = 45;

const distance = (a: PointXY, b: PointXY): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The mean of a group's points. */
function centreOf(points: Points, group: string): PointXY {
  const { first, last } = LANDMARK_GROUPS.find(({ name }) => name === group)!;
  const own = points.slice(first, last + 1);
  const mean = (axis: 0 | 1) => own.reduce((sum, point) => sum + point[axis], 0) / own.length;
  return [mean(0), mean(1)];
}

/** The three lengths of a face, in pixels of the photo. */
export function lengthsOf(points: Points): [ocular: number, pupil: number, box: number] {
  const range = (axis: 0 | 1) => {
    const along = points.map((point) => point[axis]);
    return Math.max(...along) - Math.min(...along);
  };
  return [
    distance(points[RIGHT_OUTER_CORNER]!, points[LEFT_OUTER_CORNER]!),
    distance(centreOf(points, 'right eye'), centreOf(points, 'left eye')),
    Math.sqrt(range(0) * range(1)),
  ];
}

/** The NME of one face by each length, in percent; NaN where the length is zero. */
type Errors = readonly [number, number, number];

export const landmarks: TaskMetric<'landmarks', Errors> = {
  figures: ['nme-interocular', 'nme-interpupil', 'nme-box'],
  compare(truth, said) {
    demandFinite(truth.points.flat(), 'the confirmed landmarks');
    demandFinite(said.points.flat(), 'the proposed landmarks');
    const mean =
      truth.points.reduce((sum, point, i) => sum + distance(point, said.points[i]!), 0) / truth.points.length;
    const [ocular, pupil, box] = lengthsOf(truth.points);
    return [percent(mean, ocular), percent(mean, pupil), percent(mean, box)];
  },
  /** Sums of the errors that there are, then their counts. */
  measure: (cases) =>
    measureSums(
      cases,
      6,
      (errors) => [
        ...errors.map((error) => (Number.isNaN(error) ? 0 : error)),
        ...errors.map((error) => Number(!Number.isNaN(error))),
      ],
      (sums) => [sums[0]! / sums[3]!, sums[1]! / sums[4]!, sums[2]! / sums[5]!],
    ),
  details: () => [],
  error: ([ocular]) => orNull(ocular),
};
