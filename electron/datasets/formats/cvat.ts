/**
 * CVAT for images 1.1: one XML file. A face is a group of shapes: a box with attributes, a skeleton of 68 points with
 * `occluded`, and a mask for each class, whose runs go along the rows of a tight box.
 */
import { PARSING_PROFILES } from '../../shared/domain/vocabulary.ts';
import {
  type DatasetFace,
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  none,
  type ReadFace,
  type Reading,
  type Rejection,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { decimals, numbers } from '../numbers.ts';
import type { Output } from '../output.ts';
import { keypointsOf, namedPoints, POINT_NAMES, sayKeypoints } from '../points.ts';
import { classRegions, fillRings, type Region, regionIn, sayMask } from '../regions.ts';
import { fileByFile, sentenceOf } from '../rejections.ts';
import { bitsOfRowRuns, rowRuns } from '../rle.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';
import { carriedByWords, classNamed, readWords, wordsOf } from '../words.ts';
import { escapeXml, type XmlElement, xmlElements } from '../xml.ts';

const FORMAT = 'cvat';
const FILE = 'annotations.xml';
const PLACES = 4;
const CLASSES = PARSING_PROFILES['celebamask-19'].slice(1);

const pictureFile = ({ name, split }: WriteItem): string => `images/${split ? `${split}/` : ''}${name}`;

const at = (value: number): string => decimals(value, PLACES);
/** A person's or a file's word is «manual» there, a model's «auto». */
const sourceOf = ({ origin }: DatasetFace): string => (origin.kind === 'model' ? 'auto' : 'manual');

function shapesOf(face: DatasetFace, item: WriteItem, group: number): string {
  const { x, y, width, height } = face.box;
  const common = `source="${sourceOf(face)}" occluded="0" z_order="0" group_id="${group}"`;
  const words = { ...wordsOf(face), review: face.review };
  const attributes = Object.entries(words).map(
    ([name, value]) => `      <attribute name="${escapeXml(name)}">${escapeXml(String(value))}</attribute>\n`,
  );
  const parts = [
    `    <box label="face" ${common} xtl="${at(x)}" ytl="${at(y)}" xbr="${at(x + width)}" ybr="${at(y + height)}">\n${attributes.join('')}    </box>\n`,
  ];
  const points = keypointsOf(face);
  if (points) {
    const inner = points.map(
      (point, index) =>
        `      <points label="${POINT_NAMES[index]}" source="${sourceOf(face)}" outside="0" occluded="${point.visible ? 0 : 1}" points="${at(point.x)},${at(point.y)}"/>\n`,
    );
    parts.push(
      `    <skeleton label="landmarks" source="${sourceOf(face)}" z_order="0" group_id="${group}">\n${inner.join('')}    </skeleton>\n`,
    );
  }
  const mask = saidOf(face, 'parsing');
  for (const { name, region } of mask ? classRegions(mask, item.size) : []) {
    const runs = rowRuns(region.bits).join(', ');
    parts.push(
      `    <mask label="${name}" ${common} rle="${runs}" left="${region.x}" top="${region.y}" width="${region.width}" height="${region.height}">\n      <attribute name="profile">${mask!.profile}</attribute>\n    </mask>\n`,
    );
  }
  return parts.join('');
}

function labelsText(): string {
  const sub = POINT_NAMES.map(
    (name) =>
      `<label><name>${name}</name><type>points</type><attributes></attributes><parent>landmarks</parent></label>`,
  );
  const masks = CLASSES.map((name) => `<label><name>${name}</name><type>mask</type><attributes></attributes></label>`);
  return [
    '<label><name>face</name><type>rectangle</type><attributes></attributes></label>',
    '<label><name>landmarks</name><type>skeleton</type><attributes></attributes></label>',
    ...sub,
    ...masks,
  ].join('\n');
}

function write(output: Output, header: Header): DatasetWriter {
  const file = output.text(FILE);
  let isBegun = false;
  let group = 0;
  const begin = async () => {
    if (isBegun) return;
    isBegun = true;
    await file.write(
      `<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n  <meta>\n<task><name>${escapeXml(header.title)}</name><labels>\n${labelsText()}\n</labels></task>\n  </meta>\n`,
    );
  };
  return {
    async add(item) {
      await begin();
      const subset = item.split ? ` subset="${item.split}"` : '';
      const shapes = item.faces.map((face) => shapesOf(face, item, ++group));
      const name = item.split && header.pictures ? `${item.split}/${item.name}` : item.name;
      await file.write(
        `  <image id="${item.ordinal}" name="${escapeXml(name)}"${subset} width="${item.size.width}" height="${item.size.height}">\n${shapes.join('')}  </image>\n`,
      );
    },
    async finish() {
      await begin();
      await file.write('</annotations>\n');
    },
  };
}

const attributesOf = (element: XmlElement): Record<string, string> =>
  Object.fromEntries(
    element.children
      .filter(({ name }) => name === 'attribute')
      .map(({ attributes, text }) => [attributes['name'] ?? '', text]),
  );

const pairOf = (text: string | undefined): [number, number] => {
  const [x, y] = numbers((text ?? '').split(','));
  if (y === undefined) throw new TypeError(`«${text}» is not a point`);
  return [x!, y];
};

function addSkeleton(face: ReadFace, skeleton: XmlElement, problem: (reason: string) => void): void {
  const points = new Map(
    skeleton.children.filter(({ name }) => name === 'points').map((point) => [point.attributes['label'] ?? '', point]),
  );
  const all = namedPoints(points, problem);
  if (!all) return;
  if (all.some((point) => point.attributes['outside'] === '1'))
    throw new RangeError('a skeleton has points that are not in the picture');
  sayKeypoints(
    FORMAT,
    face.annotations,
    all.map((point) => {
      const [x, y] = pairOf(point.attributes['points']);
      return { x, y, visible: point.attributes['occluded'] !== '1' };
    }),
  );
}

function regionOf(shape: XmlElement, size: { width: number; height: number }): Region | null {
  if (shape.name === 'polygon') return fillRings([(shape.attributes['points'] ?? '').split(';').flatMap(pairOf)], size);
  const [x, y, width, height] = numbers(
    ['left', 'top', 'width', 'height'].map((name) => shape.attributes[name] ?? ''),
  ) as [number, number, number, number];
  const bits = bitsOfRowRuns(numbers((shape.attributes['rle'] ?? '').split(',')), { width, height });
  return regionIn({ x, y, width, height, bits }, size);
}

function readImage(image: XmlElement, file: string): { faces: ReadFace[]; rejections: Rejection[] } {
  const rejections: Rejection[] = [];
  const size = { width: Number(image.attributes['width']), height: Number(image.attributes['height']) };
  const groups = new Map<string, XmlElement[]>();
  for (const [index, shape] of image.children.entries()) {
    const group = shape.attributes['group_id'] ?? '0';
    // Without a group a box is a face of its own, and what else there is belongs to the one face.
    const key = group !== '0' ? group : shape.name === 'box' ? `box ${index}` : 'rest';
    groups.set(key, [...(groups.get(key) ?? []), shape]);
  }
  const boxes = [...groups.keys()].filter((key) => key.startsWith('box '));
  const rest = groups.get('rest');
  if (rest && boxes.length === 1) {
    groups.get(boxes[0]!)!.push(...rest);
    groups.delete('rest');
  }
  const faces: ReadFace[] = [];
  for (const shapes of groups.values()) {
    const face = foundFace(FORMAT, null, []);
    const regions: { name: string; region: Region }[] = [];
    let profile: string | undefined;
    // The box first: its attributes have the flags that the skeleton agrees with.
    for (const shape of shapes.toSorted((a, b) => Number(b.name === 'box') - Number(a.name === 'box'))) {
      const problem = (reason: string) => rejections.push({ file, line: shape.line, reason });
      try {
        if (shape.name === 'box') {
          const [left, top, right, bottom] = numbers(
            ['xtl', 'ytl', 'xbr', 'ybr'].map((name) => shape.attributes[name] ?? ''),
          ) as [number, number, number, number];
          face.box = { x: left, y: top, width: right - left, height: bottom - top };
          face.annotations.push(...readWords(FORMAT, attributesOf(shape), problem));
        } else if (shape.name === 'skeleton') addSkeleton(face, shape, problem);
        else if (shape.name === 'mask' || shape.name === 'polygon') {
          const name = classNamed(shape.attributes['label'] ?? '');
          if (!name) throw new TypeError(`the label ${shape.attributes['label']} is none of a face`);
          profile ??= attributesOf(shape)['profile'];
          const region = regionOf(shape, size);
          if (region) regions.push({ name, region });
        } else if (shape.name !== 'tag') throw new TypeError(`a ${shape.name} is nothing that the project has`);
      } catch (error) {
        problem(sentenceOf(error));
      }
    }
    sayMask(FORMAT, face.annotations, regions, profile);
    if (face.box || face.annotations.length > 0) faces.push(face);
  }
  return { faces, rejections };
}

async function* readFile(source: Source, file: string): AsyncGenerator<Reading> {
  for await (const image of xmlElements(source.full(file), 'image')) {
    const { faces, rejections } = readImage(image, file);
    yield* rejections;
    const name = image.attributes['name'] ?? '';
    const picture = await source.picture(name, file);
    const [width, height] = [Number(image.attributes['width']), Number(image.attributes['height'])];
    const subset = image.attributes['subset'];
    yield foundPicture({
      name,
      file: picture && source.full(picture),
      size: width > 0 && height > 0 ? { width, height } : null,
      split: subset ? splitOfName(subset) : null,
      faces,
      place: { file, line: image.line },
    });
  }
}

/** The list of labels stands before the first picture. */
const LIST: Mark = { names: ['.xml'], bytes: 1 << 18, fits: (head) => /<annotations>[\s\S]*<image\s/.test(head) };

export const cvat: Format = {
  title: 'CVAT for images 1.1',
  about: 'Boxes with attributes, skeletons with occlusion and masks, grouped by face, in one XML file.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(0.0001),
    parsing: whole(0, 'in the pixels of the picture'),
    landmarks: whole(0.0001, 'a skeleton'),
    visibility: whole(0, 'on the points of the skeleton, and as an attribute'),
    ...carriedByWords('as an attribute'),
    provenance: none('manual or auto only'),
  }),
  origin: 'edges of pixels from 0',
  overlap: 'a later mask over an earlier one',
  classes: PARSING_PROFILES['celebamask-19'],
  options: {},
  recognise: (source) => hasLike(source, LIST),
  read: (source) => fileByFile(filesLike(source, LIST), (file) => readFile(source, file)),
  pictureFile,
  write,
};
