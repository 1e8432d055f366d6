import sharp from 'sharp';
import { expect, test } from 'vitest';
import { saidOf } from '../../electron/datasets/format.ts';
import { writeMat } from '../../electron/datasets/mat.ts';
import { readFoldedPairs, readLfwPairs } from '../../electron/datasets/pairs.ts';
import { quaternionToAngles, quaternionToMatrix } from '../../electron/shared/domain/pose.ts';
import { ATTRIBUTES } from '../../electron/shared/domain/vocabulary.ts';
import { mask, namesOf, picture, points68, readGolden } from '../helpers/golden.ts';

test('300W: points count from 1, the head may have two spaces, and iBUG has a picture with a space in its name', async () => {
  const pts = `version: 1\nn_points:  68\n{\n${points68((at) => [at + 1, 2 * at + 1])}\n}`;
  const { items, faces } = await readGolden('300w', {
    'ibug/image_092 _01.pts': pts,
    'ibug/image_092 _01.jpg': await picture(200, 200),
  });
  expect(namesOf(items)).toEqual(['image_092 _01.jpg']);
  expect(saidOf(faces[0]!, 'landmarks')!.points.slice(0, 2)).toEqual([
    [0.5, 0.5],
    [1.5, 2.5],
  ]);
  const zero = await readGolden('300w', { 'a.pts': pts }, { origin: '0' });
  expect(saidOf(zero.faces[0]!, 'landmarks')!.points[0]).toEqual([1.5, 1.5]);
});

test('300W: tabs, and a list without an end; a list that is short is told of', async () => {
  const pts = `version: 1\nn_points: 68\n{\n${points68((at) => [at, at]).replaceAll(' ', '\t')}\n`;
  const short = 'version: 1\nn_points: 68\n{\n1 2\n3 4\n}\n';
  const { faces, rejected } = await readGolden('300w', { 'a.pts': pts, 'b.pts': short });
  expect(faces).toHaveLength(1);
  expect(rejected).toEqual([
    { file: 'b.pts', line: null, reason: expect.stringMatching(/68 points, and there are 2/) },
  ]);
});

test('CelebAMask-HQ: a later part over an earlier one, l_ is the left of the person, l_lip the lower lip, masks half as large', async () => {
  const attributes = ATTRIBUTES.map((name) => (name === 'Smiling' ? 1 : -1)).join(' ');
  const { items, faces } = await readGolden('celebamask-hq', {
    'CelebA-HQ-img/2001.jpg': await picture(16, 16),
    'CelebAMask-HQ-mask-anno/1/02001_skin.png': await mask(8, () => true),
    'CelebAMask-HQ-mask-anno/1/02001_l_eye.png': await mask(8, (x, y) => x >= 5 && y === 2),
    'CelebAMask-HQ-mask-anno/1/02001_l_lip.png': await mask(8, (_, y) => y === 6),
    'CelebAMask-HQ-mask-anno/1/02001_neck.png': await mask(8, (_, y) => y === 7),
    'CelebAMask-HQ-mask-anno/1/02001_hair.png': await mask(8, (x, y) => y === 7 && x < 4),
    'CelebAMask-HQ-attribute-anno.txt': `1\n${ATTRIBUTES.join(' ')}\n2001.jpg  ${attributes}\n`,
    'CelebAMask-HQ-pose-anno.txt': '1\nYaw Pitch Raw\n2001.jpg 30 0 0\n',
  });
  expect(items[0]!.size).toEqual({ width: 16, height: 16 });
  const value = saidOf(faces[0]!, 'parsing')!;
  expect([value.frame, value.width]).toEqual([{ x: 0, y: 0, width: 16, height: 16 }, 8]);
  const at = (x: number, y: number) => value.labels[y * 8 + x];
  // 1 skin, 4 left_eye (on the right of the picture), 12 lower_lip, 17 neck over 13 hair.
  expect([at(0, 0), at(6, 2), at(0, 6), at(0, 7)]).toEqual([1, 4, 12, 17]);
  // By HopeNet, which draws a negated yaw: 30 looks to the left of the picture.
  expect(quaternionToAngles(saidOf(faces[0]!, 'pose')!.quaternion).yaw).toBeCloseTo(-Math.PI / 6, 9);
  expect(saidOf(faces[0]!, 'attributes')!.states.filter((state) => state === 'yes')).toHaveLength(1);
});

