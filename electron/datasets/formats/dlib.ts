/**
 * dlib's imglab: XML with a box a face in whole pixels and numbered parts. Its names of parts have leading zeros, or dlib
 * would put them in the order of their letters. It has no visibility: hidden points are written like all others.
 */
import path from 'node:path';
import type { Box } from '../../shared/domain/geometry.ts';
import { GENDERS, LANDMARK_COUNT } from '../../shared/domain/vocabulary.ts';
import { ageOf } from '../ages.ts';
import {
  allSaid,
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  part,
  type ReadFace,
  type Reading,
  type Rejection,
  saidOf,
  whole,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import type { Output } from '../output.ts';
import { attempt, fileByFile, sentenceOf } from '../rejections.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';
import { escapeXml, type XmlElement, xmlElements } from '../xml.ts';

const FORMAT = 'dlib';

const HEAD = [
  "<?xml version='1.0' encoding='UTF-8'?>",
  "<?xml-stylesheet type='text/xsl' href='image_metadata_stylesheet.xsl'?>",
  '<dataset>',
];

function write(output: Output, header: Header): DatasetWriter {
  const head = [...HEAD, `<name>${escapeXml(header.title)}</name>`, '<images>', ''].join('\n');
  const lists = listFiles(output, head);
  return {
    async add({ name, split, size, faces }) {
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
      await lists.write(
        `${split ?? 'labels'}.xml`,
        `  <image file='${escapeXml(folder)}' width='${size.width}' height='${size.height}'>\n${boxes.join('')}  </image>\n`,
      );
    },
    finish: () => lists.finish('</images>\n</dataset>\n'),
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
  const gender = GENDERS.find((name) => name === element.attributes['gender']);
  const label = element.children.find(({ name }) => name === 'label')?.text.trim();
  const said = allSaid(FORMAT, {
    landmarks: points && { points, spread: null },
    // Zero is how dlib writes an age that nobody knows.
    age: age > 0 ? ageOf(age) : null,
    gender: gender && { label: gender },
    identity: label && !/^(face|ignore)$/i.test(label) ? { label, embedding: null } : null,
  });
  return foundFace(FORMAT, box, said);
}

async function* readFile(source: Source, file: string): AsyncGenerator<Reading> {
  for await (const image of xmlElements(source.full(file), 'image')) {
    const place = { file, line: image.line };
    const rejections: Rejection[] = [];
    const problem = (reason: string) => void rejections.push({ ...place, reason });
    const faces: ReadFace[] = [];
    for (const box of image.children.filter(({ name }) => name === 'box'))
      if (box.attributes['ignore'] !== '1')
        try {
          faces.push(faceOf(box, problem));
        } catch (error) {
          rejections.push({ file, line: box.line, reason: sentenceOf(error) });
        }
    yield* rejections;
    yield await attempt(place, async () => {
      const name = image.attributes['file'] ?? '';
      const picture = await source.picture(name, file);
      return foundPicture({
        name,
        file: picture && source.full(picture),
        size: await source.sizeOf(name, file),
        split: splitOfName(path.posix.basename(file)),
        faces,
        place,
      });
    });
  }
}

const LIST: Mark = {
  names: ['.xml'],
  bytes: 1 << 16,
  fits: (head) => /<dataset>[\s\S]*<image\s+file=/.test(head),
};

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
  recognise: (source) => hasLike(source, LIST),
  read: (source) => fileByFile(filesLike(source, LIST), (file) => readFile(source, file)),
  pictureFile: ({ name }) => `images/${name}`,
  write,
};
