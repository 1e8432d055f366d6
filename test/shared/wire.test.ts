import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../electron/shared/wire.ts';

const values: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['an empty object', {}],
  ['undefined inside an array and an object', { a: [1, undefined, null], b: undefined }],
  ['numbers that JSON loses', [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e300]],
  ['text outside ASCII', 'Ångström 雨 👀'],
  ['bytes', new Uint8Array([0, 1, 254, 255])],
  ['a view into a larger buffer', new Uint8Array([9, 8, 7, 6]).subarray(1, 3)],
  [
    'unaligned typed arrays one behind the other',
    [new Uint8Array([1]), new Float32Array([1.5, -2]), new Int32Array([-7])],
  ],
  ['an object with a key that the codec uses', { $: ['u8', 3], other: { $: 1 } }],
  ['an empty typed array', { mask: new Uint8Array(0) }],
];

describe('a value crosses the wire as structured clone would carry it', () => {
  test.each(values)('%s', (_name, value) => {
    expect(decode(encode(value))).toEqual(structuredClone(value));
  });

  test('bytes decoded from a part of a Node buffer are a copy that starts at zero', () => {
    const frame = encode({ bytes: new Uint8Array([1, 2, 3]), floats: new Float32Array([0.5]) });
    const received = Buffer.concat([Buffer.from([9, 9, 9]), frame]).subarray(3);
    expect(decode(received)).toEqual({ bytes: new Uint8Array([1, 2, 3]), floats: new Float32Array([0.5]) });
  });

  test('minus zero stays minus zero', () => {
    expect(Object.is(decode(encode(-0)), -0)).toBe(true);
  });

  test('a key called __proto__ stays a key', () => {
    const back = decode(encode(JSON.parse('{"__proto__": {"polluted": true}}'))) as object;
    expect(Object.keys(back)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
  });
});

describe('a packed frame', () => {
  const map = Uint8Array.from({ length: 100_000 }, (_, cell) => (cell % 400 < 90 ? 3 : cell > 60_000 ? 255 : 0));
  const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251);

  test.each([
    ['a label map', map],
    ['an empty map', new Uint8Array(5000)],
    ['a map of one class', new Uint8Array(5000).fill(7)],
    ['noise', noise],
    ['maps one behind the other', [map, noise, new Float32Array([0.5]), map.subarray(50)]],
  ])('brings back %s', (_name, value) => {
    expect(decode(encode({ value }, { pack: true }))).toEqual({ value });
  });

  test('holds a label map in a few bytes a run', () => {
    expect(encode(map, { pack: true }).length).toBeLessThan(3000);
  });

  test('holds an empty map in next to nothing', () => {
    expect(encode(new Uint8Array(1e6), { pack: true }).length).toBeLessThan(100);
  });

  test('costs noise nothing', () => {
    expect(encode(noise, { pack: true }).length).toBe(encode(noise).length);
  });

  test.each([
    ['is cut short', (frame: Uint8Array) => frame.slice(0, -3)],
    ['has a run past the end', (frame: Uint8Array) => frame.fill(127, -900, -600)],
  ])('that %s is refused', (_name, damage) => {
    expect(() => decode(damage(encode(map, { pack: true })))).toThrow(/frame/);
  });
});

describe('what the wire cannot carry is refused by name', () => {
  test.each([
    ['a date', new Date(0), 'Date'],
    ['a map', new Map(), 'Map'],
    ['a function', () => 0, 'function'],
    ['a bigint', 1n, 'bigint'],
  ])('%s', (_name, value, word) => {
    expect(() => encode({ value })).toThrow(word);
  });
});

describe('a damaged frame is refused', () => {
  test.each([
    ['no bytes', new Uint8Array(0)],
    ['a length beyond the end', new Uint8Array([0, 0, 1, 0, 65])],
    ['typed array bytes that are missing', encode(new Uint8Array(10)).slice(0, -3)],
  ])('%s', (_name, frame) => {
    expect(() => decode(frame)).toThrow(/frame/);
  });
});