test('CelebA: runs of spaces, Windows line ends, a head without a name for the picture', async () => {
  const row = ATTRIBUTES.map((name) => (['Male', 'No_Beard', 'Young'].includes(name) ? ' 1' : '-1')).join(' ');
  const { items, faces, rejected } = await readGolden('celeba', {
    'list_attr_celeba.txt': `2\r\n${ATTRIBUTES.join(' ')} \r\n000007.jpg ${row}\r\n000008.jpg 1 -1\r\n`,
    'list_bbox_celeba.txt': '1\nimage_id x_1 y_1 width height\n000007.jpg    95  71 226 313\n',
    'identity_CelebA.txt': '000007.jpg 2880\n',
    'list_eval_partition.txt': '000007.jpg 2\n',
  });
  expect(items[0]).toMatchObject({ name: '000007.jpg', split: 'test' });
  expect(faces[0]!.box).toEqual({ x: 95, y: 71, width: 226, height: 313 });
  expect(saidOf(faces[0]!, 'identity')!.label).toBe('CelebA 2880');
  expect(saidOf(faces[0]!, 'attributes')!.states[20]).toBe('yes');
  expect(rejected).toEqual([{ file: 'list_attr_celeba.txt', line: 4, reason: expect.stringContaining('40 values') }]);
});

test('UTKFace: names without a race or a gender say nothing of it', async () => {
  const file = await picture(8, 8);
  const { items, faces, rejected } = await readGolden('utkface', {
    '26_1_2_20170116174525125.jpg.chip.jpg': file,
    '39_1_20170116174525125.jpg.chip.jpg': file,
    '53__0_20170116184028385.jpg': file,
  });
  const said = faces.map((face) => [
    saidOf(face, 'age')!.years,
    saidOf(face, 'gender')?.label,
    saidOf(face, 'race')?.label,
  ]);
  expect(said).toEqual([
    [26, 'female', 'Asian'],
    [39, 'female', undefined],
    [53, undefined, 'White'],
  ]);
  expect(items).toHaveLength(3);
  expect(rejected.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/no race/),
    expect.stringMatching(/no gender/),
  ]);
});

test('FairFace: groups of age, and what a spreadsheet makes of them', async () => {
  const { faces, rejected } = await readGolden('fairface', {
    'fairface_label_val.csv':
      'file,age,gender,race,service_test\nval/1.jpg,3-9,Male,East Asian,False\nval/2.jpg,more than 70,Female,Latino_Hispanic,True\nval/3.jpg,10-Mar,Male,White,False\n',
  });
  expect(faces.map((face) => [saidOf(face, 'age')?.bin, saidOf(face, 'race')?.label])).toEqual([
    ['0-9', 'Asian'],
    ['70+', 'Others'],
    [undefined, 'White'],
  ]);
  expect(rejected).toEqual([{ file: 'fairface_label_val.csv', line: 4, reason: expect.stringContaining('«10-Mar»') }]);
});

test('RAF-DB: labels from 1, surprise first; AffectNet: from 0, neutral first', async () => {
  const raf = await readGolden('raf-db', {
    'basic/EmoLabel/list_patition_label.txt': 'train_00001.jpg 1\ntest_0002.jpg 7\ntrain_00003.jpg 8\n',
  });
  expect(raf.faces.map((face) => saidOf(face, 'expression')!.label)).toEqual(['surprise', 'neutral']);
  expect(raf.items.map(({ split }) => split)).toEqual(['train', 'test']);
  expect(raf.rejected[0]).toMatchObject({ line: 3 });
  const affect = await readGolden('affectnet', {
    'training.csv':
      'subDirectory_filePath,face_x,face_y,face_width,face_height,facial_landmarks,expression,valence,arousal\n1/a.jpg,10,20,30,40,,0,0.1,0.2\n1/b.jpg,10,20,30,40,,7,-2,-2\n1/c.jpg,10,20,30,40,,9,-2,-2\n',
  });
  expect(affect.faces.map((face) => saidOf(face, 'expression')?.label)).toEqual(['neutral', 'contempt', undefined]);
});

