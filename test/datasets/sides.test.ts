/** Left and right stay the person's own: a face of which one half is painted, and its mirror, through every format. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  type DatasetFace,
  type Format,
  fromFile,
  type ReadFace,
  saidOf,
  type WriteItem,
} from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { openHdf5 } from '../../electron/datasets/hdf5.ts';
import { classesOf, paintMask } from '../../electron/datasets/masks.ts';
import { readMat } from '../../electron/datasets/mat.ts';
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import { annotationsOf } from '../../electron/datasets/rendered/truth.ts';
import { readPhoto } from '../../electron/imaging/decode.ts';
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import { FORMAT_NAMES, type FormatName } from '../../electron/shared/domain/dataset.ts';
import { VISIBILITY_POINTS } from '../../electron/shared/domain/landmarks.ts';
import {
  MIRRORED_CLASSES,
  MIRRORED_LANDMARKS,
  MIRRORED_VISIBILITY,
  mirrorPose,
} from '../../electron/shared/domain/mirror.ts';
import { readDataset, testHeader, writeDataset } from '../helpers/dataset-faces.ts';

type XY = [number, number];
type Side = 'left' | 'right';

const SIZE = 160;
const size = { width: SIZE, height: SIZE };
const { truth, labels, pixels } = createRenderer().renderFace(
  { seed: 5, bare: true, expression: 'neutral', yaw: 0, pitch: 0, roll: 0 },
  { size: SIZE },
);

/** The person faces us: their left half is the right half of the picture. It is painted blue, the other one is not. */
const painted = Uint8Array.from(pixels, (value, at) => {
  if (Math.floor(at / 3) % SIZE < SIZE / 2) return at % 3 === 2 ? 0 : value;
  return at % 3 === 2 ? 255 : Math.floor(value / 4);
});

/** The points of the left are out of sight, as under a patch. */
const isHidden = VISIBILITY_POINTS.map(({ name }) => name.includes('left'));

const straight: Annotation[] = annotationsOf(truth, labels, size, { profile: 'celebamask-19' }).map(
  (value): Annotation => ({
    ...(value.task === 'visibility'
      ? { task: 'visibility', value: { visible: isHidden.map((hidden) => !hidden), probabilities: null } }
      : value),
    origin: fromFile('native'),
    confidence: null,
  }),
);

const through = <Item>(list: readonly number[], items: ArrayLike<Item>): Item[] => list.map((from) => items[from]!);

/** What stands in the mirror, by the app's own permutations. */
const mirrored = straight.map((annotation): Annotation => {
  switch (annotation.task) {
    case 'parsing': {
      const { value } = annotation;
      const swap = MIRRORED_CLASSES[value.profile];
      const turned = value.labels.map((_, at) => {
        const x = at % SIZE;
        return swap[value.labels[at - x + SIZE - 1 - x]!]!;
      });
      return { ...annotation, value: { ...value, labels: Uint8Array.from(turned) } };
    }
    case 'landmarks': {
      const { points } = annotation.value;
      const turned = through(MIRRORED_LANDMARKS, points).map(([x, y]): XY => [SIZE - x, y]);
      return { ...annotation, value: { points: turned, spread: null } };
    }
    case 'visibility': {
      const visible = through(MIRRORED_VISIBILITY, annotation.value.visible);
      return { ...annotation, value: { visible, probabilities: null } };
    }
    case 'pose':
      return { ...annotation, value: { quaternion: mirrorPose(annotation.value.quaternion) } };
    default:
      return annotation;
  }
});

async function itemOf(isMirrored: boolean): Promise<WriteItem> {
  const picture = sharp(painted, { raw: { ...size, channels: 3 } });
  const { box } = truth;
  const face: DatasetFace = {
    box: isMirrored ? { ...box, x: SIZE - box.x - box.width } : box,
    score: null,
    origin: fromFile('native'),
    review: 'accepted',
    annotations: isMirrored ? mirrored : straight,
  };
  const bytes = await (isMirrored ? picture.flop() : picture).jpeg({ quality: 95 }).toBuffer();
  return { name: 'photo.jpg', ordinal: 0, size, split: null, faces: [face], photo: null, bytes };
}

