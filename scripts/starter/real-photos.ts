/** The starter on photos of real faces: five of its points against those of a reference detector, and its detector's boxes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Pixels, readPhoto } from '../../electron/imaging/decode.ts';
import { cropFace } from '../../electron/inference/crop.ts';
import { sightFaces } from '../../electron/inference/detectors/detect.ts';
import type { Detector } from '../../electron/inference/detectors/detector.ts';
import type { Network } from '../../electron/inference/network.ts';
import { type Proposal, proposalsOf } from '../../electron/inference/proposal.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import type { SearchedPhoto } from './detections.ts';

type Point = readonly [x: number, y: number];

interface ReferenceFace {
  box_xywh: [number, number, number, number];
  /** Right eye, left eye, nose tip, right and left corner of the mouth. */
  points: Point[];
}

/** What the references call their search in photos of at most 1280 pixels. */
const REFERENCE = 'yunet_2023mar_maxside1280';

/** Where the reference's box, told by its left edge, holds no face: a raised hand. Animals are in photos of their own. */
const NO_FACE: Readonly<Record<string, number>> = { 'three_people_tfjs.jpg': 538 };

/**
 * Photos of one face each whose reference points lie beside what they name: the mouth on a cheek of a face that looks up,
 * eyes on the cheeks and the mouth on the chin of one that a brim hides.
 */
const ASTRAY: ReadonlySet<string> = new Set(['cc0_interfaces_055.jpg', 'cc0_interfaces_024.jpg']);

export interface RealFace {
  photo: string;
  box: Box;
  /** Whether the reference's points lie beside what they name, so that the error says little. */
  astray: boolean;
  proposals: Proposal[];
  /** Mean distance of the five points in percent of the eyes' distance. */
  error: number;
}

export interface RealFigures {
  faces: RealFace[];
  /** What the app's own detector sighted in each photo down to a low score, beside the reference's boxes. */
  photos: (SearchedPhoto & { photo: string })[];
}

const boxOf = ({ box_xywh: [x, y, width, height] }: ReferenceFace): Box => ({ x, y, width, height });

/** The middle of points, by their numbers among the 68. */
const middle = (points: readonly Point[], ...numbers: number[]): Point => [
  numbers.reduce((sum, n) => sum + points[n]![0], 0) / numbers.length,
  numbers.reduce((sum, n) => sum + points[n]![1], 0) / numbers.length,
];

const fiveOf = (points: readonly Point[]): Point[] => [
  middle(points, 36, 37, 38, 39, 40, 41),
  middle(points, 42, 43, 44, 45, 46, 47),
  middle(points, 30),
  middle(points, 48),
  middle(points, 54),
];

const apart = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

async function propose(network: Network, photo: Pixels, box: Box): Promise<Proposal[]> {
  const crop = cropFace(photo, box, network.config.size);
  if (!crop) return [];
  const answers = await network.run(crop.planes, 1);
  return proposalsOf(network.config, answers, { face: 0, faces: 1, frame: crop.frame });
}

/**
 * @param fixtures folder with `photos` and `detectors/reference_detections.json`
 * @param least score that sightings have
 */
export async function judgeRealPhotos(
  fixtures: string,
  network: Network,
  detector: Detector | null,
  least: number,
): Promise<RealFigures> {
  const references = JSON.parse(
    readFileSync(path.join(fixtures, 'detectors', 'reference_detections.json'), 'utf8'),
  ) as { photos: Record<string, Record<string, { faces: ReferenceFace[] }>> };
  const faces: RealFace[] = [];
  const photos: RealFigures['photos'] = [];
  for (const [name, by] of Object.entries(references.photos)) {
    // The same photo in eight orientations.
    if (name.startsWith('exif_hopper')) continue;
    const photo = await readPhoto(path.join(fixtures, 'photos', name));
    const isFace = ({ box_xywh: [left] }: ReferenceFace): boolean =>
      !name.startsWith('negative_') && Math.floor(left) !== NO_FACE[name];
    const known = by[REFERENCE]!.faces.filter(isFace);
    for (const face of known) {
      const box = boxOf(face);
      const proposals = await propose(network, photo, box);
      const landmarks = proposals.find((each) => each.task === 'landmarks');
      if (!landmarks) continue;
      const own = fiveOf(landmarks.value.points);
      const eyes = apart(face.points[0]!, face.points[1]!);
      const error = (20 * face.points.reduce((total, point, i) => total + apart(point, own[i]!), 0)) / eyes;
      faces.push({ photo: name, box, astray: ASTRAY.has(name), proposals, error });
    }
    if (!detector) continue;
    const sightings = await sightFaces(detector, photo, { smallestFace: 12, score: least });
    photos.push({ photo: name, sightings, faces: known.map((face) => ({ box: boxOf(face), shown: 1 })) });
  }
  return { faces, photos };
}
