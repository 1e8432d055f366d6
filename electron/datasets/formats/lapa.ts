/**
 * LaPa: folders of images, label maps of eleven classes whose left and right are the viewer's, and 106 landmarks. In numbers
 * its classes are those of the released FaceXFormer.
 */
import { encodeLabelMap, readLabelMap } from '../../imaging/label-map.ts';
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
import { classesOf, classTable, paintMask, relabel } from '../masks.ts';
import { stemOf } from '../names.ts';
import { decimals, numbers, pairs, words } from '../numbers.ts';
import type { Output } from '../output.ts';
import { MAP_ORDERS } from '../parts.ts';
import { IN_LAPA, pick68, toLapa } from '../points.ts';
import { attempt } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'lapa';
const CLASSES = MAP_ORDERS.facexformer;
const COUNT = 106;
const PLACES = 4;

const rootOf = ({ split }: Pick<WriteItem, 'split'>): string => split ?? 'train';

function write(output: Output, _header: Header): ReturnType<Format['write']> {
  return {
    async add(item) {
      const [face] = item.faces;
      if (!face) return;
      const mask = saidOf(face, 'parsing');
      if (mask) {
        const table = classTable(classesOf(mask.profile), CLASSES);
        const make = () => encodeLabelMap({ ...item.size, labels: relabel(paintMask(mask, item.size), table) });
        await output.put(`${rootOf(item)}/labels/${stemOf(item.name)}.png`, make);
      }
      const points = saidOf(face, 'landmarks')?.points;
      if (points) {
        const lines = toLapa(points).map(([x, y]) => `${decimals(x - 0.5, PLACES)} ${decimals(y - 0.5, PLACES)}`);
        const text = `${COUNT}\n${lines.join('\n')}\n`;
        await output.put(`${rootOf(item)}/landmarks/${stemOf(item.name)}.txt`, () => Buffer.from(text));
      }
    },
    async finish() {},
  };
}

/** Files of one kind by the folder of their split and their stem. */
const keyOf = (file: string): string => stemOf(file).replace(/(^|\/)(labels|landmarks|images)\/([^/]+)$/, '$1$3');

async function* read(source: Source): AsyncGenerator<Reading> {
  const files = await source.files();
  const inFolder = (name: string) => files.filter((file) => new RegExp(`(^|/)${name}/[^/]+$`).test(file));
  const labels = new Map(inFolder('labels').map((file) => [keyOf(file), file]));
  const landmarks = new Map(inFolder('landmarks').map((file) => [keyOf(file), file]));
  const images = new Map(inFolder('images').map((file) => [keyOf(file), file]));
  for (const key of new Set([...labels.keys(), ...landmarks.keys()])) {
    const [map, list, image] = [labels.get(key), landmarks.get(key), images.get(key)];
    const place = { file: (map ?? list)!, line: null };
    yield await attempt(place, async () => {
      const annotations = [];
      let size = image ? await source.sizeOf(image) : null;
      if (map) {
        const read = await readLabelMap(source.full(map));
        if (read.labels.some((label) => label >= CLASSES.length))
          throw new RangeError(`it holds a class that is none of the ${CLASSES.length}`);
        size ??= { width: read.width, height: read.height };
        const table = classTable(CLASSES, classesOf('facexformer-11'));
        annotations.push(
          said(FORMAT, 'parsing', {
            profile: 'facexformer-11',
            frame: { x: 0, y: 0, ...size },
            ...read,
            labels: relabel(read.labels, table),
          }),
        );
      }
      if (list) {
        const [count, ...rest] = numbers(words(await source.text(list)));
        if (count !== COUNT || rest.length !== 2 * COUNT)
          throw new RangeError(`${list}: the list has ${rest.length / 2} points where LaPa has ${COUNT}`);
        const points = pick68(pairs(rest), IN_LAPA).map(([x, y]): [number, number] => [x + 0.5, y + 0.5]);
        annotations.push(said(FORMAT, 'landmarks', { points, spread: null }));
      }
      return foundPicture({
        name: image ?? `${key.slice(key.lastIndexOf('/') + 1)}.jpg`,
        file: image ? source.full(image) : null,
        size,
        split: splitOfName(key.slice(0, key.lastIndexOf('/') + 1)),
        faces: [foundFace(FORMAT, null, annotations)],
        place,
      });
    });
  }
}

export const lapa: Format = {
  title: 'LaPa',
  about: 'Label maps of eleven classes and 106 landmarks, one picture a face.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    parsing: whole(0, 'eleven classes; ears, neck, clothes and what is worn become background'),
    landmarks: whole(0.0001, '106 points, 38 of them reckoned from the 68'),
  }),
  origin: 'middles of pixels from 0',
  overlap: 'label maps do not overlap',
  classes: CLASSES,
  options: {},
  recognise: async (source) => (await source.offered()).some((file) => /(^|\/)landmarks\/[^/]+\.txt$/.test(file)),
  read,
  pictureFile: (item) => `${rootOf(item)}/images/${item.name}`,
  write,
};
