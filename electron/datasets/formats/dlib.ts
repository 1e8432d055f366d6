/**
 * dlib's imglab: XML with a box a face in whole pixels and numbered parts. Its names of parts have leading zeros, or dlib
 * would put them in the order of their letters. It has no visibility: hidden points are written like all others.
 */

import type { Split } from '../../shared/domain/dataset.ts';
import type { Box } from '../../shared/domain/geometry.ts';
import { LANDMARK_COUNT } from '../../shared/domain/vocabulary.ts';
import { ageOf } from '../ages.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  type Header,
  holdsOnly,
  part,
  type ReadFace,
  type Reading,
  type Rejection,
  said,
  saidOf,
  whole,
} from '../format.ts';
import type { Output, TextFile } from '../output.ts';
import { sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';
import { escapeXml, type XmlElement, xmlElements } from '../xml.ts';

const FORMAT = 'dlib';

const HEAD = [
  "<?xml version='1.0' encoding='UTF-8'?>",
  "<?xml-stylesheet type='text/xsl' href='image_metadata_stylesheet.xsl'?>",
  '<dataset>',
];

function write(output: Output, header: Header): DatasetWriter {
  const files = new Map<Split | null, TextFile>();
  return {
    async add({ name, split, size, faces }) {
      let file = files.get(split);
      if (!file) {
        file = output.text(`${split ?? 'labels'}.xml`);
        files.set(split, file);
        await file.write([...HEAD, `<name>${escapeXml(header.title)}</name>`, '<images>', ''].join('\n'));
      }
      const folder = header.pictures ? `images/${name}` : name;
      const boxes = faces.map((face) => {
        const left = Math.round(face.box.x);
        const top = Math.round(face.box.y);
        const width = Math.max(1, Math.round(face.box.x + face.box.width) - left);
        const height = Math.max(1, Math.round(face.box.y + face.box.height) - top);
        const age = saidOf(face, 'age');
        const gender = saidOf(face, 'gender');
        const facts = `${age ? ` age='${Math.round(age.years)}'` : ''}${gender ? ` gender='${gender.label}'` : ''}`;
        const points = saidOf(face, 'landmarks')?.points ?? [];
        const parts = points.map(([x, y], at) => {
          const number = String(at).padStart(2, '0');
          return `      <part name='${number}' x='${Math.round(x - 0.5)}' y='${Math.round(y - 0.5)}'/>\n`;
        });
        const label = saidOf(face, 'identity')?.label;
        return `    <box top='${top}' left='${left}' width='${width}' height='${height}'${facts}>\n${label ? `      <label>${escapeXml(label)}</label>\n` : ''}${parts.join('')}    </box>\n`;
      });
      await file.write(
        `  <image file='${escapeXml(folder)}' width='${size.width}' height='${size.height}'>\n${boxes.join('')}  </image>\n`,
      );
    },
    async finish() {
      for (const file of files.values()) await file.write('</images>\n</dataset>\n');
    },
  };
}

const numberOf = (element: XmlElement, name: string): number => {
  const value = Number(element.attributes[name]);
  if (element.attributes[name]?.trim() && Number.isFinite(value)) return value;
  throw new TypeError(`<${element.name}>: «${element.attributes[name] ?? ''}» is no ${name}`);
};

/** Part numbers in whichever order they stand; all 68 or none. */
function pointsOf(box: XmlElement, problem: (reason: string) => void): [number, number][] | null {
  const parts = box.children.filter(({ name }) => name === 'part');
  if (parts.length === 0) return null;
  const points = new Map<number, [number, number]>();
  for (const part of parts)
    points.set(Number(part.attributes['name']), [numberOf(part, 'x') + 0.5, numberOf(part, 'y') + 0.5]);
  const all = Array.from({ length: LANDMARK_COUNT }, (_, at) => points.get(at));
  if (parts.length === LANDMARK_COUNT && all.every((point) => point !== undefined)) return all;
  problem(`a box has ${parts.length} parts where the project has ${LANDMARK_COUNT} points; they are left out`);
  return null;
}

function faceOf(element: XmlElement, problem: (reason: string) => void): ReadFace {
  const box: Box = {
    x: numberOf(element, 'left'),
    y: numberOf(element, 'top'),
    width: numberOf(element, 'width'),
    height: numberOf(element, 'height'),
  };
  const points = pointsOf(element, problem);
  const age = Number(element.attributes['age'] ?? Number.NaN);
  const { gender } = element.attributes;
  const label = element.children.find(({ name }) => name === 'label')?.text.trim();
  return foundFace(FORMAT, box, [
    ...(points ? [said(FORMAT, 'landmarks', { points, spread: null })] : []),
    // Zero is how dlib writes an age that nobody knows.
    ...(age > 0 ? [said(FORMAT, 'age', ageOf(age))] : []),
    ...(gender === 'male' || gender === 'female' ? [said(FORMAT, 'gender', { label: gender })] : []),
    ...(label && !/^(face|ignore)$/i.test(label) ? [said(FORMAT, 'identity', { label, embedding: null })] : []),
  ]);
}

async function* read(source: Source): AsyncGenerator<Reading> {
  for (const file of await source.named('.xml')) {
    if (!(await looksLike(source, file))) continue;
    for await (const image of xmlElements(source.full(file), 'image')) {
      const place = { file, line: image.line };
      const rejections: Rejection[] = [];
      const problem = (reason: string) => rejections.push({ ...place, reason });
      const faces: ReadFace[] = [];
      for (const box of image.children.filter(({ name }) => name === 'box'))
        if (box.attributes['ignore'] !== '1')
          try {
            faces.push(faceOf(box, problem));
          } catch (error) {
            rejections.push({ file, line: box.line, reason: sentenceOf(error) });
          }
      const name = image.attributes['file'] ?? '';
      yield* rejections;
      const picture = await source.picture(name, file);
      yield {
        name,
        file: picture && source.full(picture),
        bytes: null,
        hash: null,
        size: await source.sizeOf(name, file),
        split: splitOfName(file.slice(file.lastIndexOf('/') + 1)),
        faces,
        place,
      };
    }
  }
}

const looksLike = async (source: Source, file: string): Promise<boolean> =>
  /<dataset>[\s\S]*<image\s+file=/.test(await source.head(file, 1 << 16));

export const dlib: Format = {
  title: 'dlib (imglab)',
  about: 'Boxes and 68 numbered parts in whole pixels, in one XML file.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(1, 'whole pixels'),
    landmarks: whole(0.51, 'whole pixels'),
    age: whole(0.5, 'whole years'),
    gender: whole(),
    identity: part('the name, as the label of the box; no embedding'),
  }),
  origin: 'whole pixels from 0; the right and bottom ones belong to a box',
  overlap: '',
  classes: [],
  options: {},
  async recognise(source) {
    for (const file of (await source.named('.xml')).slice(0, 20)) if (await looksLike(source, file)) return true;
    return false;
  },
  read,
  pictureFile: ({ name }) => `images/${name}`,
  write,
};
