/**
 * Label Studio: a list of tasks in JSON. Places are percent of the picture; a brush is the packed bits of an RGBA picture. What
 * belongs to one face refers to its rectangle by `parentID`; attributes are choices, numbers and texts on the rectangle.
 */
import { z } from 'zod';
import type { Size } from '../../shared/domain/geometry.ts';
import { PARSING_PROFILES } from '../../shared/domain/vocabulary.ts';
import {
  type DatasetFace,
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  type ReadFace,
  type Reading,
  type Rejection,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { jsonValues } from '../json.ts';
import { labelledBox } from '../masks.ts';
import type { Output } from '../output.ts';
import { keypointsOf, namedPoints, POINT_NAMES, sayKeypoints } from '../points.ts';
import { classRegions, fillRings, type Region, sayMask } from '../regions.ts';
import { fileByFile, sentenceOf } from '../rejections.ts';
import { packBrush, unpackBrush } from '../rle.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';
import { carriedByWords, classNamed, readWords, type Words, wordsOf } from '../words.ts';

const FORMAT = 'label-studio';
const FILE = 'tasks.json';
/** Size of the dots, in percent of the picture's width. */
const DOT = 0.5;
const NUMBERS = new Set(['age', 'pitch', 'yaw', 'roll']);

const pictureFile = ({ name, split }: WriteItem): string => `images/${split ? `${split}/` : ''}${name}`;

function resultsOf(face: DatasetFace, { size }: WriteItem, id: string): unknown[] {
  const common = { to_name: 'image', original_width: size.width, original_height: size.height, image_rotation: 0 };
  const x = (value: number) => (value / size.width) * 100;
  const y = (value: number) => (value / size.height) * 100;
  const { box } = face;
  const place = { x: x(box.x), y: y(box.y), width: x(box.width), height: y(box.height), rotation: 0 };
  const results: unknown[] = [
    { ...common, id, type: 'rectanglelabels', from_name: 'face', value: { ...place, rectanglelabels: ['face'] } },
  ];
  const words: Words = { ...wordsOf(face), review: face.review };
  for (const [name, word] of Object.entries(words)) {
    const value = NUMBERS.has(name)
      ? { ...place, number: word }
      : name === 'identity' || name === 'visible'
        ? { ...place, text: [word] }
        : { ...place, choices: [String(word)] };
    const type = 'number' in value ? 'number' : 'text' in value ? 'textarea' : 'choices';
    results.push({ ...common, id, type, from_name: name, value });
  }
  for (const [at, point] of (keypointsOf(face) ?? []).entries())
    results.push({
      ...common,
      id: `${id}p${at}`,
      parentID: id,
      type: 'keypointlabels',
      from_name: 'landmarks',
      meta: { text: [point.visible ? 'visible' : 'occluded'] },
      value: { x: x(point.x), y: y(point.y), width: DOT, keypointlabels: [POINT_NAMES[at]] },
    });
  const mask = saidOf(face, 'parsing');
  for (const { name, region } of mask ? classRegions(mask, size) : [])
    results.push({
      ...common,
      id: `${id}${name}`,
      parentID: id,
      type: 'brushlabels',
      from_name: 'parsing',
      meta: { text: [mask!.profile] },
      value: { format: 'rle', rle: packBrush(region, size), brushlabels: [name] },
    });
  return results;
}

function write(output: Output, header: Header): DatasetWriter {
  const file = output.text(FILE);
  let isFirst = true;
  let faces = 0;
  return {
    async add(item) {
      const result = item.faces.flatMap((face) => resultsOf(face, item, `face${++faces}`));
      const image = header.pictures ? pictureFile(item) : item.name;
      const task = {
        id: item.ordinal + 1,
        data: { image, ...(item.split && { split: item.split }) },
        annotations: [{ id: item.ordinal + 1, result }],
        predictions: [],
      };
      await file.write(`${isFirst ? '[' : ','}\n${JSON.stringify(task)}`);
      isFirst = false;
    },
    async finish() {
      await file.write(isFirst ? '[]\n' : '\n]\n');
    },
  };
}

const Result = z.object({
  id: z.string().default(''),
  parentID: z.string().optional(),
  type: z.string(),
  from_name: z.string().default(''),
  original_width: z.number().positive().optional(),
  original_height: z.number().positive().optional(),
  meta: z
    .object({ text: z.array(z.string()).optional() })
    .loose()
    .optional(),
  value: z.record(z.string(), z.unknown()).optional(),
});
type Result = z.infer<typeof Result>;
const Said = z.object({ result: z.array(z.unknown()) }).loose();
const Task = z.object({
  data: z.record(z.string(), z.unknown()),
  annotations: z.array(Said.extend({ was_cancelled: z.boolean().optional() })).default([]),
  /** Their numbers alone, in some exports. */
  predictions: z.array(z.unknown()).default([]),
});

const Place = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().default(0),
  height: z.number().default(0),
  rotation: z.number().default(0),
});
const labelOf = (value: Result['value'], type: string): string => z.array(z.string()).min(1).parse(value?.[type])[0]!;

