/**
 * Features that are computed once and read in every epoch: one file of slots of equal length, each with a sum that tells
 * whether it is whole. What was written before a kill is used again.
 */
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

const SUM_BYTES = 4;

export interface FeatureStore {
  /** The bytes of a slot, or null where it was never filled or not to its end. */
  read(slot: number): Uint8Array<ArrayBuffer> | null;
  write(slot: number, bytes: Uint8Array): void;
  close(): void;
}

/** Bytes on the disk of so many slots. */
export const featureBytes = (slots: number, length: number): number => slots * (SUM_BYTES + length);

/** @param length bytes of a slot */
export function openFeatureStore(file: string, slots: number, length: number): FeatureStore {
  const descriptor = openSync(file, 'a+');
  closeSync(descriptor);
  const open = openSync(file, 'r+');
  ftruncateSync(open, featureBytes(slots, length));
  const sum = new Uint8Array(SUM_BYTES);
  // An empty slot is all zeros; so that it is never taken for whole, sums are never zero.
  const sumOf = (bytes: Uint8Array): number => crc32(bytes) || 1;
  const numberOf = (bytes: Uint8Array): number => new DataView(bytes.buffer).getUint32(0, true);
  return {
    read(slot) {
      const at = slot * (SUM_BYTES + length);
      readSync(open, sum, 0, SUM_BYTES, at);
      const expected = numberOf(sum);
      if (expected === 0) return null;
      const bytes = new Uint8Array(length);
      readSync(open, bytes, 0, length, at + SUM_BYTES);
      return sumOf(bytes) === expected ? bytes : null;
    },
    write(slot, bytes) {
      if (bytes.length !== length) throw new Error(`a slot holds ${length} bytes, not ${bytes.length}`);
      const at = slot * (SUM_BYTES + length);
      writeAll(open, bytes, at + SUM_BYTES);
      new DataView(sum.buffer).setUint32(0, sumOf(bytes), true);
      writeAll(open, sum, at);
    },
    close: () => closeSync(open),
  };
}

function writeAll(descriptor: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
}
