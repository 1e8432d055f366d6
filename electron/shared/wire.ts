/**
 * Values to one binary frame and back: [u32 length of the JSON, big-endian][JSON][raw bytes]. Typed arrays ride behind
 * the JSON. Carries what structured clone and this contract share: plain objects, arrays, strings, finite and
 * non-finite numbers, booleans, null, undefined, Uint8Array, Int32Array and Float32Array. Anything else throws.
 *
 * A packed frame carries long stretches of equal bytes as runs: a label map of a megabyte takes a few kilobytes.
 */
import { type CellRuns, diffCells, drawRuns } from './domain/cells.ts';

const ARRAYS = { u8: Uint8Array, i32: Int32Array, f32: Float32Array } as const;
type ArrayTag = keyof typeof ARRAYS;
type TypedArray = InstanceType<(typeof ARRAYS)[ArrayTag]>;

const tagOf = (value: object): ArrayTag | undefined =>
  (Object.keys(ARRAYS) as ArrayTag[]).find((tag) => value instanceof ARRAYS[tag]);

/** Shorter arrays ride as they are, and so do those whose runs are shorter than this on average. Bytes. */
const WORTH_PACKING = 1024;
const SHORTEST_RUN = 8;
/** A few bytes must not be able to ask for all memory. */
const MOST_UNPACKED = 2 ** 26;

const NO_RUNS: CellRuns = { runs: new Uint8Array(0), before: new Uint8Array(0), after: new Uint8Array(0) };

/** The runs of the bytes that are not 0, or null where they would save little. */
function packedRuns(bytes: Uint8Array): CellRuns | null {
  if (bytes.length < WORTH_PACKING || bytes.length > MOST_UNPACKED) return null;
  let most = bytes.length / SHORTEST_RUN;
  for (let at = 1; at < bytes.length; at++) if (bytes[at] !== bytes[at - 1] && --most < 0) return null;
  return diffCells(new Uint8Array(bytes.length), bytes) ?? NO_RUNS;
}

/** Tagged values are objects with the one key `$`; a plain object that has such a key is wrapped as `{ $: ['obj', …] }`. */
function toJson(value: unknown, blobs: Uint8Array[], pack: boolean): unknown {
  if (value === undefined) return { $: ['undefined'] };
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return { $: ['number', Object.is(value, -0) ? '-0' : String(value)] };
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return Array.from(value, (item) => toJson(item, blobs, pack));
  if (typeof value === 'object') {
    const tag = tagOf(value);
    if (tag) {
      const array = value as TypedArray;
      const packed = pack && array instanceof Uint8Array ? packedRuns(array) : null;
      if (packed) {
        blobs.push(packed.runs, packed.after);
        return { $: ['runs', [array.length, packed.runs.length, packed.after.length]] };
      }
      blobs.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      return { $: [tag, array.byteLength] };
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      const entries = Object.entries(value).map(([key, item]) => [key, toJson(item, blobs, pack)]);
      return '$' in value ? { $: ['obj', entries] } : Object.fromEntries(entries);
    }
  }
  throw new TypeError(`the wire carries no ${typeof value === 'object' ? value.constructor?.name : typeof value}`);
}

export function encode(value: unknown, { pack = false } = {}): Uint8Array<ArrayBuffer> {
  const blobs: Uint8Array[] = [];
  const json = new TextEncoder().encode(JSON.stringify(toJson(value, blobs, pack)));
  const frame = new Uint8Array(4 + json.length + blobs.reduce((sum, blob) => sum + blob.byteLength, 0));
  new DataView(frame.buffer).setUint32(0, json.length);
  frame.set(json, 4);
  let at = 4 + json.length;
  for (const blob of blobs) {
    frame.set(blob, at);
    at += blob.byteLength;
  }
  return frame;
}

/** @throws {TypeError} when the bytes are not a frame that `encode` makes. */
export function decode(frame: Uint8Array): unknown {
  if (frame.byteLength < 4) throw new TypeError('a frame has at least four bytes');
  const length = new DataView(frame.buffer, frame.byteOffset, 4).getUint32(0);
  let at = 4 + length;
  if (at > frame.byteLength) throw new TypeError('the frame is cut short');

  const takeBytes = (count: number): Uint8Array<ArrayBuffer> => {
    if (!(at + count <= frame.byteLength)) throw new TypeError('the frame is cut short');
    at += count;
    // A copy with a buffer of its own, which `slice` of node's Buffer would not make.
    return new Uint8Array(frame.subarray(at - count, at));
  };
  const untag = ([tag, detail]: [string, unknown]): unknown => {
    if (tag === 'undefined') return undefined;
    if (tag === 'number') return Number(detail);
    if (tag === 'obj')
      return Object.fromEntries((detail as [string, unknown][]).map(([key, item]) => [key, revive(item)]));
    if (tag === 'runs') return unpack(detail as [number, number, number]);
    const Type = ARRAYS[tag as ArrayTag];
    if (!Type) throw new TypeError('the frame is mistagged');
    return new Type(takeBytes(Number(detail)).buffer);
  };
  const unpack = ([length, runBytes, runs]: [number, number, number]): Uint8Array => {
    if (!(length <= MOST_UNPACKED)) throw new TypeError('the frame would unpack to too much');
    const packed = { runs: takeBytes(runBytes), before: new Uint8Array(runs), after: takeBytes(runs) };
    const bytes = new Uint8Array(length);
    if (!drawRuns(bytes, packed, true)) throw new TypeError('the runs of the frame reach past their array');
    return bytes;
  };
  const revive = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(revive);
    if (value === null || typeof value !== 'object') return value;
    if ('$' in value) return untag(value.$ as [string, unknown]);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]));
  };
  return revive(JSON.parse(new TextDecoder().decode(frame.subarray(4, 4 + length))));
}