test('WIDER FACE: a line of zeros after a count of none, faces without area, and lines that are none', async () => {
  const { items, rejected } = await readGolden('wider-face', {
    'wider_face_split/wider_face_train_bbx_gt.txt':
      '0--Parade/0_Parade_marchingband_1_849.jpg\n1\n449 330 122 149 0 0 0 0 0 0 \n0--Parade/0_Parade_Parade_0_452.jpg\n0\n0 0 0 0 0 0 0 0 0 0 \n0--Parade/x.jpg\n3\n1 2 3 4 0 0 0 0 0 0 \n5 6 0 7 0 0 0 0 0 0 \n8 x 9 9 0 0 0 0 0 0 \n0--Parade/y.jpg\n2\n1 2 3 4 0 0 0 0 0 0 \n',
  });
  expect(items.map(({ faces }) => faces.map(({ box }) => box))).toEqual([
    [{ x: 449, y: 330, width: 122, height: 149 }],
    [],
    [{ x: 1, y: 2, width: 3, height: 4 }],
  ]);
  const file = 'wider_face_split/wider_face_train_bbx_gt.txt';
  expect(rejected).toEqual([
    { file, line: 10, reason: 'a face without area' },
    { file, line: 11, reason: '«x» is not a number' },
    { file, line: 12, reason: '«0--Parade/y.jpg» is followed by 1 line, and its count says 2' },
  ]);
});

test('CALFW: the number is a fold and not an answer; positives come first', () => {
  const text = 'A_0001.jpg 1\nA_0002.jpg 1\nB_0001.jpg 10\nB_0002.jpg 10\nA_0001.jpg 0\nB_0001.jpg 0\n';
  expect(readFoldedPairs(text).map(({ same, fold }) => [same, fold])).toEqual([
    [true, 0],
    [true, 9],
    [false, 0],
  ]);
});

test('LFW: three words are one person, four are two, and each fold has both', () => {
  const text = '2\t1\nAnn\t1\t2\nAnn\t1\tBob\t3\nBob\t4\t1\nBob\t2\tAnn\t1\n';
  expect(readLfwPairs(text)[1]).toEqual({ a: 'Ann/Ann_0001.jpg', b: 'Bob/Bob_0003.jpg', same: false, fold: 0 });
  expect(readLfwPairs(text).map(({ fold }) => fold)).toEqual([0, 0, 1, 1]);
});

test('BIWI: a matrix in the frame of a camera, z away from it; lines end with a space', async () => {
  const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  const { faces } = await readGolden('biwi', {
    'hpdb/01/frame_00003_pose.txt': `${c} 0 ${s} \n0 1 0 \n${-s} 0 ${c} \n\n-9.6 59.4 903.7 \n`,
  });
  // It takes the nose, (0, 0, -1), to (-s, 0, -c): the left of the picture. HopeNet calls that 30 degrees.
  expect((quaternionToAngles(saidOf(faces[0]!, 'pose')!.quaternion).yaw * 180) / Math.PI).toBeCloseTo(-30, 6);
});

test('300W-LP: pitch, yaw, roll in radians, whichever matrix has the 68 points', async () => {
  const pose = { rows: 1, columns: 7, data: Float64Array.of(0.1, -0.5, 0.2, 0, 0, 0, 1) };
  const points = { rows: 3, columns: 68, data: Float64Array.from({ length: 204 }, (_, at) => at) };
  const missing = { rows: 2, columns: 21, data: new Float64Array(42).fill(-1) };
  const { faces } = await readGolden('300w-lp', {
    'AFLW2000/image00002.mat': writeMat({ Pose_Para: pose, pt2d: missing, pt3d_68: points }),
    'AFLW2000/image00002.jpg': await picture(450, 450),
  });
  // 3DDFA's product Rx(0.1) Ry(0.5) Rz(0.2), worked out by hand: its first row, and the end of the second.
  const matrix = quaternionToMatrix(saidOf(faces[0]!, 'pose')!.quaternion);
  expect([matrix[0], matrix[1], matrix[2], matrix[5]]).toEqual(
    [Math.cos(0.5) * Math.cos(0.2), -Math.cos(0.5) * Math.sin(0.2), Math.sin(0.5), -Math.sin(0.1) * Math.cos(0.5)].map(
      (entry) => expect.closeTo(entry, 9),
    ),
  );
  expect(saidOf(faces[0]!, 'landmarks')!.points.slice(0, 2)).toEqual([
    [0.5, 1.5],
    [3.5, 4.5],
  ]);
});

