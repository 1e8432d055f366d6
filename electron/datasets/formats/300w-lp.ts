/**
 * 300W-LP and AFLW2000-3D: beside every picture a MATLAB file with `Pose_Para` (pitch, yaw, roll in radians, then translation
 * and scale) and the 68 points as `pt2d`; AFLW2000 has them as `pt3d_68`, and 21 others as `pt2d` with -1 for missing ones.
 */
import { LANDMARK_COUNT } from '../../shared/domain/vocabulary.ts';
import {
  allSaid,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  type Reading,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { from3ddfa, to3ddfa } from '../head-angles.ts';
import { type Matrix, readMat, writeMat } from '../mat.ts';
import { stemOf } from '../names.ts';
import { attempt } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = '300w-lp';

/** The middle of the first pixel is nowhere said to be 0 or 1; 0 is what its users take. */
const shiftOf = (options: Readonly<Record<string, string>>): number => (options['origin'] === '1' ? 0.5 : -0.5);

const pictureFile = ({ name, split }: WriteItem): string => (split ? `${split}/${name}` : name);

const matrix = (rows: number, columns: number, values: Iterable<number>): Matrix => ({
  rows,
  columns,
  data: Float64Array.from(values),
});

/** The 68 points of whichever matrix has them; null where none does. */
function pointsOf(matrices: ReadonlyMap<string, Matrix>, shift: number): [number, number][] | null {
  for (const name of ['pt3d_68', 'pt2d']) {
    const found = matrices.get(name);
    if (found?.columns !== LANDMARK_COUNT || found.rows < 2) continue;
    return Array.from({ length: LANDMARK_COUNT }, (_, at) => [
      found.data[at * found.rows]! - shift,
      found.data[at * found.rows + 1]! - shift,
    ]);
  }
  return null;
}

async function* read(source: Source, options: Readonly<Record<string, string>>): AsyncGenerator<Reading> {
  for (const file of await source.named('.mat')) {
    const place = { file, line: null };
    yield await attempt(place, async () => {
      const matrices = readMat(await source.bytes(file));
      const pose = matrices.get('Pose_Para');
      const points = pointsOf(matrices, shiftOf(options));
      if (!points && (pose?.data.length ?? 0) < 3) throw new RangeError('it has neither Pose_Para nor 68 points');
      const picture = await source.pictureOfStem(stemOf(file));
      const name = picture ?? (await source.nameOfStem(stemOf(file))) ?? `${stemOf(file)}.jpg`;
      const [pitch = 0, yaw = 0, roll = 0] = pose?.data ?? [];
      return foundPicture({
        name,
        file: picture && source.full(picture),
        size: await source.sizeOf(name, file),
        split: splitOfName(file),
        faces: [
          foundFace(
            FORMAT,
            null,
            allSaid(FORMAT, {
              landmarks: points && { points, spread: null },
              pose: pose && { quaternion: from3ddfa({ pitch, yaw, roll }) },
            }),
          ),
        ],
        place,
      });
    });
  }
}

export const threeHundredWLp: Format = {
  title: '300W-LP / AFLW2000',
  about: 'Head pose and 68 landmarks in a MATLAB file beside every picture of a face.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    landmarks: whole(1e-9),
    pose: whole(1e-6, 'pitch, yaw and roll in radians; a nose to the right of the picture is a negative yaw'),
  }),
  origin: 'middles of pixels from 0',
  overlap: '',
  classes: [],
  options: {
    origin: {
      about: 'What the middle of the first pixel is called',
      choices: [
        { value: '0', label: '0' },
        { value: '1', label: '1, as MATLAB counts' },
      ],
    },
  },
  async recognise(source) {
    const [first] = await source.named('.mat');
    if (!first || (await source.head(first, 10)).startsWith('MATLAB 7.3')) return false;
    return (await source.pictureOfStem(stemOf(first))) !== null;
  },
  read,
  pictureFile,
  write: (output, { options }) => ({
    async add(item) {
      const [face] = item.faces;
      const points = face && saidOf(face, 'landmarks')?.points;
      const pose = face && saidOf(face, 'pose');
      if (!points && !pose) return;
      const shift = shiftOf(options);
      const matrices: Record<string, Matrix> = {};
      if (points)
        matrices['pt2d'] = matrix(
          2,
          LANDMARK_COUNT,
          points.flatMap(([x, y]) => [x + shift, y + shift]),
        );
      if (pose) {
        const { pitch, yaw, roll } = to3ddfa(pose.quaternion);
        // Nothing is known of translation and scale: zeros, and one.
        matrices['Pose_Para'] = matrix(1, 7, [pitch, yaw, roll, 0, 0, 0, 1]);
      }
      await output.put(`${stemOf(pictureFile(item))}.mat`, () => writeMat(matrices));
    },
    async finish() {},
  }),
};
