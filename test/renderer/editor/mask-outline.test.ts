/** The borders of label maps, drawn by hand. */
import { describe, expect, test } from 'vitest';
import { cutCorners, thinOut, traceOutlines } from '../../../renderer/editor/mask-outline.ts';

/** A map from rows of digits, one a cell. */
const draw = (...rows: string[]) => ({
  width: rows[0]!.length,
  height: rows.length,
  labels: Uint8Array.from(rows.join(''), Number),
});

describe('outlines', () => {
  test('a single cell is a square, clockwise from its upper right corner', () => {
    expect(traceOutlines(draw('000', '020', '000'))).toEqual([{ label: 2, corners: [2, 1, 2, 2, 1, 2, 1, 1] }]);
  });

  test('straight runs have no corners between them', () => {
    expect(traceOutlines(draw('1111', '1111'))).toEqual([{ label: 1, corners: [4, 0, 4, 2, 0, 2, 0, 0] }]);
  });

  test('a region with a bay has a corner at every turn', () => {
    const [outline] = traceOutlines(draw('101', '111'));
    expect(outline!.corners).toEqual([1, 0, 1, 1, 2, 1, 2, 0, 3, 0, 3, 2, 0, 2, 0, 0]);
  });

  test('a hole has a line of its own, the other way round', () => {
    const outlines = traceOutlines(draw('111', '101', '111'));
    expect(outlines.map(({ label }) => label)).toEqual([1, 1]);
    expect(outlines[1]!.corners).toEqual([2, 2, 2, 1, 1, 1, 1, 2]);
  });

  test('a region inside another is the hole of that other', () => {
    const labels = traceOutlines(draw('1111', '1221', '1221', '1111')).map(({ label }) => label);
    expect(labels.toSorted()).toEqual([1, 1, 2]);
  });

  test('cells that touch at a corner are apart', () => {
    expect(traceOutlines(draw('10', '01'))).toHaveLength(2);
  });

  test('the background has none', () => {
    expect(traceOutlines(draw('00', '00'))).toEqual([]);
  });

  test('the areas inside the lines are the areas of the classes', () => {
    const map = draw('1110022', '1012022', '1110220', '0330033', '3303030');
    const twice = new Map<number, number>();
    for (const { label, corners } of traceOutlines(map)) {
      // The shoelace formula: positive for clockwise lines where y points down, negative for holes.
      for (let at = 0; at < corners.length; at += 2) {
        const next = (at + 2) % corners.length;
        const part = corners[at]! * corners[next + 1]! - corners[next]! * corners[at + 1]!;
        twice.set(label, (twice.get(label) ?? 0) + part);
      }
    }
    for (const label of [1, 2, 3])
      expect(twice.get(label)).toBe(2 * map.labels.filter((other) => other === label).length);
  });
});

describe('what is drawn of them', () => {
  test('cut corners turn a cell into a diamond', () => {
    expect(cutCorners([2, 1, 2, 2, 1, 2, 1, 1])).toEqual([2, 1.5, 1.5, 2, 1, 1.5, 1.5, 1]);
  });

  test('cut corners keep the straight parts of a longer side', () => {
    expect(cutCorners([3, 0, 3, 1, 0, 1, 0, 0])).toEqual([3, 0.5, 2.5, 1, 0.5, 1, 0, 0.5, 0.5, 0, 2.5, 0]);
  });

  test('thinning out takes every other cell, the last one included where it is alone', () => {
    expect(thinOut(draw('12345', '00000', '67891'), 2)).toEqual(draw('135', '681'));
  });
});
