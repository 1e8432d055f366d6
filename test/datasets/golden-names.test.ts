/** Datasets whose labels stand in names and small lists, as their own documents have them, written by hand, quirks included. */
import { expect, test } from 'vitest';
import { saidOf } from '../../electron/datasets/format.ts';
import { readCfpPairs } from '../../electron/datasets/pairs.ts';
import { quaternionToAngles } from '../../electron/shared/domain/pose.ts';
import { namesOf, picture, points68, readGolden } from '../helpers/golden.ts';

const degrees = (radians: number): number => Math.round(((radians * 180) / Math.PI) * 1e6) / 1e6;

test('AgeDB: index, name, age and gender, and names with underscores', async () => {
  const file = await picture(8, 8);
  const { faces, rejected } = await readGolden('agedb', {
    '0_MariaCallas_35_f.jpg': file,
    '16487_Bob_de_Niro_71_m.jpg': file,
    '7_Nobody_35_x.jpg': file,
  });
  expect(
    faces.map((face) => [saidOf(face, 'identity')!.label, saidOf(face, 'age')!.years, saidOf(face, 'gender')!.label]),
  ).toEqual([
    ['MariaCallas', 35, 'female'],
    ['Bob_de_Niro', 71, 'male'],
  ]);
  expect(rejected).toEqual([{ file: '7_Nobody_35_x.jpg', line: null, reason: expect.stringContaining('index_Name') }]);
});

test('MORPH-II: a digit too many in the number of the picture, and endings in capitals', async () => {
  const file = await picture(8, 8);
  const { faces } = await readGolden('morph', { '000001_00M52.JPG': file, '012345_123F16.jpg': file });
  expect(
    faces.map((face) => [saidOf(face, 'identity')!.label, saidOf(face, 'age')!.years, saidOf(face, 'gender')!.label]),
  ).toEqual([
    ['MORPH 000001', 52, 'male'],
    ['MORPH 012345', 16, 'female'],
  ]);
});

test('FFHQ-Aging: pitch, roll, yaw in this order, groups by name, pictures by number', async () => {
  const { items, faces, rejected } = await readGolden('ffhq-aging', {
    'ffhq_aging_labels.csv':
      'image_number,age_group,age_group_confidence,gender,gender_confidence,head_pitch,head_roll,head_yaw,left_eye_occluded,right_eye_occluded,glasses\n' +
      '0,0-2,0.99,male,0.9,-10.5,2,30,1.2,3.4,None\n' +
      '1001,70-120,0.8,female,0.7,,,,0,0,Normal\n' +
      '2,50-70,0.8,female,0.7,0,0,0,0,0,None\n',
    '00000/00000.png': await picture(8, 8),
  });
  expect(namesOf(items)).toEqual(['00000.png', '01001.png', '00002.png']);
  const { pitch, roll, yaw } = quaternionToAngles(saidOf(faces[0]!, 'pose')!.quaternion);
  expect([pitch, roll, yaw].map(degrees)).toEqual([-10.5, 2, 30]);
  expect(faces.map((face) => [saidOf(face, 'age')?.years, saidOf(face, 'gender')!.label])).toEqual([
    [1.5, 'male'],
    [75, 'female'],
    [undefined, 'female'],
  ]);
  expect(saidOf(faces[1]!, 'pose')).toBeNull();
  expect(rejected).toEqual([{ file: 'ffhq_aging_labels.csv', line: 4, reason: expect.stringContaining('«50-70»') }]);
});

