/**
 * BMP, which libvips does not read: 1, 4, 8, 16, 24 and 32 bits a pixel, with a palette, plain or by colour masks,
 * bottom-up or top-down. Its fourth channel is rarely meant as alpha and is left out: a BMP is opaque.
 */
import type { Size } from '../shared/domain/geometry.ts';

/** Compressed BMPs are named, not decoded: no camera or dataset writes them. */
export class UnsupportedBmp extends Error {}

interface BmpHeader extends Size {
  bits: number;
  topDown: boolean;
  /** Where the first stored row begins, and how many bytes a row takes. */
  offset: number;
  stride: number;
  masks: readonly [red: number, green: number, blue: number];
  palette: { offset: number; entryBytes: number; entries: number };
}

/** BITMAPCOREHEADER, the one header with 16-bit sizes and three-byte palette entries. */
const CORE = 12;
const PLAIN = 0;
const BITFIELDS = 3;
const ALPHA_BITFIELDS = 6;
const COMPRESSIONS: Record<number, string> = { 1: 'RLE', 2: 'RLE', 4: 'JPEG', 5: 'PNG' };

const DEFAULT_MASKS: Record<number, BmpHeader['masks']> = {
  16: [0x7c00, 0x03e0, 0x001f],
  32: [0xff0000, 0x00ff00, 0x0000ff],
};

/** @param head at least the first 70 bytes of the file. @throws {RangeError} when the bytes end inside the header */
export function readBmpHeader(head: Buffer): BmpHeader {
  const headerBytes = head.readUInt32LE(14);
  const core = headerBytes === CORE;
  const width = core ? head.readUInt16LE(18) : head.readInt32LE(18);
  const signedHeight = core ? head.readUInt16LE(20) : head.readInt32LE(22);
  const bits = head.readUInt16LE(core ? 24 : 28);
  const compression = core ? PLAIN : head.readUInt32LE(30);
  const masked = compression === BITFIELDS || compression === ALPHA_BITFIELDS;
  if (compression !== PLAIN && !masked)
    throw new UnsupportedBmp(`BMP with ${COMPRESSIONS[compression] ?? `number ${compression}`} compression`);
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw new UnsupportedBmp(`BMP with ${bits} bits a pixel`);
  if (width <= 0 || signedHeight === 0) throw new Error('the BMP has no width or no height');
  const masks = masked
    ? ([head.readUInt32LE(54), head.readUInt32LE(58), head.readUInt32LE(62)] as const)
    : (DEFAULT_MASKS[bits] ?? [0, 0, 0]);
  // Masks lie behind a header of 40 bytes, and inside any longer one.
  const maskBytes = masked && headerBytes === 40 ? (compression === BITFIELDS ? 12 : 16) : 0;
  return {
    width,
    height: Math.abs(signedHeight),
    bits,
    topDown: signedHeight < 0,
    offset: head.readUInt32LE(10),
    stride: Math.ceil((width * bits) / 32) * 4,
    masks,
    palette: {
      offset: 14 + headerBytes + maskBytes,
      entryBytes: core ? 3 : 4,
      entries: bits > 8 ? 0 : Math.min(2 ** bits, (core ? 0 : head.readUInt32LE(46)) || 2 ** bits),
    },
  };
}

/** What turns a masked value of up to 32 bits into 0..255. */
function channelOf(mask: number): (value: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = (mask >>> shift) >>> 0;
  return (value) => Math.round(((((value & mask) >>> shift) >>> 0) * 255) / most);
}

/** Upright RGB, three bytes a pixel. @throws {RangeError} when the bytes end too early */
export function decodeBmp(file: Buffer): Buffer {
  const header = readBmpHeader(file);
  const { width, height, bits, stride, palette } = header;
  const lastByte = Math.ceil((width * bits) / 8);
  if (header.offset + stride * (height - 1) + lastByte > file.length) throw new RangeError('the BMP is cut short');

  const rgb = Buffer.allocUnsafe(width * height * 3);
  const red = channelOf(header.masks[0]);
  const green = channelOf(header.masks[1]);
  const blue = channelOf(header.masks[2]);
  const plain = bits >= 24 && header.masks.every((mask, at) => bits === 24 || mask === DEFAULT_MASKS[32]![at]);
  let to = 0;
  for (let row = 0; row < height; row++) {
    const start = header.offset + (header.topDown ? row : height - 1 - row) * stride;
    for (let x = 0; x < width; x++, to += 3) {
      if (plain) {
        const from = start + x * (bits >> 3);
        rgb[to] = file[from + 2]!;
        rgb[to + 1] = file[from + 1]!;
        rgb[to + 2] = file[from]!;
      } else if (bits <= 8) {
        const byte = file[start + ((x * bits) >> 3)]!;
        const index = (byte >> (8 - bits - ((x * bits) & 7))) & (2 ** bits - 1);
        const from = palette.offset + Math.min(index, palette.entries - 1) * palette.entryBytes;
        rgb[to] = file[from + 2]!;
        rgb[to + 1] = file[from + 1]!;
        rgb[to + 2] = file[from]!;
      } else {
        const value = bits === 16 ? file.readUInt16LE(start + x * 2) : file.readUInt32LE(start + x * 4);
        rgb[to] = red(value);
        rgb[to + 1] = green(value);
        rgb[to + 2] = blue(value);
      }
    }
  }
  return rgb;
}
