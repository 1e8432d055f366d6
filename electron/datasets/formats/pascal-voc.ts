/**
 * Pascal VOC: an XML file beside every picture. The original counts pixels from 1 and both corners of a box belong to it; most
 * programs since count edges from 0.
 */
import path from 'node:path';
import type { Box } from '../../shared/domain/geometry.ts';
import { isPhotoName } from '../../shared/domain/image.ts';
import {
  type Format,
  foundFace,
  type Header,
  holdsOnly,
  outOnly,
  part,
  type ReadFace,
  type Reading,
  type Rejection,
  type WriteItem,
  whole,
} from '../format.ts';
import { stemOf } from '../names.ts';
import { decimals } from '../numbers.ts';
import { sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';
import { readWords, wordsOf } from '../words.ts';
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

async function* read(source: Source, options: Readonly<Record<string, string>>): AsyncGenerator<Reading> {
  for (const file of await source.named('.xml')) {
    if (!(await looksLike(source, file))) continue;
    try {
      for await (const annotation of xmlElements(source.full(file), 'annotation')) {
        const rejections: Rejection[] = [];
        const faces: ReadFace[] = [];
        for (const object of annotation.children.filter(({ name }) => name === 'object')) {
          const problem = (reason: string) => rejections.push({ file, line: object.line, reason });
          try {
            const name = textOf(object, 'name') ?? '';
            if (!/face|head|person/i.test(name)) throw new TypeError(`an object «${name}» is no face`);
            faces.push(
              foundFace(FORMAT, boxOf(object, options['origin']!), readWords(FORMAT, wordsIn(object), problem)),
            );
          } catch (error) {
            problem(sentenceOf(error));
          }
        }
        yield* rejections;
        const base = path.posix.basename(stemOf(file));
        const name = textOf(annotation, 'filename') || `${base}.jpg`;
        const own = (await source.files()).find(
          (other) =>
            isPhotoName(other) && stemOf(other) === stemOf(file).replace(/(^|\/)Annotations\//, '$1JPEGImages/'),
        );
        const picture = own ?? (await source.picture(name, file));
        const size = annotation.children.find((child) => child.name === 'size');
        const [width, height] = [Number(textOf(size, 'width')), Number(textOf(size, 'height'))];
        yield {
          name,
          file: picture ? source.full(picture) : null,
          bytes: null,
          hash: null,
          size: width > 0 && height > 0 ? { width, height } : null,
          split: splitOfName(path.posix.dirname(file)),
          faces,
          place: { file, line: annotation.line },
        };
      }
    } catch (error) {
      yield { file, line: null, reason: sentenceOf(error) };
    }
  }
}

const looksLike = async (source: Source, file: string): Promise<boolean> =>
  /<annotation[\s>]/.test(await source.head(file, 1 << 12));

export const pascalVoc: Format = {
  title: 'Pascal VOC',
  about: 'Boxes with attributes in an XML file for every picture.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(1.01, 'whole pixels, counted from 1'),
    visibility: whole(0, 'as an attribute'),
    pose: whole(0.0001, 'as attributes in degrees'),
    attributes: whole(0, 'as attributes; all unknown is none'),
    age: whole(0, 'as an attribute'),
    gender: whole(0, 'as an attribute'),
    race: whole(0, 'as an attribute'),
    expression: whole(0, 'as an attribute'),
    identity: part('the name, as an attribute; no embedding'),
    review: outOnly('as an attribute'),
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
  async recognise(source) {
    for (const file of (await source.named('.xml')).slice(0, 20)) if (await looksLike(source, file)) return true;
    return false;
  },
  read,
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