test('RetinaFace: points that nobody knows are -1, and a list for testing has boxes alone', async () => {
  const points = Array.from({ length: 5 }, (_, at) => `${at + 460}.125 ${at + 370}.5 0.0`).join(' ');
  const { items, rejected } = await readGolden('retinaface', {
    'train/label.txt': `# 0--Parade/0_Parade_marchingband_1_849.jpg\n449 330 122 149 ${points} 0.82\n# 0--Parade/none.jpg\n# 0--Parade/x.jpg\n1 2 3 4${' -1 -1 -1'.repeat(5)} -1\n5 6 0 7\n8 9 10 11\n`,
  });
  expect(items.map(({ name, split, faces }) => [name, split, faces.map(({ box }) => box)])).toEqual([
    ['0--Parade/0_Parade_marchingband_1_849.jpg', 'train', [{ x: 449, y: 330, width: 122, height: 149 }]],
    ['0--Parade/none.jpg', 'train', []],
    [
      '0--Parade/x.jpg',
      'train',
      [
        { x: 1, y: 2, width: 3, height: 4 },
        { x: 8, y: 9, width: 10, height: 11 },
      ],
    ],
  ]);
  expect(rejected).toEqual([{ file: 'train/label.txt', line: 6, reason: 'a face without area' }]);
});

test('UTKFace: lists of points speak of pictures in the wild, not of their aligned chips', async () => {
  const file = await picture(200, 200);
  const name = '26_1_2_20170116174525125.jpg';
  const list = `${name} ${points68((at) => [at, 2 * at]).replaceAll('\n', ' ')} \n1_0_0_20170116174525999.jpg 1 2 3\n`;
  const { items, rejected } = await readGolden('utkface', {
    'landmark_list_part1.txt': list,
    [name]: file,
    [`chips/${name}.chip.jpg`]: file,
  });
  const points = items.map(({ name: of, faces }) => [of, saidOf(faces[0]!, 'landmarks')?.points[1]]);
  expect(points).toEqual(
    expect.arrayContaining([
      [name, [1.5, 2.5]],
      [`chips/${name}.chip.jpg`, undefined],
    ]),
  );
  expect(rejected).toEqual([{ file: 'landmark_list_part1.txt', line: 2, reason: expect.stringContaining('136') }]);
});

test('300VW: points of frames by their numbers; frames lie beside the folder of points, or are not there yet', async () => {
  const pts = `version: 1\nn_points: 68\n{\n${points68((at) => [at + 1, at + 1])}\n}`;
  const { items } = await readGolden('300w', {
    '001/annot/000001.pts': pts,
    '001/frames/000001.jpg': await picture(100, 100),
    '002/annot/000001.pts': pts,
  });
  expect(items.map(({ name, file }) => [name, file !== null])).toEqual([
    ['001/frames/000001.jpg', true],
    ['002/000001.jpg', false],
  ]);
});

test('CFP: two folders under each person, and pairs by number, the first frontal and the second a profile', async () => {
  const file = await picture(8, 8);
  const { faces, rejected } = await readGolden('lfw', {
    'Data/Images/001/frontal/01.jpg': file,
    'Data/Images/001/profile/01.jpg': file,
    'Protocol/Pair_list_F.txt': '1 ../Data/Images/001/frontal/01.jpg\n2 ../Data/Images/002/frontal/01.jpg\n',
    'Protocol/Pair_list_P.txt': '1 ../Data/Images/001/profile/01.jpg\n',
    'Protocol/Split/FP/01/same.txt': '1,1\n',
    'Protocol/Split/FP/01/diff.txt': '2,1\n',
  });
  expect(faces.map((face) => saidOf(face, 'identity')!.label)).toEqual(['001', '001']);
  expect(rejected).toEqual([
    { file: 'Protocol/Split/FP/01/diff.txt', line: null, reason: expect.stringContaining('1 pictures') },
  ]);
  expect(() => readCfpPairs('1,2\n', '1 a.jpg\n', '1 b.jpg\n')).toThrow(/line 1/);
});

test('YOLO: a box by its corners, turned and in any order', async () => {
  const { faces } = await readGolden('yolo', {
    'data.yaml': 'names:\n  0: face\n',
    'images/train/a.jpg': await picture(200, 100),
    'labels/train/a.txt': '0 0.3 0.2 0.5 0.4 0.4 0.8 0.2 0.6\n',
  });
  expect(faces[0]!.box).toEqual({ x: 40, y: 20, width: 60, height: 60 });
});
