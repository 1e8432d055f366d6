/**
 * COCO: one JSON file a split. Category 1 is the face with its box, 68 keypoints and attributes; every parsing class is a
 * category of its own, whose annotations name their face by `face_id`. Masks are runs or polygons in the photo's pixels.
 */
import type { Split } from '../../shared/domain/dataset.ts';
import type { Size } from '../../shared/domain/geometry.ts';
import { LANDMARK_COUNT, PARSING_PROFILES } from '../../shared/domain/vocabulary.ts';
import { type Category, type Entry, type Lists, type Picture, sortOut } from '../coco-lists.ts';
import { jsonTable } from '../croissant-records.ts';
import {
  type DatasetFace,
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  partsOf,
  type ReadFace,
  type Reading,
  type Rejection,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { openAside } from '../json.ts';
import { rounded } from '../numbers.ts';
import type { Output } from '../output.ts';
import { keypointsOf, POINT_LINKS, POINT_NAMES, sayKeypoints } from '../points.ts';
import { areaOf, classRegions, fillRings, outlinesOf, type Region, sayMask } from '../regions.ts';
import { fileByFile, sentenceOf } from '../rejections.ts';
import { cocoRuns, cocoString, regionOfCocoRuns, runsOfCocoString } from '../rle.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';
import { carriedByWords, classNamed, readWords, wordsOf } from '../words.ts';

const FORMAT = 'coco';
const FACE = 1;
const CLASSES = PARSING_PROFILES['celebamask-19'];
const PLACES = 4;

const pictureFile = ({ name, split }: Pick<WriteItem, 'name' | 'split'>): string => `${split ?? 'images'}/${name}`;

const listOf = (split: Split | null): string => `annotations/instances_${split ?? 'all'}.json`;

/** From our edges to the file's points: as they are, or the middle of the first pixel at 0. */
const shiftOf = (options: Readonly<Record<string, string>>): number => (options['origin'] === 'center' ? 0.5 : 0);

function segmentationOf(region: Region, size: Size, masks: string): unknown {
  if (masks === 'polygon') return outlinesOf(region).outer;
  const runs = cocoRuns(region, size);
  const counts = masks === 'runs' ? runs : cocoString(runs);
  return { size: [size.height, size.width], counts };
}

function keypointsText(face: DatasetFace, shift: number): Record<string, unknown> {
  const points = keypointsOf(face);
  if (!points) return {};
  const keypoints = points.flatMap(({ x, y, visible }) => [
    rounded(x - shift, PLACES),
    rounded(y - shift, PLACES),
    visible ? 2 : 1,
  ]);
  return { keypoints, num_keypoints: points.length };
}

const line = (value: unknown, isFirst: boolean): string => `${isFirst ? '' : ','}\n${JSON.stringify(value)}`;

function write(output: Output, header: Header): DatasetWriter {
  const files = new Map<
    Split | null,
    { images: ReturnType<Output['spool']>; annotations: ReturnType<Output['spool']>; counts: [number, number] }
  >();
  const shift = shiftOf(header.options);
  const masks = header.options['masks']!;
  let nextId = 1;
  return {
    async add(item) {
      const file = files.get(item.split) ?? { images: output.spool(), annotations: output.spool(), counts: [0, 0] };
      files.set(item.split, file);
      const image = item.ordinal + 1;
      const file_name = item.name;
      await file.images.write(line({ id: image, file_name, ...item.size }, file.counts[0]++ === 0));
      const put = (annotation: Record<string, unknown>) =>
        file.annotations.write(line({ ...annotation, image_id: image, iscrowd: 0 }, file.counts[1]++ === 0));
      for (const face of item.faces) {
        const id = nextId++;
        const { x, y, width, height } = face.box;
        const bbox = [x, y, width, height].map((side) => rounded(side, PLACES));
        const words = { ...wordsOf(face), review: face.review };
        await put({
          id,
          category_id: FACE,
          bbox,
          area: rounded(width * height, PLACES),
          ...keypointsText(face, shift),
          attributes: words,
        });
        const mask = saidOf(face, 'parsing');
        for (const { name, region } of mask ? classRegions(mask, item.size) : []) {
          await put({
            id: nextId++,
            category_id: FACE + CLASSES.indexOf(name),
            bbox: [region.x, region.y, region.width, region.height],
            area: areaOf(region),
            segmentation: segmentationOf(region, item.size, masks),
            face_id: id,
            attributes: { profile: mask!.profile },
          });
        }
      }
    },
    async finish() {
      const categories = CLASSES.map((name, at) =>
        at === 0
          ? {
              id: FACE,
              name: 'face',
              supercategory: 'face',
              keypoints: POINT_NAMES,
              skeleton: POINT_LINKS.map((link) => link.map((point) => point + 1)),
            }
          : { id: FACE + at, name, supercategory: 'face part' },
      );
      for (const [split, { images, annotations }] of files) {
        const file = output.text(listOf(split));
        const head = {
          info: { description: header.title, version: '1.0' },
          licenses: header.licence === '' ? [] : [{ id: 1, name: header.licence }],
          categories,
        };
        await file.write(`${JSON.stringify(head).slice(0, -1)},\n"images":[`);
        await images.into(file);
        await file.write('\n],\n"annotations":[');
        await annotations.into(file);
        await file.write('\n]}\n');
      }
    },
  };
}

function regionOf(segmentation: NonNullable<Entry['segmentation']>, size: Size): Region | null {
  if (Array.isArray(segmentation)) return fillRings(segmentation, size);
  const [height, width] = segmentation.size;
  if (width !== size.width || height !== size.height)
    throw new RangeError(`a mask is of ${width} × ${height} pixels, and its picture of ${size.width} × ${size.height}`);
  const { counts } = segmentation;
  return regionOfCocoRuns(typeof counts === 'string' ? runsOfCocoString(counts) : counts, size);
}

/** The face of an annotation with a box or keypoints. */
function faceOf(entry: Entry, shift: number, problem: (reason: string) => void): ReadFace {
  const annotations = readWords(FORMAT, entry.attributes ?? {}, problem);
  const { keypoints = [], bbox } = entry;
  if (keypoints.length > 0) {
    if (keypoints.length !== 3 * LANDMARK_COUNT)
      problem(
        `a face has ${keypoints.length / 3} keypoints where the project has ${LANDMARK_COUNT}; they are left out`,
      );
    else {
      const at = Array.from(
        { length: LANDMARK_COUNT },
        (_, index) => keypoints.slice(3 * index, 3 * index + 3) as [number, number, number],
      );
      const unlabelled = at.filter(([, , v]) => v === 0).length;
      if (unlabelled > 0)
        problem(`${unlabelled} of the ${LANDMARK_COUNT} keypoints are not labelled; all are left out`);
      else
        sayKeypoints(
          FORMAT,
          annotations,
          at.map(([x, y, v]) => ({ x: x + shift, y: y + shift, visible: v === 2 })),
        );
    }
  }
  const [x = 0, y = 0, width = 0, height = 0] = bbox ?? [];
  const box = bbox && width > 0 && height > 0 ? { x, y, width, height } : null;
  if (bbox && !box) problem('a box has no area; it is left out');
  return foundFace(FORMAT, box, annotations);
}

/** Masks by the face that they name, or else by the box that they share most with. */
function faceFor(entry: Entry, region: Region, faces: ReadonlyMap<Entry['id'], ReadFace>): ReadFace | null {
  const named = entry.face_id === undefined ? undefined : faces.get(entry.face_id);
  if (named) return named;
  const [x, y] = [region.x + region.width / 2, region.y + region.height / 2];
  const around = [...faces.values()].filter(
    ({ box }) => box && x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height,
  );
  return around.sort((a, b) => a.box!.width * a.box!.height - b.box!.width * b.box!.height)[0] ?? null;
}

/** What the categories mean. */
function meaningOf(categories: readonly Category[]) {
  const classes = new Map(categories.map(({ id, name }) => [id, classNamed(name)]));
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return {
    classOf: (id: Entry['category_id']) => classes.get(id) ?? null,
    nameOf: (id: Entry['category_id']) => names.get(id) ?? id,
    isFaces: (id: Entry['category_id']) =>
      /face|person|head/i.test(names.get(id) ?? '') ||
      categories.length === 1 ||
      categories.some((one) => one.id === id && one.keypoints),
    all: [...classes.values()].filter((name) => name !== null),
  };
}

/** The faces of one picture, from all that is said of it. */
function facesOf(
  entries: readonly Entry[],
  size: Size,
  { classOf, nameOf, isFaces, all }: ReturnType<typeof meaningOf>,
  shift: number,
  problem: (reason: string) => void,
): ReadFace[] {
  const faces = new Map<Entry['id'], ReadFace>();
  for (const [index, entry] of entries.entries())
    if (isFaces(entry.category_id)) faces.set(entry.id ?? `#${index}`, faceOf(entry, shift, problem));
    else if (!classOf(entry.category_id)) problem(`the category ${nameOf(entry.category_id)} is none of a face`);
  const masks = new Map<ReadFace, { name: string; region: Region; profile: unknown }[]>();
  for (const entry of entries) {
    const className = classOf(entry.category_id);
    if (!className || isFaces(entry.category_id) || !entry.segmentation) continue;
    try {
      const region = regionOf(entry.segmentation, size);
      if (!region) continue;
      let face = faceFor(entry, region, faces);
      if (!face) {
        // Masks without any face are one face's.
        face = faces.size === 0 ? foundFace(FORMAT, null, []) : null;
        if (!face) {
          problem(`the mask of ${className} lies on no face`);
          continue;
        }
        faces.set('masks', face);
      }
      masks.set(face, [
        ...(masks.get(face) ?? []),
        { name: className, region, profile: entry.attributes?.['profile'] },
      ]);
    } catch (error) {
      problem(sentenceOf(error));
    }
  }
  for (const [face, regions] of masks) sayMask(FORMAT, face.annotations, regions, regions[0]!.profile, all);
  return [...faces.values()];
}

async function* readFile(source: Source, file: string, shift: number): AsyncGenerator<Reading> {
  const place = { file, line: null };
  const aside = await openAside();
  try {
    const lists: Lists = { categories: [], pictures: [], annotations: new Map() };
    yield* sortOut(source, file, aside, lists);
    const meaning = meaningOf(lists.categories);
    for (const slot of lists.pictures) {
      const { id, file_name: name, width, height } = (await aside.get(slot)) as Picture;
      const size = { width, height };
      const rejections: Rejection[] = [];
      const entries: Entry[] = [];
      for (const one of lists.annotations.get(id) ?? []) entries.push((await aside.get(one)) as Entry);
      lists.annotations.delete(id);
      const faces = facesOf(entries, size, meaning, shift, (reason) =>
        rejections.push({ ...place, reason: `«${name}»: ${reason}` }),
      );
      yield* rejections;
      const found = await source.picture(name, file);
      yield foundPicture({
        name,
        file: found && source.full(found),
        size,
        split: splitOfName(file),
        faces,
        place,
      });
    }
    for (const [id, slots] of lists.annotations)
      yield {
        ...place,
        reason: `${slots.length === 1 ? 'an annotation is' : `${slots.length} annotations are`} of image ${id}, which is not in the file`,
      };
  } finally {
    await aside.close();
  }
}

const LIST: Mark = {
  names: ['.json'],
  bytes: 1 << 16,
  fits: (head) => /"(images|annotations|categories)"\s*:\s*\[/.test(head) && !/"shapes"\s*:/.test(head),
};

export const coco: Format = {
  title: 'COCO',
  about: 'Boxes, keypoints with visibility, masks and attributes, in one JSON file.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(0.00005),
    parsing: whole(0, 'in the pixels of the picture; polygons lose holes'),
    landmarks: whole(0.0001),
    visibility: whole(0, 'on the keypoints where they have one, and as an attribute'),
    ...carriedByWords('as an attribute'),
  }),
  origin: 'edges of pixels from 0',
  overlap: 'a later annotation over an earlier one',
  classes: CLASSES,
  options: {
    masks: {
      about: 'How masks are written',
      choices: [
        { value: 'rle', label: 'runs as a string, exact' },
        { value: 'runs', label: 'runs as numbers, exact' },
        { value: 'polygon', label: 'polygons; holes are filled' },
      ],
    },
    origin: {
      about: 'Where keypoints count from',
      choices: [
        { value: 'edge', label: 'the edge of the first pixel, as boxes do' },
        { value: 'center', label: 'the middle of the first pixel' },
      ],
    },
  },
  recognise: (source) => hasLike(source, LIST),
  read: (source, options) => fileByFile(filesLike(source, LIST), (file) => readFile(source, file, shiftOf(options))),
  pictureFile,
  write,
  tables: (header) =>
    partsOf(header).flatMap((split) => [
      jsonTable(`${split ?? 'all'} pictures`, listOf(split), 'images', {
        id: ['whole', 'number of the picture'],
        file_name: ['text', "the picture's file"],
        width: ['whole', 'in pixels'],
        height: ['whole', 'in pixels'],
      }),
      jsonTable(`${split ?? 'all'} annotations`, listOf(split), 'annotations', {
        id: ['whole', 'number of the annotation'],
        image_id: ['whole', 'number of its picture'],
        category_id: ['whole', '1 for a face, others for its parts'],
        bbox: ['box', 'left, top, width and height in pixels'],
        area: ['number', 'in pixels'],
      }),
    ]),
};