test('LaPa: its left is the viewer’s; WFLW: a line is 206 numbers and a path', async () => {
  const label = await sharp(Uint8Array.of(0, 2, 3, 4, 5, 10), { raw: { width: 3, height: 2, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const lapa = await readGolden('lapa', {
    'train/labels/1.png': label,
    'train/landmarks/1.txt': `106\n${Array.from({ length: 106 }, (_, at) => `${at} 0`).join('\n')}\n`,
  });
  // Class 2 is called «left eyebrow» there: the person's right one, class 2 here, too.
  expect(Array.from(saidOf(lapa.faces[0]!, 'parsing')!.labels)).toEqual([0, 2, 3, 4, 5, 10]);
  expect(saidOf(lapa.faces[0]!, 'landmarks')!.points[1]).toEqual([2.5, 0.5]);
  const wflw = await readGolden('wflw', {
    'list_98pt_rect_attr_test.txt': `${Array.from({ length: 98 }, (_, at) => `${at}.5 1`).join(' ')} 10 20 110 220 0 0 0 0 1 0 0--Parade/a b.jpg\n1 2 3 x.jpg\n`,
  });
  expect(wflw.items[0]).toMatchObject({ name: '0--Parade/a b.jpg', split: 'test' });
  expect(wflw.faces[0]!.box).toEqual({ x: 10, y: 20, width: 100, height: 200 });
  expect(saidOf(wflw.faces[0]!, 'landmarks')!.points[1]).toEqual([3, 1.5]);
  expect(wflw.rejected[0]).toMatchObject({ line: 2 });
});

test('HRNet: columns by their place, a square box by its middle, points from 2; a list of the whole stands for its parts', async () => {
  const points = (count: number) => Array.from({ length: count }, (_, at) => `${at + 2},${2 * at + 2}`).join(',');
  const head = `image,scale,center_w,center_h,${Array.from({ length: 68 }, (_, at) => `original_${at}_x,original_${at}_y`).join(',')}\n`;
  const row = (name: string) => `${name},0.5,102.0,82.0,${points(68)}\n`;
  const files = {
    'face_landmarks_300w_train.csv': `${head}${row('afw/1.jpg')}${row('afw/1.jpg')}${row('"helen/a, b.jpg"')}x.jpg,1,2,3,4,5\n`,
    'face_landmarks_300w_valid.csv': `${head}${row('ibug/image_092_01.jpg')}`,
    'face_landmarks_300w_valid_challenge.csv': `${head}${row('ibug/image_092_01.jpg')}`,
    'images/afw/1.jpg': await picture(200, 200),
  };
  const { items, faces, rejected } = await readGolden('hrnet', files);
  expect(items.map(({ name }) => name)).toEqual(['afw/1.jpg', 'helen/a, b.jpg', 'ibug/image_092_01.jpg']);
  expect(items.map(({ split, faces: { length } }) => [split, length])).toEqual([
    ['train', 2],
    ['train', 1],
    ['val', 1],
  ]);
  expect(items[0]!.size).toEqual({ width: 200, height: 200 });
  expect(faces[0]!.box).toEqual({ x: 50.5, y: 30.5, width: 100, height: 100 });
  expect(saidOf(faces[0]!, 'landmarks')!.points.slice(0, 2)).toEqual([
    [0.5, 0.5],
    [1.5, 2.5],
  ]);
  expect(rejected).toEqual([
    {
      file: 'face_landmarks_300w_train.csv',
      line: 5,
      reason: expect.stringMatching(/68 or 98 points, this one 2 more numbers/),
    },
  ]);
  const wflw = await readGolden(
    'hrnet',
    { 'face_landmarks_wflw_test.csv': `${head}0--Parade/a.jpg,1,100,100,${points(98)}\n` },
    { origin: '0' },
  );
  expect(wflw.items[0]).toMatchObject({ name: '0--Parade/a.jpg', split: 'test' });
  expect(saidOf(wflw.faces[0]!, 'landmarks')!.points[1]).toEqual([4.5, 6.5]);
});
