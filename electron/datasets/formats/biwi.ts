/**
 * BIWI Kinect: beside `frame_00003_rgb.png` a `frame_00003_pose.txt` with the head's rotation matrix and, after a blank
 * line, its centre in millimetres, both in the frame of the depth camera: x to the right, y down, z away from it.
 */
import {
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  type Reading,
  said,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { fromCamera, toCamera } from '../head-angles.ts';
import { decimals, numbers, words } from '../numbers.ts';
import { attempt } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'biwi';
const PLACES = 9;

/** Sequences of a thousand frames, by split: `01/frame_00000`. */
const stemOf = ({ ordinal, split }: WriteItem): string => {
  const sequence = String(1 + Math.floor(ordinal / 1000)).padStart(2, '0');
  const frame = `${sequence}/frame_${String(ordinal % 1000).padStart(5, '0')}`;
  return split ? `${split}/${frame}` : frame;
};

async function* read(source: Source): AsyncGenerator<Reading> {
  for (const file of (await source.named('.txt')).filter((name) => name.endsWith('_pose.txt'))) {
    const place = { file, line: null };
    yield await attempt(place, async () => {
      const text = await source.text(file);
      const values = numbers(words(text));
      if (values.length !== 9 && values.length !== 12)
        throw new RangeError(`there are ${values.length} numbers where a matrix and a place have 12`);
      if (!text.endsWith('\n')) throw new RangeError('it ends in the middle of a line');
      const stem = file.slice(0, -'_pose.txt'.length);
      const picture = await source.pictureOfStem(`${stem}_rgb`);
      const name = picture ?? `${stem}_rgb.png`;
      return foundPicture({
        name,
        file: picture && source.full(picture),
        split: splitOfName(file),
        faces: [foundFace(FORMAT, null, [said(FORMAT, 'pose', { quaternion: fromCamera(values) })])],
        place,
      });
    });
  }
}

export const biwi: Format = {
  title: 'BIWI Kinect',
  about: "The head's rotation as a matrix beside every picture.",
  unit: 'face',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({ pose: whole(1e-4, 'a rotation matrix in the frame of the camera') }),
  origin: '',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) => (await source.named('.txt')).some((file) => file.endsWith('_pose.txt')),
  read,
  pictureFile: (item) => `${stemOf(item)}_rgb${item.name.slice(item.name.lastIndexOf('.'))}`,
  write: (output) => ({
    async add(item) {
      const pose = item.faces[0] && saidOf(item.faces[0], 'pose');
      if (!pose) return;
      const matrix = toCamera(pose.quaternion).map((value) => decimals(value, PLACES));
      const rows = [0, 3, 6].map((at) => `${matrix.slice(at, at + 3).join(' ')} `);
      const text = `${rows.join('\n')}\n\n0 0 0 \n`;
      await output.put(`${stemOf(item)}_pose.txt`, () => Buffer.from(text));
    },
    async finish() {},
  }),
};
