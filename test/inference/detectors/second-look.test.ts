/** The second look of the brought detector: at a rendered face, and at what is none. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { createRenderer } from '../../../electron/datasets/rendered/renderer.ts';
import { detectFaces } from '../../../electron/inference/detectors/detect.ts';
import type { Detector, Sighting } from '../../../electron/inference/detectors/detector.ts';
import { openOwnDetector } from '../../../electron/inference/detectors/own.ts';
import { resourcesDir } from '../../../electron/places.ts';
import { type Box, boxOverlap } from '../../../electron/shared/domain/geometry.ts';

const SIDE = 256;
const file = path.join(resourcesDir, 'models', 'starter-detector.safetensors');
const { pixels, truth } = createRenderer().renderFace({ seed: 2_000_000_003 }, { size: SIDE });

/** The face at the left, grey at the right. */
const picture = {
  width: 2 * SIDE,
  height: SIDE,
  channels: 3 as const,
  data: new Uint8Array(6 * SIDE * SIDE).fill(110),
};
for (let row = 0; row < SIDE; row++)
  picture.data.set(pixels.subarray(3 * SIDE * row, 3 * SIDE * (row + 1)), 6 * SIDE * row);

const sighting = (box: Box, score = 0.5): Sighting => ({ box, score, points: null });
const shrunk = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x * by,
  y: y * by,
  width: width * by,
  height: height * by,
});
const { box } = truth;
const beside = { ...box, x: box.x + SIDE };
const off = { x: box.x + 0.2 * box.width, y: box.y - 0.15 * box.height, width: 0.8 * box.width, height: box.height };

test('a face that was sighted a little off gets a better box and a higher score; grey is no face', async () => {
  const detector = openOwnDetector(file, 'own', 'cpu', 1);
  const seen = await detector.second!.look(picture, [sighting(off), sighting(beside)]);
  await detector.close();
  const [face, ...others] = seen.filter(({ score }) => score >= 0.6);
  expect(others).toEqual([]);
  expect(face!.score).toBeGreaterThan(0.8);
  expect(boxOverlap(face!.box, box)).toBeGreaterThan(boxOverlap(off, box) + 0.1);
});

test('what a first look doubts is looked at again, and what it is asked to leave out stays out', async () => {
  const own = openOwnDetector(file, 'own', 'cpu', 1);
  const asked: number[] = [];
  const doubting: Detector = {
    ...own,
    async look(level, _, least) {
      asked.push(least);
      return [off, beside].map((each) => sighting(shrunk(each, level.width / picture.width), 0.4));
    },
  };
  const found = await detectFaces(doubting, picture, { smallestFace: 24, score: 0.6 });
  await own.close();
  expect(new Set(asked)).toEqual(new Set([own.second!.from]));
  expect(found.map((each) => boxOverlap(each.box, box) > 0.5)).toEqual([true]);
});

test('a box outside of the photo is no face', async () => {
  const detector = openOwnDetector(file, 'own', 'cpu', 1);
  expect(await detector.second!.look(picture, [sighting({ ...box, x: 4 * SIDE })])).toEqual([]);
  await detector.close();
});
