/** Masks from logits: as they are, and smoothed and doubled where a network draws them from finer pictures. */
import { describe, expect, test } from 'vitest';
import { readMask } from '../../electron/inference/mask.ts';

const SIZE = 16;
/** Two classes: how far the second is above the first at each cell. */
const logitsOf = (above: (x: number, y: number) => number, size = SIZE): Float32Array =>
  Float32Array.from({ length: 2 * size * size }, (_, at) => {
    const cell = at % (size * size);
    return at < size * size ? 0 : above(cell % size, Math.floor(cell / size));
  });
const row = (labels: Uint8Array, side: number, y: number): string => labels.subarray(y * side, (y + 1) * side).join('');

/** A border between columns 7 and 8 whose cells come out too high and too low in turn. */
const checkered = (x: number, y: number): number => (x < 8 ? -1 : 1) + ((x + y) % 2 === 0 ? 1.2 : -1.2);

describe('of a network without finer pictures', () => {
  test('are the likeliest class of each cell, whatever its neighbours say', () => {
    const { side, labels } = readMask(logitsOf(checkered), SIZE, false);
    expect(side).toBe(SIZE);
    expect(row(labels, side, 0)).toBe('1010101010101010');
  });
});

describe('of a network with finer pictures', () => {
  test('have twice the cells and a straight edge where the logits are checkered', () => {
    const { side, labels } = readMask(logitsOf(checkered), SIZE, true);
    expect(side).toBe(2 * SIZE);
    for (let y = 4; y < side - 4; y++) expect(row(labels, side, y).slice(4, -4)).toBe('0'.repeat(12) + '1'.repeat(12));
  });

  test('keep a slanted edge where it is, between cells too', () => {
    const { side, labels } = readMask(
      logitsOf((x, y) => x - y / 2 - 4.25),
      SIZE,
      true,
    );
    for (let y = 4; y < side - 4; y++) {
      // The middle of a half cell at column c lies at (c + 0.5) / 2 - 0.5.
      const border = Math.ceil(2 * (((y + 0.5) / 2 - 0.5) / 2 + 4.25 + 0.5) - 0.5);
      expect(row(labels, side, y).indexOf('1')).toBe(border);
    }
  });

  test('lose a speck to what is around it, and keep what is larger', () => {
    const spot = (half: number) =>
      readMask(
        logitsOf((x, y) => (Math.abs(x - 8) < half && Math.abs(y - 8) < half ? 9 : -1), 128),
        128,
        true,
      );
    expect(spot(0.5).labels.includes(1)).toBe(false);
    expect(spot(2.5).labels.filter((label) => label === 1).length).toBeGreaterThan(60);
  });
});
