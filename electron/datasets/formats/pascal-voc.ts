/**
 * Pascal VOC: an XML file beside every picture. The original counts pixels from 1 and both corners of a box belong to it; most
 * programs since count edges from 0.
 */
import path from 'node:path';
import type { Box } from '../../shared/domain/geometry.ts';
import {
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  type ReadFace,
  type Reading,
  type Rejection,
  type WriteItem,
  whole,
} from '../format.ts';
import { stemOf } from '../names.ts';
import { decimals } from '../numbers.ts';
import { fileByFile, sentenceOf } from '../rejections.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';
import { carriedByWords, readWords, wordsOf } from '../words.ts';
import { escapeXml, type XmlElement, xmlElements } from '../xml.ts';

const FORMAT = 'pascal-voc';
const PLACES = 4;

const folderOf = ({ split }: Pick<WriteItem, 'split'>): string => (split ? `${split}/` : '');
const pictureFile = (item: WriteItem): string => `${folderOf(item)}JPEGImages/${item.name}`;

/** From our edges to the file's numbers and back: lower and upper corner. */
const CORNERS: Record<string, { lower: number; upper: number; places: number }> = {
  // The pixel at the edge 0 is number 1; the last one before the right edge has that edge's number.
  '1': { lower: 1, upper: 0, places: 0 },
  '0': { lower: 0, upper: 0, places: PLACES },
};

function objectText(face: WriteItem['faces'][number], { size }: WriteItem, origin: string): string {
  const { lower, upper, places } = CORNERS[origin]!;
  const { x, y, width, height } = face.box;
  const isCut = x < 0 || y < 0 || x + width > size.width || y + height > size.height;
  const sides = { xmin: x + lower, ymin: y + lower, xmax: x + width + upper, ymax: y + height + upper };
  const box = Object.entries(sides).map(([name, side]) => `<${name}>${decimals(side, places)}</${name}>`);
  const words = Object.entries({ ...wordsOf(face), review: face.review });
  const attributes = words.map(
    ([name, word]) =>
      `      <attribute><name>${escapeXml(name)}</name><value>${escapeXml(String(word))}</value></attribute>\n`,
  );
  return `  <object>\n    <name>face</name>\n    <pose>Unspecified</pose>\n    <truncated>${isCut ? 1 : 0}</truncated>\n    <difficult>0</difficult>\n    <bndbox>${box.join('')}</bndbox>\n    <attributes>\n${attributes.join('')}    </attributes>\n  </object>\n`;
}

const textOf = (element: XmlElement | undefined, name: string): string | null =>
  element?.children.find((child) => child.name === name)?.text.trim() ?? null;

function boxOf(object: XmlElement, origin: string): Box {
  const box = object.children.find(({ name }) => name === 'bndbox');
  const { lower, upper } = CORNERS[origin]!;
  const [left, top, right, bottom] = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => {
    const text = textOf(box, name);
    const value = Number(text);
    if (!text || !Number.isFinite(value)) throw new TypeError(`<bndbox>: «${text ?? ''}» is no ${name}`);
    return value;
  }) as [number, number, number, number];
  return {
    x: left - lower,
    y: top - lower,
    width: right - upper - (left - lower),
    height: bottom - upper - (top - lower),
  };
}

/** Words as CVAT writes them into `<attributes>`. */
const wordsIn = (object: XmlElement): Record<string, string> =>
  Object.fromEntries(
    (object.children.find(({ name }) => name === 'attributes')?.children ?? []).map((attribute) => [
      textOf(attribute, 'name') ?? '',
      textOf(attribute, 'value') ?? '',
    ]),
  );

/** Where a file's picture lies but for its ending, in the original's folders. */
const pictureStem = (file: string): string => stemOf(file).replace(/(^|\/)Annotations\//, '$1JPEGImages/');

async function* readFile(source: Source, file: string, origin: string): AsyncGenerator<Reading> {
  let isThere = false;
  for await (const annotation of xmlElements(source.full(file), 'annotation')) {
    isThere = true;
    const rejections: Rejection[] = [];
    const faces: ReadFace[] = [];
    for (const object of annotation.children.filter(({ name }) => name === 'object')) {
      const problem = (reason: string) => void rejections.push({ file, line: object.line, reason });
      try {
        const name = textOf(object, 'name') ?? '';
        if (!/face|head|person/i.test(name)) throw new TypeError(`an object «${name}» is no face`);
        faces.push(foundFace(FORMAT, boxOf(object, origin), readWords(FORMAT, wordsIn(object), problem)));
      } catch (error) {
        problem(sentenceOf(error));
      }
    }
    yield* rejections;
    const name = textOf(annotation, 'filename') || `${path.posix.basename(stemOf(file))}.jpg`;
    const own = await source.pictureOfStem(pictureStem(file));
    const picture = own ?? (await source.picture(name, file));
    const size = annotation.children.find((child) => child.name === 'size');
    const [width, height] = [Number(textOf(size, 'width')), Number(textOf(size, 'height'))];
    yield foundPicture({
      name,
      file: picture && source.full(picture),
      size: width > 0 && height > 0 ? { width, height } : null,
      split: splitOfName(path.posix.dirname(file)),
      faces,
      place: { file, line: annotation.line },
    });
  }
  if (!isThere) throw new TypeError('there is no annotation in it');
}

const LIST: Mark = {
  names: ['.xml'],
  bytes: 1 << 12,
  fits: (head) => /<annotation[\s>]/.test(head),
  stem: pictureStem,
};

export const pascalVoc: Format = {
  title: 'Pascal VOC',
  about: 'Boxes with attributes in an XML file for every picture.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(1.01, 'whole pixels, counted from 1'),
    visibility: whole(0, 'as an attribute'),
    ...carriedByWords('as an attribute'),
  }),
  origin: 'whole pixels from 1; the right and bottom ones belong to a box',
  overlap: '',
  classes: [],
  options: {
    origin: {
      about: 'Where boxes count from',
      choices: [
        { value: '1', label: 'the first pixel is 1, corners belong to the box, as the original' },
        { value: '0', label: 'edges from 0 with decimals, as CVAT and Label Studio' },
      ],
    },
  },
  recognise: (source) => hasLike(source, LIST),
  read: (source, options) => fileByFile(filesLike(source, LIST), (file) => readFile(source, file, options['origin']!)),
  pictureFile,
  write: (output, { options, title }: Header) => ({
    async add(item) {
      const objects = item.faces.map((face) => objectText(face, item, options['origin']!));
      const head = `<annotation>\n  <folder>JPEGImages</folder>\n  <filename>${escapeXml(item.name)}</filename>\n  <source><database>${escapeXml(title)}</database></source>\n  <size><width>${item.size.width}</width><height>${item.size.height}</height><depth>3</depth></size>\n  <segmented>0</segmented>\n`;
      await output.put(`${folderOf(item)}Annotations/${stemOf(item.name)}.xml`, () =>
        Buffer.from(`${head}${objects.join('')}</annotation>\n`),
      );
    },
    async finish() {},
  }),
};
