/** What the detector is taught of a scene: which cells answer for a face, and at which sizes faces are shown. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../../electron/shared/domain/random.ts';
import { collageFor, squareOf, targetsOfFaces } from '../../../scripts/starter/scenes.ts';

const face = (x: number, y: number, width: number, height: number, shown = 1) => ({
  box: { x, y, width, height },
  shown,
});

test('a small face is answered for by the cells at its middle in the finest stride alone', () => {
  const targets = targetsOfFaces([face(54, 52, 16, 20)], 128);
  const score = targets['target.score_8']!;
  const middle = 7 * 16 + 7;
  expect(score[middle]).toBe(1);
  expect([...targets['target.box_8']!.subarray(4 * middle, 4 * middle + 4)]).toEqual(
    [(62 - 60) / 8, (62 - 60) / 8, Math.log(2), Math.log(2.5)].map((value) => expect.closeTo(value, 5)),
  );
  // A cell beside it may say what it likes; one far away has to say no.
  expect(targets['weight.score_8']![7 * 16 + 8]! + score[7 * 16 + 8]!).toBeLessThan(2);
  expect(targets['weight.score_8']![0]).toBe(1);
  expect(score[0]).toBe(0);
  for (const stride of [16, 32]) expect(Math.max(...targets[`target.score_${stride}`]!)).toBe(0);
});

test('a face between two sizes is answered for twice, a hidden one by nobody and against nobody', () => {
  const between = targetsOfFaces([face(46, 46, 30, 36)], 128);
  expect(Math.max(...between['target.score_8']!)).toBe(1);
  expect(Math.max(...between['target.score_16']!)).toBe(1);
  const hidden = targetsOfFaces([face(54, 52, 16, 20, 0.2)], 128);
  expect(Math.max(...hidden['target.score_8']!)).toBe(0);
  expect(hidden['weight.score_8']![7 * 16 + 7]).toBe(0);
});

test('cuts show faces at the sizes that a photo is searched for, and none enlarged to a blur', () => {
  const random = seededRandom(3);
  const faces = [face(20, 20, 12, 15), face(200, 60, 150, 190)];
  const scene = {
    pixels: { width: 448, height: 352, channels: 3 as const, data: new Uint8Array(448 * 352 * 3) },
    faces,
  };
  const scales = Array.from({ length: 400 }, () => 256 / squareOf(scene, 256, random).width);
  expect(Math.max(...scales)).toBeLessThanOrEqual(1.7);
  expect(Math.min(...scales)).toBeGreaterThanOrEqual(0.3);
  // Small faces are seen as they are, and large ones from near and far.
  expect(scales.filter((scale) => scale > 1).length).toBeGreaterThan(50);
  expect(scales.filter((scale) => scale < 0.5).length).toBeGreaterThan(20);
});

test('a cut that is wider than its scene sees other scenes beside it, with their faces', () => {
  const plain = (value: number, faces: ReturnType<typeof face>[]) => ({
    pixels: { width: 40, height: 30, channels: 3 as const, data: new Uint8Array(40 * 30 * 3).fill(value) },
    faces,
  });
  const own = plain(10, [face(5, 5, 8, 8)]);
  const other = plain(200, [face(20, 10, 9, 9, 0.7)]);
  const inside = collageFor(own, { x: 2, y: 2, width: 20, height: 20 }, () => other);
  expect(inside).toEqual({ ...own, area: { x: 0, y: 0, width: 40, height: 30 } });
  const wide = collageFor(own, { x: -10, y: 5, width: 45, height: 45 }, () => other);
  expect(wide.area).toEqual({ x: -40, y: 0, width: 80, height: 60 });
  const at = (x: number, y: number) => wide.pixels.data[3 * ((y - wide.area.y) * 80 + x - wide.area.x)];
  expect([at(0, 0), at(39, 29), at(-1, 0), at(0, 30), at(-40, 59)]).toEqual([10, 10, 200, 200, 200]);
  expect(wide.faces.map(({ box: { x, y }, shown }) => [x, y, shown])).toEqual([
    [-20, 10, 0.7],
    [5, 5, 1],
    [-20, 40, 0.7],
    [20, 40, 0.7],
  ]);
});
