/** Random faces with all ten tasks, by seed, and datasets that are written and read back. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import type { DatasetFace, Header, ReadItem, Rejection, WriteItem } from '../../electron/datasets/format.ts';
import { type Format, isRejection } from '../../electron/datasets/format.ts';
import { openFolderOutput } from '../../electron/datasets/output.ts';
import { type KnownPhoto, openSource } from '../../electron/datasets/source.ts';
import type { Annotation, Origin } from '../../electron/shared/domain/annotation.ts';
import type { Split } from '../../electron/shared/domain/dataset.ts';
import type { Box, Size } from '../../electron/shared/domain/geometry.ts';
import type { ContentHash, ModelId } from '../../electron/shared/domain/ids.ts';
import { anglesToQuaternion } from '../../electron/shared/domain/pose.ts';
import {
  AGE_BINS,
  ATTRIBUTES,
  EMBEDDING_LENGTH,
  EXPRESSIONS,
  GENDERS,
  LANDMARK_COUNT,
  PARSING_PROFILES,
  type ParsingProfile,
  RACES,
  VISIBILITY_COUNT,
} from '../../electron/shared/domain/vocabulary.ts';
import { removeFolder, temporaryFolder } from './folders.ts';

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <Item>(random: () => number, list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
const between = (random: () => number, least: number, most: number): number => least + random() * (most - least);
const floats = (random: () => number, length: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length }, () => random());

/** Blobs of classes, one of them of its own on either side of the middle. */
function randomMask(random: () => number, frame: Box, profile: ParsingProfile, raster: Size) {
  const { width, height } = raster;
  const labels = new Uint8Array(width * height);
  const classes = PARSING_PROFILES[profile].length;
  for (let label = 1; label < classes; label++) {
    const cx = between(random, 0.1, 0.9) * width;
    const cy = between(random, 0.1, 0.9) * height;
    const radius = between(random, 0.04, 0.15) * Math.max(width, height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) if (Math.hypot(x - cx, y - cy) < radius) labels[y * width + x] = label;
  }
  return { profile, frame, width, height, labels };
}

export interface FaceWish {
  profile?: ParsingProfile;
  /** Whose values they are; a mix, where absent. */
  origin?: Origin;
}

const MODEL = '0123456789abcdef' as ModelId;
const ORIGINS: readonly Origin[] = [
  { kind: 'model', model: MODEL },
  { kind: 'person', name: 'Añna K.' },
  { kind: 'import', format: 'coco' },
];

/** A face with all ten tasks; its mask has the pixels of the photo. */
export function randomFace(random: () => number, box: Box, photo: Size, wish: FaceWish = {}): DatasetFace {
  const origin = wish.origin ?? pick(random, ORIGINS);
  const left = Math.max(0, Math.floor(box.x));
  const top = Math.max(0, Math.floor(box.y));
  const frame = {
    x: left,
    y: top,
    width: Math.min(photo.width, Math.ceil(box.x + box.width)) - left,
    height: Math.min(photo.height, Math.ceil(box.y + box.height)) - top,
  };
  const isModel = origin.kind === 'model';
  const spread = (length: number) => (isModel ? floats(random, length) : null);
  const years = Math.floor(between(random, 1, 99));
  const values: Pick<Annotation, 'task' | 'value'>[] = [
    { task: 'parsing', value: randomMask(random, frame, wish.profile ?? 'celebamask-19', frame) },
    {
      task: 'landmarks',
      value: {
        points: Array.from({ length: LANDMARK_COUNT }, (): [number, number] => [
          between(random, box.x, box.x + box.width),
          between(random, box.y, box.y + box.height),
        ]),
        spread: spread(LANDMARK_COUNT),
      },
    },
    {
      task: 'visibility',
      value: {
        visible: Array.from({ length: VISIBILITY_COUNT }, () => random() < 0.7),
        probabilities: spread(VISIBILITY_COUNT),
      },
    },
    {
      task: 'pose',
      value: {
        quaternion: anglesToQuaternion({
          pitch: between(random, -1, 1),
          yaw: between(random, -1.4, 1.4),
          roll: between(random, -1, 1),
        }),
      },
    },
    {
      task: 'attributes',
      value: {
        states: ATTRIBUTES.map(() => pick(random, ['yes', 'no', 'unknown'] as const)),
        probabilities: spread(ATTRIBUTES.length),
      },
    },
    { task: 'age', value: { years, bin: AGE_BINS[Math.min(7, Math.floor(years / 10))]! } },
    { task: 'gender', value: { label: pick(random, GENDERS) } },
    { task: 'race', value: { label: pick(random, RACES) } },
    { task: 'expression', value: { label: pick(random, EXPRESSIONS) } },
    {
      task: 'identity',
      value: {
        label: pick(random, ['Ana Müller', '李 雷', 'Bob', 'Zoë_2']),
        embedding: isModel ? floats(random, EMBEDDING_LENGTH) : null,
      },
    },
  ];
  return {
    box,
    score: isModel ? random() : null,
    origin,
    review: pick(random, ['open', 'accepted', 'rejected'] as const),
    annotations: values.map(
      (value) => ({ ...value, origin, confidence: isModel ? Math.fround(random()) : null }) as Annotation,
    ),
  };
}