interface Written {
  folder: string;
  face: ReadFace;
  /** Whether the picture of the dataset is painted there. */
  isPainted(point: XY): boolean;
}

async function written(name: FormatName, isMirrored: boolean, options: Record<string, string> = {}): Promise<Written> {
  const format: Format = FORMATS[name];
  const folder = await writeDataset(format, [await itemOf(isMirrored)], testHeader(format, options));
  const { items } = await readDataset(format, folder, options);
  const { file, bytes, faces } = items[0]!;
  const { data } = file ? await readPhoto(file) : { data: await sharp(bytes!).removeAlpha().raw().toBuffer() };
  const isPainted = ([x, y]: XY): boolean => {
    const at = (Math.floor(y) * SIZE + Math.floor(x)) * 3;
    return data[at + 2]! > data[at]! + 60;
  };
  return { folder, face: faces[0]!, isPainted };
}

const POINTS: Record<Side, number[]> = {
  right: [17, 18, 19, 20, 21, 36, 37, 38, 39, 40, 41, 48],
  left: [22, 23, 24, 25, 26, 42, 43, 44, 45, 46, 47, 54],
};

/** Everything that came back of one side of the person. */
function placesOf(face: ReadFace, side: Side): XY[] {
  const mask = saidOf(face, 'parsing');
  const points = saidOf(face, 'landmarks')?.points ?? [];
  const places: XY[] = points.length > 0 ? POINTS[side].map((at) => points[at]!) : [];
  if (!mask) return places;
  const classes = classesOf(mask.profile);
  const wanted = new Set(['eye', 'brow'].map((part) => classes.indexOf(`${side}_${part}` as (typeof classes)[number])));
  const pixels = [...paintMask(mask, size)].flatMap((label, at): XY[] =>
    wanted.has(label) ? [[(at % SIZE) + 0.5, Math.floor(at / SIZE) + 0.5]] : [],
  );
  expect(pixels.length, `pixels of the ${side} eye and brow`).toBeGreaterThan(100);
  return [...places, ...pixels];
}

const sidesIn = (name: FormatName): boolean => {
  const { landmarks, parsing } = (FORMATS[name] as Format).carries;
  return landmarks.level !== 'none' || parsing.level !== 'none';
};

const text = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const pairsIn = (line: string): XY[] => {
  const values = line.trim().split(/\s+/).map(Number);
  return Array.from({ length: values.length / 2 }, (_, at): XY => [values[2 * at]!, values[2 * at + 1]!]);
};
const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** Middles of the pixels of a grey picture that have one value. */
async function pixelsOf(file: string, value: number): Promise<XY[]> {
  const { data, info } = await sharp(file).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  const scale = SIZE / info.width;
  return [...data].flatMap((grey, at): XY[] =>
    grey === value ? [[((at % info.width) + 0.5) * scale, (Math.floor(at / info.width) + 0.5) * scale]] : [],
  );
}

const WFLW_LIST = 'WFLW_annotations/list_98pt_rect_attr_train_test/list_98pt_rect_attr_train.txt';

interface Shape {
  label: string;
  points: XY[];
}
const shapesLeft = (folder: string): XY[] =>
  (JSON.parse(text(folder, 'photo.json')).shapes as Shape[]).flatMap(({ label, points }) =>
    label.startsWith('left_eye_') ? points : [],
  );

