/**
 * BIWI Kinect: beside `frame_00003_rgb.png` a `frame_00003_pose.txt` with the head's rotation matrix and, after a blank
 * line, its centre in millimetres, both in the frame of the depth camera: x to the right, y down, z away from it. Also read are
 * FSA-Net's sets of it and of others, with pictures and angles in arrays of NumPy (`BIWI_noTrack.npz`).
 */
import { encodePixels } from '../../imaging/cut-out.ts';
import { ProblemError } from '../../shared/errors.ts';
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
import { from3ddfa, fromCamera, toCamera } from '../head-angles.ts';
import { stemOf as stemOfName } from '../names.ts';
import { decimals, numbers, words } from '../numbers.ts';
import { openPoseArrays } from '../pose-arrays.ts';
import { attempt, fileByFile, sentenceOf } from '../rejections.ts';
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

/** A picture and its angles a row. Angles are HopeNet's, which are told in `head-angles.ts`. */
async function* readArrays(source: Source, file: string, isBgr: boolean): AsyncGenerator<Reading> {
  const arrays = await openPoseArrays(source.full(file)).catch((error: unknown) => {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('unreadable', `${source.full(file)} is no set of poses: ${sentenceOf(error)}.`);
  });
  try {
    for (let at = 0; at < arrays.count; at++) {
      const place = { file, line: at + 1 };
      yield await attempt(place, async () => {
        const quaternion = from3ddfa(arrays.angles(at));
        if (!quaternion.every(Number.isFinite)) throw new RangeError('its angles are no numbers');
        const picture = await arrays.picture(at, isBgr);
        return foundPicture({
          name: `${stemOfName(file)}/${String(at).padStart(6, '0')}.png`,
          bytes: await encodePixels(picture, 'png'),
          size: { width: picture.width, height: picture.height },
          split: splitOfName(file),
          faces: [foundFace(FORMAT, null, [said(FORMAT, 'pose', { quaternion })])],
          place,
        });
      });
    }
  } finally {
    await arrays.close();
  }
}

async function* read(source: Source, options: Readonly<Record<string, string>>): AsyncGenerator<Reading> {
  const isBgr = options['channels'] !== 'rgb';
  yield* fileByFile(await source.named('.npz'), (file) => readArrays(source, file, isBgr));
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
  about: "The head's rotation as a matrix beside every picture; FSA-Net's npz of pictures and angles are read.",
  unit: 'face',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({ pose: whole(1e-4, 'a rotation matrix in the frame of the camera') }),
  origin: '',
  overlap: '',
  classes: [],
  options: {
    channels: {
      about: 'Which colour comes first in the pictures of an npz',
      choices: [
        { value: 'bgr', label: 'blue, as OpenCV has it' },
        { value: 'rgb', label: 'red' },
      ],
    },
  },
  recognise: async (source) =>
    (await source.named('.txt')).some((file) => file.endsWith('_pose.txt')) || (await source.named('.npz')).length > 0,
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