/** Names that have broken importers before. */
export const NAMES = [
  'photo.jpg',
  'Ünï cödé 照片.jpg',
  'with space .jpg',
  '..dots..jpg',
  "it's & <odd>.jpg",
  '#1 %41.jpg',
];

/** One picture with faces inside, cut by each border, and none. */
export function randomItems(seed: number, options: FaceWish & { unit: 'photo' | 'face'; count?: number }): WriteItem[] {
  const random = randomOf(seed);
  const { unit, count = NAMES.length } = options;
  return Array.from({ length: count }, (_, ordinal) => {
    const size = { width: 110 + Math.floor(random() * 30), height: 90 + Math.floor(random() * 30) };
    const { width, height } = size;
    const inside = { x: width * 0.3, y: height * 0.25, width: width * 0.4, height: height * 0.5 };
    const boxes: Box[] =
      unit === 'face'
        ? [inside]
        : ordinal === count - 1
          ? []
          : [
              { x: 4.25, y: 6.5, width: 30.5, height: 40.25 },
              { x: -12.5, y: 50, width: 40, height: 36 },
              { x: width - 35, y: height - 40, width: 50.75, height: 56 },
            ];
    return {
      name: NAMES[ordinal % NAMES.length]!.replace(/(?=\.jpg$)/, ordinal < NAMES.length ? '' : `-${ordinal}`),
      ordinal,
      size,
      split: null,
      faces: boxes.map((box) => randomFace(random, box, size, options)),
      photo: {
        path: `/photos/${ordinal}.jpg`,
        hash: ordinal.toString(16).padStart(64, 'a') as ContentHash,
      },
      bytes: null,
    };
  });
}

const pictures = new Map<string, Promise<Buffer>>();

/** A grey picture of a size as a JPEG. */
export const pictureOf = ({ width, height }: Size): Promise<Buffer> => {
  const key = `${width}x${height}`;
  const made =
    pictures.get(key) ??
    sharp({ create: { width, height, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
  pictures.set(key, made);
  return made;
};

export function testHeader(format: Format, options: Record<string, string> = {}, splits: Split[] = []): Header {
  const usual = Object.entries(format.options).map(([name, { choices }]) => [name, choices[0]!.value]);
  return {
    title: 'Faces of a test',
    licence: 'CC0-1.0',
    splits,
    pictures: true,
    models: [{ id: MODEL, kind: 'network', family: 'starter', name: 'Starter', sha256: '0'.repeat(64), used: 1 }],
    options: { ...Object.fromEntries(usual), ...options },
  };
}

export function datasetFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  return path.join(folder, 'dataset');
}

/** Writes items as the export job does, pictures included. */
export async function writeDataset(
  format: Format,
  items: readonly WriteItem[],
  header: Header,
  folder = datasetFolder(),
): Promise<string> {
  const output = await openFolderOutput(folder, 'test');
  const writer = format.write(output, header);
  for (const item of items) {
    const file = header.pictures ? format.pictureFile(item, header) : null;
    const bytes = item.bytes ?? (await pictureOf(item.size));
    if (file !== null) await output.put(file, () => bytes);
    await writer.add({ ...item, bytes });
  }
  await writer.finish();
  await output.settle();
  await output.publish();
  return folder;
}

export async function readDataset(
  format: Format,
  place: string,
  options: Record<string, string> = {},
  known: readonly KnownPhoto[] = [],
): Promise<{ items: ReadItem[]; rejected: Rejection[] }> {
  const items: ReadItem[] = [];
  const rejected: Rejection[] = [];
  const source = await openSource(place, known);
  for await (const reading of format.read(source, testHeader(format, options).options))
    if (isRejection(reading)) rejected.push(reading);
    else items.push(reading);
  return { items, rejected };
}

/** Puts files into a folder that is gone after the test. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = datasetFolder();
  for (const [file, content] of Object.entries(files)) {
    const full = path.join(folder, ...file.split('/'));
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
  return folder;
}