/** Where the files themselves, by their own documents and without our reader, have the eye that is the person's left. */
const LEFT_EYES: Partial<Record<FormatName, (folder: string) => XY[] | Promise<XY[]>>> = {
  native(folder) {
    const [face] = JSON.parse(text(folder, 'labels/all.jsonl')).faces;
    return face.annotations.find(({ task }: Annotation) => task === 'landmarks').value.points.slice(42, 48);
  },
  'celebamask-hq': (folder) => pixelsOf(path.join(folder, 'CelebAMask-HQ-mask-anno/0/00000_l_eye.png'), 255),
  coco(folder) {
    const { categories, annotations } = JSON.parse(text(folder, 'annotations/instances_all.json'));
    const { id } = categories.find(({ name }: { name: string }) => name === 'left_eye');
    const [x, y, width, height] = annotations.find(
      ({ category_id: category }: { category_id: number }) => category === id,
    ).bbox;
    const { keypoints } = annotations[0];
    const named = (categories[0].keypoints as string[]).flatMap((name, at) =>
      name.startsWith('left_eye_') ? [at] : [],
    );
    return [[x + width / 2, y + height / 2], ...named.map((at): XY => [keypoints[3 * at], keypoints[3 * at + 1]])];
  },
  '300w': (folder) =>
    /\{\s*([^}]*)\}/.exec(text(folder, 'photo.pts'))![1]!.trim().split('\n').slice(42, 48).flatMap(pairsIn),
  affectnet: (folder) =>
    pairsIn(text(folder, 'training.csv').split('\n')[1]!.split(',')[5]!.replaceAll(';', ' ')).slice(42, 48),
  // «righteye» is on the viewer's right.
  celeba: (folder) => [
    pairsIn(text(folder, 'list_landmarks_celeba.txt').split('\n')[2]!.replace('000001.jpg', ''))[1]!,
  ],
  // Class 5 and the points 75 to 83 are called right there: the viewer's.
  async lapa(folder) {
    const points = text(folder, 'train/landmarks/photo.txt').trim().split('\n').slice(1).flatMap(pairsIn);
    return [...points.slice(75, 84), ...(await pixelsOf(path.join(folder, 'train/labels/photo.png'), 5))];
  },
  wflw(folder) {
    const points = pairsIn(text(folder, WFLW_LIST).split(' ').slice(0, 196).join(' '));
    return [...points.slice(68, 76), points[97]!];
  },
  // The picture, its box's size and middle, then x and y of the 68.
  hrnet: (folder) =>
    pairsIn(text(folder, 'face_landmarks_train.csv').split('\n')[1]!.split(',').slice(4).join(' ')).slice(42, 48),
  '300w-lp'(folder) {
    const { data } = readMat(readFileSync(path.join(folder, 'photo.mat'))).get('pt2d')!;
    return range(42, 47).map((at) => [data[2 * at]!, data[2 * at + 1]!]);
  },
  async cofw(folder) {
    const file = await openHdf5(path.join(folder, 'COFW_train_color.mat'));
    const row = Array.from((file.get('phisTr') as { value: Float64Array }).value);
    file.close();
    return [9, 11, 14, 15, 17].map((at) => [row[at]!, row[29 + at]!]);
  },
  dlib: (folder) =>
    [...text(folder, 'labels.xml').matchAll(/<part name='(\d\d)' x='(\d+)' y='(\d+)'/g)]
      .slice(42, 48)
      .map(([, , x, y]) => [Number(x), Number(y)]),
  cvat(folder) {
    const xml = text(folder, 'annotations.xml');
    const points = [...xml.matchAll(/<points label="left_eye_\d".*points="([\d.]+),([\d.]+)"/g)];
    const mask = /<mask label="left_eye".*left="(\d+)" top="(\d+)" width="(\d+)" height="(\d+)"/.exec(xml)!;
    const [left, top, width, height] = mask.slice(1).map(Number) as [number, number, number, number];
    return [[left + width / 2, top + height / 2], ...points.map(([, x, y]): XY => [Number(x), Number(y)])];
  },
  'label-studio': (folder) =>
    JSON.parse(text(folder, 'tasks.json'))[0].annotations[0].result.flatMap(
      ({ value }: { value: { x: number; y: number; keypointlabels?: string[] } }) =>
        value.keypointlabels?.[0]?.startsWith('left_eye_') ? [[value.x * 0.01 * SIZE, value.y * 0.01 * SIZE]] : [],
    ),
  // A name, then x and y of the 68.
  utkface: (folder) =>
    pairsIn(text(folder, 'landmark_list_part1.txt').trim().split(' ').slice(1).join(' ')).slice(42, 48),
  // A box, then the eyes as the viewer has them, each with a number of its own.
  retinaface(folder) {
    const cells = text(folder, 'train/label.txt').split('\n')[1]!.split(' ').map(Number);
    return [[cells[7]!, cells[8]!]];
  },
  labelme: shapesLeft,
  'x-anylabeling': shapesLeft,
  yolo(folder) {
    const cells = text(folder, 'labels/train/photo.txt').trim().split(' ').map(Number);
    return range(42, 47).map((at) => [cells[5 + 3 * at]! * SIZE, cells[6 + 3 * at]! * SIZE]);
  },
  async imagefolder(folder) {
    const { objects } = JSON.parse(text(folder, 'train/metadata.jsonl'));
    expect(objects.mask_profile).toEqual(['celebamask-19']);
    const mask = path.join(folder, 'train', objects.mask[0]);
    return [...objects.landmarks[0].slice(42, 48), ...(await pixelsOf(mask, 4))];
  },
  async parquet(folder) {
    const { asyncBufferFromFile, parquetReadObjects } = await import('hyparquet');
    const file = await asyncBufferFromFile(path.join(folder, 'data/train-00000-of-00001.parquet'));
    const [row] = await parquetReadObjects({ file });
    return row!['objects'].landmarks[0].slice(42, 48);
  },
};

