/** Both families against detections that an independent implementation made of the same files and photos. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pixels } from '../../../electron/imaging/decode.ts';
import { resize } from '../../../electron/imaging/resize.ts';
import { BGR_BYTES } from '../../../electron/imaging/tensor.ts';
import type { Detector, Sighting } from '../../../electron/inference/detectors/detector.ts';
import { createFeed } from '../../../electron/inference/detectors/feed.ts';
import { suppress } from '../../../electron/inference/detectors/nms.ts';
import { decodeStride } from '../../../electron/inference/detectors/yunet.ts';
import { openDetector } from '../../../electron/inference/open.ts';
import { openSession } from '../../../electron/runtime/session.ts';
import type { Size } from '../../../electron/shared/domain/geometry.ts';
import { describeWithFixtures } from '../../helpers/shared.ts';

const BOX_TOLERANCE = 0.5;
const SCORE_TOLERANCE = 0.005;

interface ReferenceFace {
  box_xywh: [number, number, number, number];
  score: number;
  points?: [number, number][];
}
type Reference = Record<string, Record<string, { faces: ReferenceFace[] }>>;

/** Halves go to the even number, as in Python. */
const round = (value: number): number => (value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value));

/** The longest side brought down to `most`, never up. */
function broughtDown({ width, height }: Size, most: number): Size {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: round(width * scale), height: round(height * scale) };
}

/** The references were made on the photos' numbers as they stand, without their colour profiles. */
async function readWithoutProfile(file: string): Promise<Pixels> {
  const upright = sharp(file, { ignoreIcc: true }).autoOrient().flatten().toColourspace('srgb');
  const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data };
}

/** One look at the whole photo at one size, merged, in photo coordinates. */
async function lookOnce(detector: Detector, photo: Pixels, size: Size, score: number): Promise<Sighting[]> {
  const picture = resize(photo, size, 'bilinear');
  const x = photo.width / size.width;
  const y = photo.height / size.height;
  return suppress(await detector.look(picture, { x: 0, y: 0, ...size }, score)).map((sighting) => ({
    box: {
      x: sighting.box.x * x,
      y: sighting.box.y * y,
      width: sighting.box.width * x,
      height: sighting.box.height * y,
    },
    score: sighting.score,
    points: sighting.points?.map((point) => ({ x: point.x * x, y: point.y * y })) ?? null,
  }));
}

const farthest = (sighting: Sighting, { box_xywh: [x, y, width, height], points }: ReferenceFace): number =>
  Math.max(
    Math.abs(sighting.box.x - x),
    Math.abs(sighting.box.y - y),
    Math.abs(sighting.box.width - width),
    Math.abs(sighting.box.height - height),
    ...(points ?? []).flatMap(([px, py], n) => [
      Math.abs(sighting.points![n]!.x - px),
      Math.abs(sighting.points![n]!.y - py),
    ]),
  );

const SETTINGS = [
  {
    name: 'yunet_2023mar_maxside1280',
    file: 'yunet_s_dynamic',
    score: 0.6,
    size: (photo: Size) => broughtDown(photo, 1280),
  },
  {
    name: 'yunet_2023mar_fixed640',
    file: 'yunet_s_640_640',
    score: 0.6,
    size: (photo: Size) => broughtDown(photo, 640),
  },
  {
    name: 'ultraface_RFB_320',
    file: 'version-RFB-320',
    score: 0.7,
    size: () => ({ width: 320, height: 240 }),
  },
];

interface RawCell {
  index: number;
  cls: number;
  obj: number;
  bbox: number[];
  kps: number[];
  score: number;
}
interface RawReference {
  top4_per_stride: Record<string, RawCell[]>;
}

const oneCell = (stride: number, { cls, obj, bbox, kps }: RawCell) => ({
  stride,
  columns: 1,
  cls: Float32Array.of(cls),
  obj: Float32Array.of(obj),
  bbox: Float32Array.from(bbox),
  kps: Float32Array.from(kps),
});

describeWithFixtures('reference detections', (fixtures) => {
  const read = (name: string) =>
    fixtures ? JSON.parse(readFileSync(path.join(fixtures, 'detectors', name), 'utf8')) : {};
  const { photos = {} } = read('reference_detections.json') as { photos?: Reference };

  describe.each(SETTINGS)('$name', ({ name, file, score, size }) => {
    let detector: Detector;
    beforeAll(async () => {
      ({ detector } = await openDetector(path.join(fixtures, `detectors/${file}.onnx`), file, { provider: 'cpu' }));
    });
    afterAll(() => detector.close());

    test.each(Object.keys(photos))('%s', async (photo) => {
      const expected = photos[photo]![name]!.faces;
      const pixels = await readWithoutProfile(path.join(fixtures, 'photos', photo));
      const found = await lookOnce(detector, pixels, size(pixels), score);
      expect(found).toHaveLength(expected.length);
      for (const face of expected) {
        const nearest = found.toSorted((a, b) => farthest(a, face) - farthest(b, face))[0]!;
        expect(farthest(nearest, face)).toBeLessThanOrEqual(BOX_TOLERANCE);
        expect(Math.abs(nearest.score - face.score)).toBeLessThanOrEqual(SCORE_TOLERANCE);
      }
    });
  });

  test('the raw answers of YuNet decode to the scores that were written down', () => {
    const { top4_per_stride: strides } = read('yunet_2023mar_raw_reference.json')[
      'faces/astronaut.png'
    ] as RawReference;
    for (const [stride, cells] of Object.entries(strides)) {
      for (const cell of cells) {
        const [face] = decodeStride(oneCell(Number(stride), cell), 0);
        expect(face!.score).toBeCloseTo(cell.score, 6);
      }
    }
  });

  test('the astronaut comes out of the fixed network as it was written down', async () => {
    const { top4_per_stride: strides } = read('yunet_2023mar_raw_reference.json')[
      'faces/astronaut.png'
    ] as RawReference;
    const file = path.join(fixtures, 'detectors/yunet_s_640_640.onnx');
    const session = await openSession(file, { provider: 'cpu', threads: 2 });
    const pixels = await readWithoutProfile(path.join(fixtures, 'photos/astronaut.png'));
    const whole = { x: 0, y: 0, width: pixels.width, height: pixels.height };
    const outputs = await createFeed(session, BGR_BYTES)(pixels, whole, { width: 640, height: 640 });
    for (const [stride, cells] of Object.entries(strides)) {
      for (const { index, cls, obj, bbox, kps } of cells) {
        const row = (name: string, columns: number) =>
          Array.from(outputs[`${name}_${stride}`]!.slice(columns * index, columns * (index + 1)));
        const expected = [cls, obj, ...bbox, ...kps];
        const found = [...row('cls', 1), ...row('obj', 1), ...row('bbox', 4), ...row('kps', 10)];
        found.forEach((value, n) => {
          expect(value).toBeCloseTo(expected[n]!, 3);
        });
      }
    }
    await session.release();
  });
});
