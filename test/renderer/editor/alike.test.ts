/** Values that say the same are the same, whatever holds them. */
import { expect, test } from 'vitest';
import { alike } from '../../../renderer/editor/alike.ts';

const bytes = Uint8Array.from({ length: 11 }, (_, at) => at);

test.each([
  ['nested values', { a: [1, 'x', null], b: { c: true } }, { b: { c: true }, a: [1, 'x', null] }],
  ['bytes', bytes.subarray(0, 8), bytes.slice(0, 8)],
  ['bytes that lie askew', bytes.subarray(1, 9), bytes.slice(1, 9)],
  ['numbers that are none', new Float32Array([Number.NaN, 1]), new Float32Array([Number.NaN, 1])],
])('%s that say the same', (_, a, b) => {
  expect(alike(a, b)).toBe(true);
});

test.each([
  ['a last byte', bytes.slice(0, 8), bytes.slice(0, 8).with(7, 9)],
  ['a last byte that lies askew', bytes.subarray(1, 9), bytes.slice(1, 9).with(7, 0)],
  ['a length', bytes.slice(0, 8), bytes.slice(0, 4)],
  ['a key more', { a: 1 }, { a: 1, b: 2 }],
  ['another key', { a: undefined }, { b: undefined }],
  ['nothing', { a: null }, { a: {} }],
  ['bytes for a list', new Uint8Array(0), []],
])('values that differ by %s', (_, a, b) => {
  expect(alike(a, b)).toBe(false);
  expect(alike(b, a)).toBe(false);
});
