/**
 * Values to one binary frame and back: [u32 length of the JSON, big-endian][JSON][raw bytes]. Typed arrays ride behind
 * the JSON. Carries what structured clone and this contract share: plain objects, arrays, strings, finite and
 * non-finite numbers, booleans, null, undefined, Uint8Array, Int32Array and Float32Array. Anything else throws.
 */
const ARRAYS = { u8: Uint8Array, i32: Int32Array, f32: Float32Array } as const;
type ArrayTag = keyof typeof ARRAYS;
type TypedArray = InstanceType<(typeof ARRAYS)[ArrayTag]>;

const tagOf = (value: object): ArrayTag | undefined =>
  (Object.keys(ARRAYS) as ArrayTag[]).find((tag) => value instanceof ARRAYS[tag]);

/** Tagged values are objects with the one key `$`; a plain object that has such a key is wrapped as `{ $: ['obj', …] }`. */
function toJson(value: unknown, blobs: Uint8Array[]): unknown {
  if (value === undefined) return { $: ['undefined'] };
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return { $: ['number', Object.is(value, -0) ? '-0' : String(value)] };
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return Array.from(value, (item) => toJson(item, blobs));
  if (typeof value === 'object') {
    const tag = tagOf(value);
    if (tag) {
      const array = value as TypedArray;
      blobs.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      return { $: [tag, array.byteLength] };
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      const entries = Object.entries(value).map(([key, item]) => [key, toJson(item, blobs)]);
      return '$' in value ? { $: ['obj', entries] } : Object.fromEntries(entries);
    }
  }
  throw new TypeError(`the wire carries no ${typeof value === 'object' ? value.constructor?.name : typeof value}`);
}

export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const blobs: Uint8Array[] = [];
  const json = new TextEncoder().encode(JSON.stringify(toJson(value, blobs)));
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

  const untag = ([tag, detail]: [string, unknown]): unknown => {
    if (tag === 'undefined') return undefined;
    if (tag === 'number') return Number(detail);
    if (tag === 'obj')
      return Object.fromEntries((detail as [string, unknown][]).map(([key, item]) => [key, revive(item)]));
    const Type = ARRAYS[tag as ArrayTag];
    if (!Type || at + Number(detail) > frame.byteLength) throw new TypeError('the frame is cut short or mistagged');
    // A copy with a buffer of its own, which `slice` of node's Buffer would not make.
    const bytes = new Uint8Array(frame.subarray(at, at + Number(detail)));
    at += Number(detail);
    return new Type(bytes.buffer);
  };
  const revive = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(revive);
    if (value === null || typeof value !== 'object') return value;
    if ('$' in value) return untag(value.$ as [string, unknown]);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]));
  };
  return revive(JSON.parse(new TextDecoder().decode(frame.subarray(4, 4 + length))));
}