/** The word of a choice, number or text. */
function wordOf({ type, value }: Result): unknown {
  const word = value?.[type === 'number' ? 'number' : type === 'textarea' ? 'text' : 'choices'];
  return Array.isArray(word) ? word[0] : word;
}

function regionOf({ type, value }: Result, size: Size): Region | null {
  if (type === 'polygonlabels') {
    const points = z.array(z.tuple([z.number(), z.number()])).parse(value?.['points']);
    return fillRings([points.flatMap(([x, y]) => [(x / 100) * size.width, (y / 100) * size.height])], size);
  }
  const alpha = unpackBrush(z.array(z.int()).parse(value?.['rle']), size);
  const box = labelledBox({ ...size, labels: Uint8Array.from(alpha) });
  if (!box) return null;
  const bits = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++)
      bits[y * box.width + x] = alpha[(box.y + y) * size.width + box.x + x] === 0 ? 0 : 1;
  return { ...box, bits };
}

interface Parts {
  face: ReadFace;
  words: Record<string, unknown>;
  points: Map<string, { x: number; y: number; visible: boolean }>;
  regions: { name: string; region: Region }[];
  profile: string | undefined;
}

function readResults(
  results: readonly Result[],
  problem: (reason: string) => void,
): { faces: ReadFace[]; size: Size | null } {
  const [sized] = results.filter(({ original_width: width }) => width !== undefined);
  const size = sized ? { width: sized.original_width!, height: sized.original_height ?? 0 } : null;
  if (!size || size.height <= 0) {
    if (results.length > 0) problem('nothing tells the size of the picture');
    return { faces: [], size: null };
  }
  const all = new Map<string, Parts>();
  const partsOf = (id: string): Parts => {
    const parts = all.get(id) ?? {
      face: foundFace(FORMAT, null, []),
      words: {},
      points: new Map(),
      regions: [],
      profile: undefined,
    };
    all.set(id, parts);
    return parts;
  };
  const rectangles = results.filter(({ type }) => type === 'rectanglelabels');
  // Without parents everything belongs to the one face.
  const only = rectangles.length === 1 ? rectangles[0]!.id : 'rest';
  for (const result of results)
    try {
      const { type, id, parentID, value } = result;
      if (type === 'rectanglelabels') {
        const { x, y, width, height, rotation } = Place.parse(value);
        if (rotation !== 0) problem('a rectangle is turned; its upright place is taken');
        partsOf(id).face.box = {
          x: (x / 100) * size.width,
          y: (y / 100) * size.height,
          width: (width / 100) * size.width,
          height: (height / 100) * size.height,
        };
      } else if (type === 'keypointlabels') {
        const { x, y } = Place.parse(value);
        const isHidden = result.meta?.text?.includes('occluded') ?? false;
        partsOf(parentID ?? only).points.set(labelOf(value, type), {
          x: (x / 100) * size.width,
          y: (y / 100) * size.height,
          visible: !isHidden,
        });
      } else if (type === 'brushlabels' || type === 'polygonlabels') {
        const label = labelOf(value, type);
        const name = classNamed(label);
        if (!name) throw new TypeError(`the label ${label} is none of a face`);
        const region = regionOf(result, size);
        const parts = partsOf(parentID ?? only);
        parts.profile ??= result.meta?.text?.[0];
        if (region) parts.regions.push({ name, region });
      } else if (type === 'choices' || type === 'number' || type === 'textarea')
        partsOf(all.has(id) || rectangles.some((one) => one.id === id) ? id : only).words[result.from_name] =
          wordOf(result);
      else throw new TypeError(`${type} is nothing that the project has`);
    } catch (error) {
      problem(sentenceOf(error));
    }
  return { faces: [...all.values()].map((parts) => faceOf(parts, problem)), size };
}

