/** Record files, pickles and arrays, as other software writes them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { saidOf } from '../../electron/datasets/format.ts';
import { readPickle } from '../../electron/datasets/pickle.ts';
import { recordOf } from '../../electron/datasets/recordio.ts';
import { quaternionToMatrix } from '../../electron/shared/domain/pose.ts';
import { picture, readGolden } from '../helpers/golden.ts';

const made = (file: string): Buffer => readFileSync(path.resolve(import.meta.dirname, '../fixtures/datasets', file));

const MAGIC = [0x0a, 0x23, 0xd7, 0xce];
const word = (value: number): number[] => [...new Uint8Array(Uint32Array.of(value).buffer)];
const float = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];
const head = (flag: number, label: number): number[] => [...word(flag), ...float(label), ...Array<number>(16).fill(0)];
const padded = (bytes: number[]): number[] => [...bytes, ...Array<number>((4 - (bytes.length % 4)) % 4).fill(0)];
const record = (bytes: number[], kind = 0): number[] => [
  ...MAGIC,
  ...word(kind * 2 ** 29 + bytes.length),
  ...padded(bytes),
];

/** Three pictures of the people 0 and 1; the second picture has the magic in it, so its record is in two parts. */
async function records() {
  const [first, second, third] = await Promise.all(
    [
      [6, 4],
      [5, 5],
      [4, 6],
    ].map(([x, y]) => picture(x!, y!)),
  );
  const withMagic = [...second!, ...Array<number>((4 - (second!.length % 4)) % 4).fill(0)];
  const tail = [1, 2, 3];
  const parts = [
    record([...head(2, 0), ...float(4), ...float(6)]),
    record([...head(0, 0), ...first!]),
    [...record([...head(0, 0), ...withMagic], 1), ...record(tail, 3)],
    record([...head(1, 0), ...float(1), ...third!]),
    record([...head(2, 0), ...float(1), ...float(3)]),
    record([...head(2, 0), ...float(3), ...float(4)]),
  ];
  const starts = parts.map((_, at) => parts.slice(0, at).flat().length);
  return {
    bytes: Uint8Array.from(parts.flat()),
    index: starts.map((start, key) => `${key}\t${start}\n`).join(''),
    pictures: [first!, Buffer.from([...withMagic, ...MAGIC, ...tail]), third!],
  };
}

test('InsightFace: record 0 tells where pictures end, a record may be in parts, people are numbers', async () => {
  const { bytes, index, pictures } = await records();
  const { items, faces, rejected } = await readGolden('insightface', {
    'faces/train.rec': bytes,
    'faces/train.idx': index,
    'faces/property': '2,112,112',
  });
  expect(rejected).toEqual([]);
  expect(items.map((item) => Buffer.from(item.bytes!))).toEqual(pictures);
  expect(faces.map((face) => saidOf(face, 'identity')!.label)).toEqual(['0', '0', '1']);
});

test('InsightFace: without an index the records follow each other', async () => {
  const { bytes, pictures } = await records();
  const { items, rejected } = await readGolden('insightface', { 'train.rec': bytes });
  expect(rejected).toEqual([]);
  expect(items).toHaveLength(pictures.length);
});

test('InsightFace: what index, property and records say against each other is told', async () => {
  const { bytes, index } = await records();
  const lines = index.split('\n');
  const { items, rejected } = await readGolden('insightface', {
    'train.rec': bytes,
    'train.idx': [lines[0], lines[1], '2\t7', ...lines.slice(4)].join('\n'),
    property: '3,112,112\n',
  });
  expect(items).toHaveLength(1);
  expect(rejected.map(({ file, line }) => [file, line])).toEqual([
    ['train.rec', 2],
    ['train.rec', 3],
    ['train.rec', null],
    ['property', 1],
  ]);
});

test('InsightFace: a pickle of pairs, with bytes and answers by way of functions; who is one person is known, no name', async () => {
  const { items, rejected } = await readGolden('insightface', { 'agedb_30.bin': made('agedb_30.bin') });
  expect(rejected).toEqual([]);
  const levels = await Promise.all(
    items.map(async ({ bytes, faces: [face] }) => [
      (await sharp(bytes!).raw().toBuffer())[0],
      saidOf(face!, 'identity')?.label,
    ]),
  );
  expect(levels).toEqual([
    [10, 'agedb_30-00001'],
    [20, 'agedb_30-00001'],
    [30, 'agedb_30-00001'],
    [40, undefined],
  ]);
});

