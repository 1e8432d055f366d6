/** What labelling tools and training frameworks write, as their own documents have it, written by hand, quirks included. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { saidOf } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { regionOfCocoRuns, runsOfCocoString, unpackBrush } from '../../electron/datasets/rle.ts';
import { folderOf, readDataset } from '../helpers/dataset-faces.ts';
import { picture, readGolden } from '../helpers/golden.ts';

describe('COCO', () => {
  test('runs go down the columns: the example of the format', () => {
    expect(runsOfCocoString('62202')).toEqual([6, 2, 2, 2, 4]);
    const region = regionOfCocoRuns([6, 2, 2, 2, 4], { width: 4, height: 4 })!;
    const pixels = Array.from(region.bits, (bit, at) =>
      bit ? [region.x + (at % region.width), region.y + Math.floor(at / region.width)] : null,
    );
    expect(pixels.filter(Boolean)).toEqual([
      [1, 2],
      [2, 2],
      [1, 3],
      [2, 3],
    ]);
  });

  test('keypoints with visibility, a polygon on the face that it lies in, and a category that is none', async () => {
    const file = {
      images: [{ id: 7, file_name: 'a b.jpg', width: 100, height: 80 }],
      categories: [
        { id: 0, name: 'face' },
        { id: 1, name: 'l_lip' },
        { id: 5, name: 'dog' },
      ],
      annotations: [
        {
          id: 1,
          image_id: 7,
          category_id: 0,
          bbox: [10, 10, 40, 40],
          keypoints: Array.from({ length: 68 }, (_, at) => [at, at, at === 30 ? 1 : 2]).flat(),
        },
        { id: 2, image_id: 7, category_id: 1, segmentation: [[20, 30, 24, 30, 24, 32, 20, 32]], bbox: [20, 30, 4, 2] },
        { id: 3, image_id: 7, category_id: 5, bbox: [0, 0, 5, 5] },
        { id: 4, image_id: 99, category_id: 0, bbox: [0, 0, 5, 5] },
      ],
    };
    const { faces, rejected } = await readGolden('coco', { 'annotations.json': JSON.stringify(file) });
    expect(faces).toHaveLength(1);
    expect(saidOf(faces[0]!, 'landmarks')!.points[5]).toEqual([5, 5]);
    // Point 30 is COFW's nose tip.
    expect(
      saidOf(faces[0]!, 'visibility')!
        .visible.map((flag, at) => (flag ? null : at))
        .filter((at) => at !== null),
    ).toEqual([20]);
    expect(saidOf(faces[0]!, 'parsing')).toMatchObject({
      frame: { x: 20, y: 30, width: 4, height: 2 },
      labels: new Uint8Array(8).fill(9),
    });
    expect(rejected.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('dog'),
      expect.stringContaining('image 99'),
    ]);
  });
});

test('Label Studio: a brush is the bits of an RGBA picture', () => {
  const bytes = [0, 0, 0, 16, 57, 27, 252, 127, 243, 128, 71, 254];
  expect(Array.from(unpackBrush(bytes, { width: 2, height: 2 }))).toEqual([255, 0, 0, 255]);
  expect(() => unpackBrush(bytes, { width: 3, height: 2 })).toThrow(/4 pixels/);
});

test('Label Studio: percent of the picture, and the address of its own storage', async () => {
  const task = {
    id: 1,
    data: { image: '/data/upload/3/0123abcd-my%20face.jpg' },
    annotations: [
      {
        result: [
          {
            id: 'x',
            type: 'rectanglelabels',
            from_name: 'l',
            to_name: 'i',
            original_width: 200,
            original_height: 100,
            image_rotation: 0,
            value: { x: 10, y: 20, width: 50, height: 40, rotation: 0, rectanglelabels: ['Face'] },
          },
        ],
      },
    ],
  };
  const { items, faces } = await readGolden('label-studio', { 'export.json': JSON.stringify([task]) });
  expect(items[0]!.name).toBe('my face.jpg');
  expect(faces[0]!.box).toEqual({ x: 20, y: 20, width: 100, height: 40 });
  // A prediction counts where nothing is annotated.
  const [annotation] = task.annotations;
  const waiting = { ...task, annotations: [{ ...annotation, was_cancelled: true }], predictions: [annotation] };
  const skipped = { ...waiting, predictions: [7] };
  const foreseen = await readGolden('label-studio', { 'export.json': JSON.stringify([waiting, skipped]) });
  expect(foreseen.items.map((item) => item.faces.length)).toEqual([1, 0]);
});

test('CVAT: runs along the rows of a tight box, points that are occluded', async () => {
  const xml = `<?xml version="1.0" encoding="utf-8"?><annotations><version>1.1</version><image id="0" name="dir/ä &amp; b.jpg" width="50" height="40">
<box label="face" source="manual" occluded="0" xtl="1.50" ytl="2.00" xbr="21.50" ybr="32.00" z_order="0"><attribute name="Smiling">true</attribute><attribute name="age">31</attribute></box>
<mask label="hair" source="manual" occluded="0" rle="0, 1, 2, 1" left="5" top="7" width="2" height="2" z_order="0"></mask>
<ellipse label="face" cx="1" cy="1" rx="1" ry="1"/>
</image></annotations>`;
  const { items, faces, rejected } = await readGolden('cvat', { 'annotations.xml': xml });
  expect(items[0]!.name).toBe('dir/ä & b.jpg');
  expect(faces).toHaveLength(1);
  expect(faces[0]!.box).toEqual({ x: 1.5, y: 2, width: 20, height: 30 });
  expect(saidOf(faces[0]!, 'age')).toEqual({ years: 31, bin: '30-39' });
  expect(saidOf(faces[0]!, 'parsing')).toMatchObject({
    frame: { x: 5, y: 7, width: 2, height: 2 },
    labels: Uint8Array.of(10, 0, 0, 10),
  });
  expect(rejected).toEqual([{ file: 'annotations.xml', line: 4, reason: expect.stringContaining('ellipse') }]);
});

test('X-AnyLabeling: four corners of a rectangle, and two in older files; a size of -1 is none', async () => {
  const shape = (points: number[][]) => ({
    label: 'face',
    points,
    group_id: null,
    shape_type: 'rectangle',
    flags: null,
    attributes: {},
    kie_linking: [],
  });
  const four = shape([
    [1, 2],
    [11, 2],
    [11, 22],
    [1, 22],
  ]);
  const two = shape([
    [11, 22],
    [1, 2],
  ]);
  const file = {
    version: '3.0.0',
    shapes: [four, two],
    imagePath: 'sub\\a.jpg',
    imageData: null,
    imageWidth: -1,
    imageHeight: -1,
  };
  const { items, faces } = await readGolden('x-anylabeling', {
    'a.json': JSON.stringify(file),
    'a.jpg': await picture(40, 30),
  });
  expect(faces.map(({ box }) => box)).toEqual(Array(2).fill({ x: 1, y: 2, width: 10, height: 20 }));
  expect(items[0]!.size).toEqual({ width: 40, height: 30 });
});

test('Pascal VOC: the original counts from 1 and both corners belong to the box', async () => {
  const xml =
    '<annotation><filename>a.jpg</filename><size><width>50</width><height>50</height><depth>3</depth></size><object><name>face</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>10</xmax><ymax>20</ymax></bndbox></object></annotation>';
  expect((await readGolden('pascal-voc', { 'a.xml': xml })).faces[0]!.box).toEqual({
    x: 0,
    y: 0,
    width: 10,
    height: 20,
  });
  expect((await readGolden('pascal-voc', { 'a.xml': xml }, { origin: '0' })).faces[0]!.box).toEqual({
    x: 1,
    y: 1,
    width: 9,
    height: 19,
  });
});

test('dlib: parts in the order of their numbers, whatever the order of their lines', async () => {
  const parts = Array.from(
    { length: 68 },
    (_, at) => `<part name='${String(67 - at).padStart(2, '0')}' x='${67 - at}' y='1'/>`,
  ).join('');
  const xml = `<?xml version='1.0' encoding='ISO-8859-1'?><dataset><images><image file='a.jpg'><box top='3' left='2' width='10' height='20' age='0'>${parts}</box></image></images></dataset>`;
  const { faces } = await readGolden('dlib', { 'x.xml': xml });
  expect(faces[0]!.box).toEqual({ x: 2, y: 3, width: 10, height: 20 });
  expect(saidOf(faces[0]!, 'landmarks')!.points[9]).toEqual([9.5, 1.5]);
  expect(saidOf(faces[0]!, 'age')).toBeNull();
});

test('YOLO: an empty file is no face, shares over 1 are told of', async () => {
  const file = await picture(200, 100);
  const { items, rejected } = await readGolden('yolo', {
    'data.yaml': 'path: .\ntrain: images/train\nnames:\n  0: face\n',
    'images/train/a.jpg': file,
    'images/train/b.jpg': file,
    'labels/train/a.txt': '0 0.5 0.5 0.2 0.4\n0 1.5 0.5 0.2 0.2\n',
    'labels/train/b.txt': '',
  });
  expect(items.map(({ faces }) => faces.map(({ box }) => box))).toEqual([
    [{ x: 80, y: 30, width: 40, height: 40 }],
    [],
  ]);
  expect(rejected).toEqual([{ file: 'labels/train/a.txt', line: 2, reason: expect.stringContaining('over 1') }]);
});

test('imagefolder: a line without faces, and a mask that leads out of the dataset', async () => {
  const { items, rejected } = await readGolden('imagefolder', {
    'train/metadata.jsonl':
      '{"file_name":"0001.png","age_bin":3}\n{"file_name":"0002.png","objects":{"bbox":[[1,2,3,4]],"mask":["../../x.png"],"mask_frame":[[0,0,1,1]],"mask_profile":["celebamask-19"]}}\n',
  });
  expect(items.map(({ faces }) => faces.length)).toEqual([0, 1]);
  expect(rejected[0]!.reason).toMatch(/outside of the dataset/);
});

test('a picture that is called by a path with «..» is looked for by its name alone', async () => {
  const folder = folderOf({ 'in/a.jpg': await picture(10, 10) });
  writeFileSync(
    path.join(folder, 'a.csv'),
    'file,age,gender,race,service_test\n../../etc/a.jpg,3-9,Male,White,False\n',
  );
  mkdirSync(path.join(folder, 'etc'), { recursive: true });
  const { items } = await readDataset(FORMATS.fairface, folder);
  expect(items[0]!.file).toBe(path.join(folder, 'in/a.jpg'));
});
