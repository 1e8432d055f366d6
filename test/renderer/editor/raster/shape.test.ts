/** Reshaping areas, on maps small enough to draw. */
import { describe, expect, test } from 'vitest';
import type { LabelMap } from '../../../../renderer/editor/raster/map.ts';
import { fillHoles, grow, removeIslands, shrink, smooth, tidy } from '../../../../renderer/editor/raster/shape.ts';

/** Rows of digits; a dot is background. */
function map(...rows: string[]): LabelMap {
  const labels = Uint8Array.from(rows.join('').replaceAll('.', '0'), Number);
  return { width: rows[0]!.length, height: rows.length, labels };
}
const drawn = ({ width }: LabelMap, cells: Uint8Array): string[] =>
  Array.from({ length: cells.length / width }, (_, y) =>
    cells
      .subarray(y * width, (y + 1) * width)
      .join('')
      .replaceAll('0', '.'),
  );
const ANY = new Uint8Array(11).fill(1);

describe('growing', () => {
  const before = map('.......', '.......', '...1...', '..2....', '.......');

  test('reaches as far on every side, over other classes too', () => {
    expect(drawn(before, grow(before, 1, 1, ANY))).toEqual(['.......', '..111..', '..111..', '..111..', '.......']);
  });

  test('leaves what may not be painted over', () => {
    const allowed = ANY.slice();
    allowed[2] = 0;
    expect(drawn(before, grow(before, 1, 1, allowed))).toEqual(['.......', '..111..', '..111..', '..211..', '.......']);
  });

  test('stops at the edge of the map', () => {
    const corner = map('1..', '...', '...');
    expect(drawn(corner, grow(corner, 1, 1, ANY))).toEqual(['11.', '11.', '...']);
  });
});

describe('shrinking', () => {
  test('gives the rim to what lies beside it', () => {
    const before = map('22222', '21113', '21113', '21113', '.....');
    expect(drawn(before, shrink(before, 1, 1))).toEqual(['22222', '22223', '22133', '22.33', '.....']);
  });

  test('keeps what lies at the edge of the map, where nothing is beside it', () => {
    const before = map('111', '111', '111');
    expect(drawn(before, shrink(before, 1, 1))).toEqual(['111', '111', '111']);
  });
});

test('smoothing takes off spikes and fills notches, and moves no other border', () => {
  const before = map(
    '..........',
    '....1.....',
    '..111111..',
    '..111111..',
    '..11.111..',
    '..111111..',
    '..111111..',
    '222222....',
    '2222223333',
  );
  const after = drawn(before, smooth(before, 1, 1, ANY));
  expect(after[1]).toBe('..........');
  expect(after[4]).toBe('..111111..');
  expect(after[8]).toBe('2222223333');
});

describe('islands', () => {
  test('small ones go to what is around them, the largest stays', () => {
    const before = map('2222....', '2122....', '2222.1..', '........', '11111111', '11111111', '11111111', '11111111');
    expect(drawn(before, removeIslands(before, 1))).toEqual([
      '2222....',
      '2222....',
      '2222....',
      '........',
      '11111111',
      '11111111',
      '11111111',
      '11111111',
    ]);
  });

  test('two areas of like size both stay', () => {
    const before = map('111.111', '111.111', '111.111', '111.111', '111.111');
    expect(removeIslands(before, 1)).toEqual(before.labels);
  });
});

test('a map is tidied of specks and pinholes of every class, and keeps each class and its like parts', () => {
  const sky = '.'.repeat(40);
  const face = `${'.'.repeat(10)}${'1'.repeat(20)}${'.'.repeat(10)}`;
  const rows = [...Array(10).fill(sky), ...Array(20).fill(face), ...Array(10).fill(sky)];
  const eyes = `${'.'.repeat(10)}111112211111122111111${'.'.repeat(9)}`;
  const before = map(
    ...rows
      .with(3, `...1${'.'.repeat(36)}`)
      .with(14, face.replace('111', '1.1'))
      .with(20, eyes),
  );
  expect(drawn(before, tidy(before))).toEqual(rows.with(20, eyes));
});

test('of a class whose place is known, a small area elsewhere goes, even where it is the larger one', () => {
  const rows = Array<string>(40).fill('1'.repeat(40));
  const eye = `${'1'.repeat(10)}22${'1'.repeat(28)}`;
  const stray = `${'1'.repeat(30)}2222${'1'.repeat(6)}`;
  const before = map(...rows.with(20, eye).with(35, stray));
  const place = { left: 8, top: 18, right: 14, bottom: 23 };
  expect(drawn(before, tidy(before, new Map([[2, place]])))).toEqual(rows.with(20, eye));
});

describe('holes', () => {
  const before = map('.......', '.11111.', '.1.121.', '.11111.', '.1111..', '.......');
  const isBackground = (label: number) => label === 0;

  test('of background are filled, other classes in them stay', () => {
    expect(drawn(before, fillHoles(before, 1, isBackground))).toEqual([
      '.......',
      '.11111.',
      '.11121.',
      '.11111.',
      '.1111..',
      '.......',
    ]);
  });

  test('that touch a third class are none', () => {
    const mixed = map('11111', '1.211', '11111');
    expect(fillHoles(mixed, 1, isBackground)).toEqual(mixed.labels);
  });

  test('at the edge of the map are bays', () => {
    const bay = map('11.11', '11.11', '11111');
    expect(fillHoles(bay, 1, isBackground)).toEqual(bay.labels);
  });
});