test('a pickle that asks for anything to be run is refused', () => {
  // os.system('true'), as protocol 0 writes it.
  expect(() => readPickle(Buffer.from("cos\nsystem\n(S'true'\ntR."))).toThrow(/«os system» to be run/);
  expect(() => readPickle(Buffer.from([0x80, 2, 0x5d]))).toThrow(/cut short/);
  // A list that holds itself.
  expect(readPickle(Buffer.from([0x80, 2, 0x5d, 0x71, 0, 0x68, 0, 0x61, 46]))).toHaveLength(1);
});

test('bytes that look like the magic come back out of a record', () => {
  const payload = Buffer.from([...MAGIC, 9, 9, 9, 9, ...MAGIC, ...MAGIC, 1]);
  const parts = [record([], 1), record([9, 9, 9, 9], 2), record([], 2), record([1], 3)];
  expect([...recordOf(payload)]).toEqual(parts.flat());
});

test("FSA-Net's npz: blue comes first, angles are yaw, pitch and roll in degrees", async () => {
  const { items, faces, rejected } = await readGolden('biwi', { 'BIWI_noTrack.npz': made('BIWI_noTrack.npz') });
  expect(rejected).toEqual([]);
  expect(items.map(({ size }) => size)).toEqual(Array(2).fill({ width: 3, height: 2 }));
  const pixels = await Promise.all(items.map(({ bytes }) => sharp(bytes!).raw().toBuffer()));
  expect(pixels.map((data) => [...data.subarray(0, 3)])).toEqual([
    [0, 0, 200],
    [200, 0, 0],
  ]);
  const [turned, level] = faces.map((face) => saidOf(face, 'pose')!.quaternion);
  // A yaw of -30 looks to the right of the picture, by as much as HopeNet draws it: sin 30.
  expect(quaternionToMatrix(turned!)[2]).toBeCloseTo(0.5, 6);
  expect(level).toEqual([1, 0, 0, 0].map((part) => expect.closeTo(part, 9)));
});

test("FSA-Net's npz of other arrays is told of", async () => {
  await expect(readGolden('biwi', { 'x.npz': made('agedb_30.bin') })).rejects.toThrow(/x\.npz/);
});

/** As `numpy.save` writes it. */
function npy(kind: string, shape: string, data: Uint8Array): Buffer {
  const head = `{'descr': '${kind}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117);
  return Buffer.concat([Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0]), Buffer.from(`${head}\n`), data]);
}

test("AffectNet's small files of NumPy: an expression as a letter, and 136 numbers", async () => {
  const numbers = Float64Array.from({ length: 136 }, (_, at) => at);
  const { items, faces, rejected } = await readGolden('affectnet', {
    'train_set/annotations/12_exp.npy': npy('<U1', '()', Buffer.from(Uint32Array.of('5'.charCodeAt(0)).buffer)),
    'train_set/annotations/12_lnd.npy': npy('<f8', '(136,)', Buffer.from(numbers.buffer)),
    'train_set/annotations/13_exp.npy': npy('<i8', '()', Buffer.from(BigInt64Array.of(1n).buffer)),
    'train_set/annotations/14_exp.npy': npy('|O', '()', Buffer.from('cos\nsystem\n')),
    'train_set/images/12.jpg': await picture(8, 8),
  });
  expect(rejected).toEqual([
    { file: 'train_set/annotations/14_exp.npy', line: null, reason: expect.stringContaining('pickled objects') },
  ]);
  expect(items.map(({ split }) => split)).toEqual(['train', 'train']);
  expect(faces.map((face) => saidOf(face, 'expression')!.label)).toEqual(['disgust', 'happiness']);
  expect(saidOf(faces[0]!, 'landmarks')!.points.slice(0, 2)).toEqual([
    [0.5, 1.5],
    [2.5, 3.5],
  ]);
});
