/**
 * 300W: beside every picture a `.pts` file with 68 points, which count from 1 at the middle of the first pixel, as MATLAB
 * does. Some copies count from 0. iBUG has a picture with a space in its name; AFW one file a face, numbered.
 */
import path from 'node:path';
import { isPhotoName } from '../../shared/domain/image.ts';
import { LANDMARK_COUNT } from '../../shared/domain/vocabulary.ts';
import {
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  type Reading,
  said,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { stemOf } from '../names.ts';
import { decimals, numbers, pairs, words } from '../numbers.ts';
import { attempt } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = '300w';
const PLACES = 4;

/** The middle of the first pixel, (0.5, 0.5) here, is at (1, 1) or at (0, 0) there. */
const shiftOf = (options: Readonly<Record<string, string>>): number => (options['origin'] === '0' ? -0.5 : 0.5);

export function ptsText(points: readonly (readonly [number, number])[], shift: number): string {
  const lines = points.map(([x, y]) => `${decimals(x + shift, PLACES)} ${decimals(y + shift, PLACES)}`);
  return ['version: 1', `n_points: ${points.length}`, '{', ...lines, '}', ''].join('\n');
}

/** @throws {TypeError} for what is no list of points */
export function readPts(text: string, shift: number): [number, number][] {
  const body = /\{([^}]*)\}?/.exec(text)?.[1];
  if (body === undefined) throw new TypeError('there is no list of points between braces');
  const values = numbers(words(body));
  const stated = Number(/n_points:\s*(\d+)/.exec(text)?.[1] ?? LANDMARK_COUNT);
  if (values.length !== stated * 2)
    throw new TypeError(`the head says ${stated} points, and there are ${values.length / 2}`);
  if (stated !== LANDMARK_COUNT)
    throw new TypeError(`there are ${stated} points where the project has ${LANDMARK_COUNT}`);
  return pairs(values).map(([x, y]) => [x - shift, y - shift]);
}

const pictureFile = ({ name, split }: WriteItem): string => (split ? `${split}/${name}` : name);

/** What 300VW calls the folder of a clip's points. */
const CLIP_POINTS = 'annot';
const isOfClip = (file: string): boolean => path.posix.basename(path.posix.dirname(file)) === CLIP_POINTS;
/** A frame without its ending, by the clip whose points it has: `001/000001`. */
const frameOf = (file: string): string =>
  path.posix.join(path.posix.dirname(path.posix.dirname(file)), path.posix.parse(file).name);

/** The frames of 300VW's clips, which people take from the videos: in the clip's folder, or in one beside the points. */
async function framesOfClips(source: Source): Promise<Map<string, string>> {
  const frames = new Map<string, string>();
  for (const file of await source.files())
    if (isPhotoName(file)) {
      frames.set(frameOf(file), file);
      frames.set(stemOf(file), file);
    }
  return frames;
}

async function* read(source: Source, options: Readonly<Record<string, string>>): AsyncGenerator<Reading> {
  const shift = shiftOf(options);
  const files = await source.named('.pts');
  const frames = files.some(isOfClip) ? await framesOfClips(source) : new Map<string, string>();
  for (const file of files) {
    const place = { file, line: null };
    yield await attempt(place, async () => {
      const points = readPts(await source.text(file), shift);
      const stem = isOfClip(file) ? frameOf(file) : stemOf(file);
      const picture = isOfClip(file) ? (frames.get(stem) ?? null) : await source.pictureOfStem(stem);
      const name = picture ?? (await source.nameOfStem(stem)) ?? `${stem}.jpg`;
      return foundPicture({
        name,
        file: picture && source.full(picture),
        size: await source.sizeOf(name, file),
        split: splitOfName(path.posix.dirname(file)),
        faces: [foundFace(FORMAT, null, [said(FORMAT, 'landmarks', { points, spread: null })])],
        place,
      });
    });
  }
}

export const threeHundredW: Format = {
  title: '300W (.pts)',
  about: '68 landmarks beside every picture of a face; 300VW’s clips are read with their frames as pictures.',
  unit: 'face',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    landmarks: whole(0.0001),
  }),
  origin: 'middles of pixels from 1',
  overlap: '',
  classes: [],
  options: {
    origin: {
      about: 'What the middle of the first pixel is called',
      choices: [
        { value: '1', label: '1, as iBUG' },
        { value: '0', label: '0, as some copies' },
      ],
    },
  },
  recognise: async (source) => (await source.named('.pts')).length > 0,
  read,
  pictureFile,
  write: (output, header: Header) => ({
    async add(item) {
      const points = item.faces[0] && saidOf(item.faces[0], 'landmarks')?.points;
      if (points)
        await output.put(`${stemOf(pictureFile(item))}.pts`, () =>
          Buffer.from(ptsText(points, shiftOf(header.options))),
        );
    },
    async finish() {},
  }),
};