function faceOf({ face, words, points, regions, profile }: Parts, problem: (reason: string) => void): ReadFace {
  face.annotations.push(...readWords(FORMAT, words, problem));
  const found = points.size > 0 ? namedPoints(points, problem) : null;
  if (found) sayKeypoints(FORMAT, face.annotations, found);
  sayMask(FORMAT, face.annotations, regions, profile);
  return face;
}

/** What the picture is called, without the address of Label Studio's own storage before it. */
function nameOf(data: Record<string, unknown>): string {
  const text = String(data['image'] ?? Object.values(data).find((value) => typeof value === 'string') ?? '');
  const local = /[?&]d=([^&]+)/.exec(text)?.[1] ?? text;
  const plain = /%[0-9a-f]{2}/i.test(local) && /^(\/data\/|https?:)/.test(text) ? decodeURIComponent(local) : local;
  return plain.replace(/^https?:\/\/[^/]+\//, '').replace(/^\/?data\/upload\/\d+\/(?:[0-9a-f]{8}-)?/, '');
}

async function* readFile(source: Source, file: string): AsyncGenerator<Reading> {
  let count = 0;
  for await (const { value: raw } of jsonValues(source.full(file), '$.*')) {
    const place = { file, line: ++count };
    const task = Task.safeParse(raw);
    if (!task.success) {
      yield { ...place, reason: sentenceOf(task.error) };
      continue;
    }
    const rejections: Rejection[] = [];
    const problem = (reason: string) => void rejections.push({ ...place, reason });
    const { annotations, predictions } = task.data;
    // What a model said counts where no person has said anything.
    const foreseen = predictions.flatMap((one) => Said.safeParse(one).data ?? []);
    const [said] = [...annotations.filter(({ was_cancelled: cancelled }) => !cancelled), ...foreseen];
    const results = (said?.result ?? []).flatMap((result) => {
      const parsed = Result.safeParse(result);
      if (!parsed.success) problem(sentenceOf(parsed.error));
      return parsed.success ? [parsed.data] : [];
    });
    const { faces, size } = readResults(results, problem);
    yield* rejections;
    const name = nameOf(task.data.data);
    const picture = await source.picture(name, file);
    const split = task.data.data['split'];
    yield foundPicture({
      name,
      file: picture && source.full(picture),
      size,
      split: typeof split === 'string' ? splitOfName(split) : null,
      faces,
      place,
    });
  }
}

const LIST: Mark = {
  names: ['.json'],
  bytes: 1 << 12,
  fits: (head) => /^\s*\[/.test(head) && /"(data|annotations|predictions)"\s*:/.test(head),
};

export const labelStudio: Format = {
  title: 'Label Studio',
  about: 'Rectangles, keypoints, brushes and choices, in percent of the picture, in one JSON file.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(1e-9),
    parsing: whole(0, 'brushes in the pixels of the picture'),
    landmarks: whole(1e-9),
    visibility: whole(0, 'as a note on each keypoint, and as a text'),
    ...carriedByWords('as a choice, number or text'),
  }),
  origin: 'edges of pixels, in percent of the picture',
  overlap: 'a later brush over an earlier one',
  classes: PARSING_PROFILES['celebamask-19'],
  options: {},
  recognise: (source) => hasLike(source, LIST),
  read: (source) => fileByFile(filesLike(source, LIST), (file) => readFile(source, file)),
  pictureFile,
  write,
};
