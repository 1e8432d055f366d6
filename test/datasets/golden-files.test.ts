/**
 * Files of kinds that no hand writes: made by h5py, SciPy and PyArrow (`test/peers/golden.py`), or out of pictures. And the
 * list of formats: each has a golden file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { saidOf } from '../../electron/datasets/format.ts';
import { FORMAT_NAMES } from '../../electron/shared/domain/dataset.ts';
import { quaternionToMatrix } from '../../electron/shared/domain/pose.ts';
import { namesOf, picture, readGolden } from '../helpers/golden.ts';

const made = (file: string): Buffer => readFileSync(path.resolve(import.meta.dirname, '../fixtures/datasets', file));

test('every format has a golden file', () => {
  const tests = readdirSync(import.meta.dirname).filter((file) => /^golden.*\.test\.ts$/.test(file));
  const text = tests.map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8')).join('\n');
  const without = FORMAT_NAMES.filter((name) => !new RegExp(`readGolden\\(\\s*'${name}'`).test(text));
  expect(without).toEqual([]);
});

test('COFW: x, y and flags of 29 points in a row, from 1, in arrays that lie transposed; a picture may be grey', async () => {
  const { items, faces, rejected } = await readGolden('cofw', { 'COFW_test_color.mat': made('COFW_test_color.mat') });
  expect(rejected).toEqual([]);
  expect(items.map(({ size, split }) => [size, split])).toEqual(Array(2).fill([{ width: 4, height: 3 }, 'test']));
  expect(faces.map(({ box }) => box)).toEqual([
    { x: 1.5, y: 2.5, width: 10, height: 20 },
    { x: 0.5, y: 0.5, width: 4, height: 3 },
  ]);
  const hidden = faces.map((face) => saidOf(face, 'visibility')!.visible.flatMap((flag, at) => (flag ? [] : [at])));
  // 1 is occluded: the right pupil of the first face, every odd point of the second.
  expect(hidden).toEqual([[16], Array.from({ length: 14 }, (_, at) => 2 * at + 1)]);
  const [colour, grey] = await Promise.all(items.map(({ bytes }) => sharp(bytes!).removeAlpha().raw().toBuffer()));
  // The last pixel of the second row.
  expect([...colour!.subarray(21, 24)]).toEqual([13, 101, 203]);
  expect([...grey!.subarray(21, 24)]).toEqual([63, 63, 63]);
});

test('300W-LP: a packed MATLAB file with single precision, whole numbers and text in it', async () => {
  const { faces, items, rejected } = await readGolden('300w-lp', {
    'AFW/image00002.mat': made('image00002.mat'),
    'AFW/image00002.jpg': await picture(450, 450),
  });
  expect(rejected).toEqual([]);
  expect(items[0]!.size).toEqual({ width: 450, height: 450 });
  expect(saidOf(faces[0]!, 'landmarks')!.points.slice(0, 3)).toEqual([
    [0.5, 0.5],
    [1.5, 2.5],
    [2.5, 4.5],
  ]);
  // A yaw of -0.5 looks to the right of the picture: the nose's end lies at sin 0.5.
  expect(quaternionToMatrix(saidOf(faces[0]!, 'pose')!.quaternion)[2]).toBeCloseTo(Math.sin(0.5), 6);
});

test('Parquet: row groups, dictionaries, whole numbers of 64 bits, empty cells and pictures without a face', async () => {
  const { items, rejected } = await readGolden('parquet', { 'data/validation-0.parquet': made('faces.parquet') });
  expect(rejected).toEqual([]);
  expect(items.map(({ name, split }) => [name, split])).toEqual([
    ['a b.png', 'val'],
    ['none.png', 'val'],
  ]);
  expect(await sharp(items[0]!.bytes!).metadata()).toMatchObject({ format: 'png', width: 4, height: 3 });
  const [first, second] = items[0]!.faces;
  expect([first!.box, second!.box, items[1]!.faces]).toEqual([
    { x: 0, y: 1, width: 2, height: 1 },
    { x: 1, y: 0, width: 2, height: 2 },
    [],
  ]);
  expect(saidOf(first!, 'age')).toEqual({ years: 31, bin: '30-39' });
  expect(saidOf(first!, 'landmarks')!.points[67]).toEqual([67, 0.5]);
  expect(first!.annotations.map(({ task }) => task).sort()).toEqual(['age', 'gender', 'landmarks']);
  expect(second!.annotations).toEqual([]);
});

test('labelme: corners in any order, masks whose corners both belong to them, faces by group, a path of Windows', async () => {
  const crop = await sharp(Uint8Array.of(255, 0, 255, 255, 0, 255), { raw: { width: 3, height: 2, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const shape = (label: string, type: string, points: number[][], group: number | null, more = {}) => ({
    label,
    points,
    group_id: group,
    description: '',
    shape_type: type,
    flags: {},
    mask: null,
    ...more,
  });
  const file = {
    version: '5.5.0',
    flags: {},
    shapes: [
      shape(
        'face',
        'rectangle',
        [
          [30, 28],
          [2.5, 4],
        ],
        1,
      ),
      shape(
        'l_eye',
        'mask',
        [
          [20, 10],
          [22, 11],
        ],
        1,
        { mask: crop.toString('base64') },
      ),
      shape(
        'nose',
        'polygon',
        [
          [10, 12],
          [14, 12],
          [14, 15],
          [10, 15],
        ],
        1,
      ),
      shape(
        'face',
        'rectangle',
        [
          [32, 2],
          [39, 9],
        ],
        2,
      ),
      shape(
        'mole',
        'circle',
        [
          [12, 20],
          [13, 20],
        ],
        1,
      ),
    ],
    imagePath: '..\\photos\\a b.jpg',
    imageData: null,
    imageHeight: 30,
    imageWidth: 40,
  };
  const { items, faces, rejected } = await readGolden('labelme', {
    'labels/a b.json': JSON.stringify(file),
    'photos/a b.jpg': await picture(40, 30),
  });
  expect(namesOf(items)).toEqual(['a b.jpg']);
  expect(items[0]!.file).toMatch(/photos.a b\.jpg$/);
  expect(faces.map(({ box }) => box)).toEqual([
    { x: 2.5, y: 4, width: 27.5, height: 24 },
    { x: 32, y: 2, width: 7, height: 7 },
  ]);
  const { profile, frame, width, labels } = saidOf(faces[0]!, 'parsing')!;
  const at = (x: number, y: number) => labels[(y - frame.y) * width + x - frame.x];
  // Of the eleven: 5 the person's left eye, 6 the nose.
  expect(profile).toBe('facexformer-11');
  expect([at(20, 10), at(21, 10), at(22, 10), at(20, 11), at(22, 11)]).toEqual([5, 0, 5, 5, 5]);
  expect([at(10, 12), at(13, 14), at(14, 14)]).toEqual([6, 6, 0]);
  expect(rejected).toEqual([{ file: 'labels/a b.json', line: null, reason: expect.stringContaining('circle') }]);
});

test('LFW: a folder a person; CALFW: all in one folder, and the person in the name; VGGFace2: numbers', async () => {
  const file = await picture(8, 8);
  const { items, faces, rejected } = await readGolden('lfw', {
    'lfw/Aaron_Peirsol/Aaron_Peirsol_0001.jpg': file,
    'lfw/Aaron_Peirsol/Aaron_Peirsol_0002.jpg': file,
    'aligned images/Zoe_Ball_0001.jpg': file,
    'train/n000002/0001_01.jpg': file,
    'pairs.txt': '1\t1\nAaron_Peirsol\t1\t2\nAaron_Peirsol\t1\tZoe_Ball\t1\n',
    'stray.jpg': file,
  });
  const people = items.map(({ name }, at) => [name, saidOf(faces[at]!, 'identity')!.label]);
  expect(people).toEqual([
    ['aligned images/Zoe_Ball_0001.jpg', 'Zoe_Ball'],
    ['lfw/Aaron_Peirsol/Aaron_Peirsol_0001.jpg', 'Aaron_Peirsol'],
    ['lfw/Aaron_Peirsol/Aaron_Peirsol_0002.jpg', 'Aaron_Peirsol'],
    ['train/n000002/0001_01.jpg', 'n000002'],
  ]);
  expect(rejected).toEqual([
    { file: 'stray.jpg', line: null, reason: expect.stringContaining('no folder of a person') },
  ]);
});

test('our own format: a line a photo, numbers as base64, a map as a picture', async () => {
  const map = await sharp(Uint8Array.of(0, 4, 13, 0), { raw: { width: 2, height: 2, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const origin = { kind: 'person', name: 'Ana' };
  const spread = Buffer.from(new Float32Array(68).fill(0.5).buffer).toString('base64');
  const line = {
    photo: { file: 'photos/a.jpg', path: null, sha256: null, width: 20, height: 10 },
    split: 'val',
    faces: [
      {
        box: { x: -1.25, y: 2, width: 8, height: 6 },
        score: null,
        origin,
        review: 'accepted',
        flag: 'look again',
        annotations: [
          {
            task: 'parsing',
            value: {
              profile: 'celebamask-19',
              frame: { x: 1, y: 2, width: 4, height: 4 },
              width: 2,
              height: 2,
              labels: 'masks/a-1.png',
            },
            origin,
            confidence: null,
          },
          {
            task: 'landmarks',
            value: { points: Array.from({ length: 68 }, (_, at) => [at / 4, 1]), spread: { float32: spread } },
            origin: { kind: 'model', model: '0123456789abcdef' },
            confidence: 0.75,
          },
        ],
      },
    ],
  };
  const { items, faces, rejected } = await readGolden('native', {
    'lineament.json': JSON.stringify({
      format: 'lineament',
      version: 1,
      title: 'Two',
      licence: '',
      classes: {},
      models: [],
    }),
    'labels/val.jsonl': `${JSON.stringify(line)}\n{"photo": 1}\n`,
    'masks/a-1.png': map,
    'photos/a.jpg': await picture(20, 10),
  });
  expect(items[0]).toMatchObject({ size: { width: 20, height: 10 }, split: 'val', hash: null });
  expect(faces[0]).toMatchObject({ box: { x: -1.25 }, review: 'accepted', flag: 'look again', origin });
  expect(saidOf(faces[0]!, 'parsing')!.labels).toEqual(Uint8Array.of(0, 4, 13, 0));
  expect(saidOf(faces[0]!, 'landmarks')!.spread).toEqual(new Float32Array(68).fill(0.5));
  expect(rejected).toEqual([{ file: 'labels/val.jsonl', line: 2, reason: expect.any(String) }]);
});

test('YOLO: keypoints with 0, 1 and 2, the number of a track, rings of face parts with names', async () => {
  const file = await picture(200, 100);
  const points = Array.from({ length: 68 }, (_, at) => `${at / 100} 0.5 ${at === 30 ? 1 : 2}`).join(' ');
  const pose = await readGolden('yolo', {
    'data.yaml': 'kpt_shape: [68, 3]\nnames: [face]\n',
    'images/val/a.jpg': file,
    'labels/val/a.txt': `0 0.5 0.5 0.2 0.4 ${points}\n0 0.25 0.5 0.1 0.2 7\n0 0.5 0.5 0.2 0.4 ${points.replace('0 0.5 2', '0 0 0')}\n`,
  });
  expect(pose.items[0]).toMatchObject({ split: 'val', size: { width: 200, height: 100 } });
  expect(pose.faces.map(({ box }) => box)).toEqual([
    { x: 80, y: 30, width: 40, height: 40 },
    { x: 40, y: 40, width: 20, height: 20 },
    { x: 80, y: 30, width: 40, height: 40 },
  ]);
  expect(saidOf(pose.faces[0]!, 'landmarks')!.points[10]).toEqual([20, 50]);
  // Point 30 of the 68 is the tip of the nose, number 20 of the 29.
  expect(saidOf(pose.faces[0]!, 'visibility')!.visible.flatMap((flag, at) => (flag ? [] : [at]))).toEqual([20]);
  expect(pose.faces[2]!.annotations).toEqual([]);
  expect(pose.rejected).toEqual([
    { file: 'labels/val/a.txt', line: 3, reason: expect.stringContaining('1 of the 68') },
  ]);

  const parts = await readGolden('yolo', {
    'data.yaml': "names:\n- 'skin' # as lists are written, too\n- l_eye\nnc: 2\n",
    'images/train/a.jpg': file,
    'labels/train/a.txt': '0 0 0 1 0 1 1 0 1\n1 0.5 0.1 0.6 0.1 0.6 0.2 0.5 0.2\n',
  });
  const { frame, width, labels, profile } = saidOf(parts.faces[0]!, 'parsing')!;
  expect(profile).toBe('celebamask-19');
  const at = (x: number, y: number) => labels[(y - frame.y) * width + x - frame.x];
  // 1 skin, and over it 4, the person's left eye: 20 x 10 pixels from (100, 10).
  expect([at(0, 0), at(99, 10), at(100, 10), at(119, 19), at(120, 19)]).toEqual([1, 1, 4, 4, 1]);
});

test.each([
  ['names: [face\ntrain: images', 'line 2'],
  ['kpt_shape: [68, 4]', 'kpt_shape.1'],
])('YOLO: a data.yaml that cannot be is told with its place: %j', async (data, place) => {
  const files = { 'data.yaml': data, 'images/a.jpg': await picture(20, 10), 'labels/a.txt': '0 0.5 0.5 0.2 0.4\n' };
  await expect(readGolden('yolo', files)).rejects.toThrow(new RegExp(`data\\.yaml: .*${place}`));
});

test('COCO: runs as text and as numbers, down the columns; ids that are words', async () => {
  const file = {
    images: [{ id: 'x', file_name: 'a.jpg', width: 4, height: 4 }],
    categories: [
      { id: 1, name: 'face' },
      { id: 2, name: 'nose' },
      { id: 3, name: 'hair' },
    ],
    annotations: [
      { id: 1, image_id: 'x', category_id: 1, bbox: [0, 0, 4, 4] },
      { id: 2, image_id: 'x', category_id: 2, segmentation: { size: [4, 4], counts: '62202' }, iscrowd: 1 },
      { id: 3, image_id: 'x', category_id: 3, segmentation: { size: [4, 4], counts: [0, 4, 12] }, iscrowd: 1 },
      { id: 4, image_id: 'x', category_id: 3, segmentation: { size: [5, 4], counts: [0, 4, 16] }, iscrowd: 1 },
    ],
  };
  const { faces, rejected } = await readGolden('coco', { 'instances.json': JSON.stringify(file) });
  const { frame, width, labels } = saidOf(faces[0]!, 'parsing')!;
  const at = (x: number, y: number) => labels[(y - frame.y) * width + x - frame.x];
  // Hair (10) is the first column; the nose (6) is the square of the format's own example.
  expect([at(0, 0), at(0, 3), at(1, 2), at(2, 3), at(1, 1)]).toEqual([10, 10, 6, 6, 0]);
  expect(rejected.map(({ reason }) => reason)).toEqual([expect.stringContaining('4 × 5')]);
});