describe.each(FORMAT_NAMES.filter(sidesIn))('%s', (name) => {
  test.each([
    ['the painted half is the left', false],
    ['in the mirror it is the right', true],
  ])('%s', async (_, isMirrored) => {
    const { face, isPainted } = await written(name, isMirrored);
    const side = (own: Side): Side => (isMirrored ? (own === 'left' ? 'right' : 'left') : own);
    expect(placesOf(face, side('left')).filter((place) => !isPainted(place))).toEqual([]);
    expect(placesOf(face, side('right')).filter(isPainted)).toEqual([]);
    const visible = saidOf(face, 'visibility')?.visible;
    if (visible)
      for (const [at, { name: point, landmarks }] of VISIBILITY_POINTS.entries())
        if (landmarks.length > 0 || !/pupil|bottom/.test(point))
          expect(visible[at], point).toBe(!point.includes(side('left')));
  });

  test('what its own documents call the left eye is painted, and in the mirror is not', async () => {
    const leftEye = LEFT_EYES[name];
    if (!leftEye) throw new Error(`say in LEFT_EYES where the files of ${name} have the person's left eye`);
    const straight = await written(name, false);
    const places = await leftEye(straight.folder);
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => !straight.isPainted(place))).toEqual([]);
    const turned = await written(name, true);
    expect((await leftEye(turned.folder)).filter(turned.isPainted)).toEqual([]);
  });
});

test.each([
  ['official', 4],
  ['farl', 8],
  ['face-parsing', 4],
  ['facexformer', 5],
])('CelebAMask-HQ in the order «%s»: %d is the left eye', async (masks, number) => {
  const { folder, face, isPainted } = await written('celebamask-hq', false, { masks });
  const places = await pixelsOf(path.join(folder, 'CelebAMask-HQ-label/0.png'), number);
  expect(places.length).toBeGreaterThan(20);
  expect([...places, ...placesOf(face, 'left')].filter((place) => !isPainted(place))).toEqual([]);
});

test('YOLO: its flip_idx makes the rows of the mirrored photo out of those of the photo', async () => {
  const rowsOf = (folder: string) => text(folder, 'labels/train/photo.txt').trim().split(' ').map(Number);
  const [straight, turned] = [await written('yolo', false), await written('yolo', true)];
  const flip: number[] = JSON.parse(/flip_idx: (\[.*\])/.exec(text(straight.folder, 'data.yaml'))![1]!);
  const row = rowsOf(straight.folder);
  const keypoints = flip.flatMap((from) => [1 - row[5 + 3 * from]!, row[6 + 3 * from]!, row[7 + 3 * from]!]);
  const expected = [row[0]!, 1 - row[1]!, ...row.slice(2, 5), ...keypoints];
  expect(rowsOf(turned.folder)).toEqual(expected.map((cell) => expect.closeTo(cell, 5)));
});
