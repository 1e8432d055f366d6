/** The search of whole photos, with real detectors on real photos. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Pixels, readPhoto } from '../../../electron/imaging/decode.ts';
import { resize } from '../../../electron/imaging/resize.ts';
import { detectFaces } from '../../../electron/inference/detectors/detect.ts';
import type { Detector } from '../../../electron/inference/detectors/detector.ts';
import { windowsOf } from '../../../electron/inference/detectors/pyramid.ts';
import { openDetector } from '../../../electron/inference/open.ts';
import { type Box, boxOverlap } from '../../../electron/shared/domain/geometry.ts';
import { describeWithFixtures } from '../../helpers/shared.ts';

const options = { smallestFace: 12, score: 0.6 };

const grey = (width: number, height: number): Pixels => ({
  width,
  height,
  channels: 3,
  data: new Uint8Array(width * height * 3).fill(120),
});

/** The astronaut's head in a photo of 512 x 512, and her face in it. */
const HEAD: Box = { x: 130, y: 20, width: 200, height: 200 };
const FACE: Box = { x: 181, y: 70, width: 90, height: 106 };

describeWithFixtures('searching a photo', (fixtures) => {
  const photo = (name: string) => readPhoto(path.join(fixtures, 'photos', name));

  describe.each([
    { file: 'yunet_s_dynamic', small: 14 },
    { file: 'yunet_s_640_640', small: 14 },
    { file: 'version-RFB-320', small: 20 },
  ])('with $file', ({ file, small }) => {
    let detector: Detector;
    let astronaut: Pixels;
    beforeAll(async () => {
      ({ detector } = await openDetector(path.join(fixtures, `detectors/${file}.onnx`), file, { provider: 'cpu' }));
      astronaut = await photo('astronaut.png');
    });
    afterAll(() => detector.close());

    const search = (pixels: Pixels, more = {}) => detectFaces(detector, pixels, { ...options, ...more });
    /** Pastes the head so that its face is `side` pixels long, and says where the face is then. */
    const paste = (onto: Pixels, side: number, x: number, y: number): Box => {
      const size = Math.round((HEAD.width * side) / FACE.height);
      const head = resize(astronaut, { width: size, height: size }, 'bilinear', HEAD);
      for (let row = 0; row < size; row++)
        onto.data.set(head.data.subarray(row * size * 3, (row + 1) * size * 3), ((y + row) * onto.width + x) * 3);
      const scale = size / HEAD.width;
      return {
        x: x + (FACE.x - HEAD.x) * scale,
        y: y + (FACE.y - HEAD.y) * scale,
        width: FACE.width * scale,
        height: FACE.height * scale,
      };
    };

    test('a large and a small face of one photo are both found, once each', async () => {
      const picture = grey(1500, 1100);
      const boxes = [paste(picture, 530, 20, 20), paste(picture, small, 1250, 950)];
      const faces = await search(picture);
      for (const box of boxes) expect(faces.filter((face) => boxOverlap(face.box, box) > 0.4)).toHaveLength(1);
    });

    test('faces smaller than asked for are left out', async () => {
      const picture = grey(1000, 800);
      paste(picture, 60, 300, 300);
      expect(await search(picture, { smallestFace: 100 })).toEqual([]);
    });

    test('a face across the edge of a window is found once', async () => {
      const picture = grey(1500, 500);
      const [first] = windowsOf(picture, detector.window);
      const box = paste(picture, 90, first!.width - 82, 30);
      const faces = await search(picture);
      expect(faces).toHaveLength(1);
      expect(boxOverlap(faces[0]!.box, box)).toBeGreaterThan(0.5);
    });

    test('a photo one pixel high has no faces', async () => {
      expect(await search(grey(2000, 1))).toEqual([]);
    });

    test('grass has no faces', async () => {
      expect(await search(await photo('negative_grass.jpg'))).toEqual([]);
    });

    test('stops when it is cancelled', async () => {
      const controller = new AbortController();
      const searching = detectFaces(detector, grey(3000, 3000), options, controller.signal);
      setImmediate(() => controller.abort());
      await expect(searching).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    });
  });

  describe('with yunet_s_dynamic on a group', () => {
    let detector: Detector;
    beforeAll(async () => {
      ({ detector } = await openDetector(path.join(fixtures, 'detectors/yunet_s_dynamic.onnx'), '', {
        provider: 'cpu',
      }));
    });
    afterAll(() => detector.close());

    test('all 29 of the Solvay conference are found', async () => {
      expect(await detectFaces(detector, await photo('solvay_1927_bw.jpg'), options)).toHaveLength(29);
    });

    test('no two boxes show one face', async () => {
      const faces = await detectFaces(detector, await photo('solvay_1927_bw.jpg'), options);
      const overlaps = faces.flatMap((one, n) => faces.slice(n + 1).map((other) => boxOverlap(one.box, other.box)));
      expect(Math.max(...overlaps)).toBeLessThan(0.3);
    });

    test("the person's own right eye lies left of the left one in a frontal face", async () => {
      const [face] = await detectFaces(detector, await photo('astronaut.png'), options);
      const [right, left] = face!.points!;
      expect(right!.x).toBeLessThan(left!.x);
    });
  });
});
