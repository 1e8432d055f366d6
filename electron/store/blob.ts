/** Values as blobs: a wire frame, deflated where that saves space. The first byte says which. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { decode, encode } from '../shared/wire.ts';

const PLAIN = 0;
const DEFLATED = 1;
/** Shorter frames are stored as they are: there is nothing to save, and most values are short. */
const WORTH_DEFLATING = 512;
/** Label maps shrink to a hundredth: inflated into one piece of memory they take a quarter of the time. */
const roomFor = ({ length }: Uint8Array): number => Math.min(1 << 20, Math.max(1 << 14, 128 * length));

export function toBlob(value: unknown): Uint8Array {
  const frame = encode(value);
  if (frame.length < WORTH_DEFLATING) return tagged(PLAIN, frame);
  const deflated = deflateRawSync(frame);
  return deflated.length < frame.length * 0.9 ? tagged(DEFLATED, deflated) : tagged(PLAIN, frame);
}

/** @throws when the bytes are not what `toBlob` makes. */
export function fromBlob(blob: Uint8Array): unknown {
  const body = new Uint8Array(blob.buffer, blob.byteOffset + 1, blob.byteLength - 1);
  if (blob[0] !== DEFLATED) return decode(body);
  const room = roomFor(body);
  const frame = inflateRawSync(body, { chunkSize: room });
  const value = decode(frame);
  // Nothing of the value lies in the frame. Memory of this size that waits to be collected has V8 collect all the time.
  if (frame.buffer.byteLength === room) frame.buffer.transfer(0);
  return value;
}

function tagged(tag: number, body: Uint8Array): Uint8Array {
  const blob = new Uint8Array(1 + body.length);
  blob[0] = tag;
  blob.set(body, 1);
  return blob;
}
