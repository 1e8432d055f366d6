/** Raw pixels and their colour profile as an uncompressed TIFF in memory: how libvips is told which profile they have. */
import type { Size } from '../shared/domain/geometry.ts';

const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;

/** @param picture RGBA, 8 bits a channel, alpha not multiplied in */
export function wrapInTiff({ width, height, data }: Size & { data: Buffer }, profile: Buffer): Buffer {
  // Tag, type, count, value or offset: https://www.adobe.io/open/standards/TIFF.html, section 2 and page 110.
  const entries = (at: { bits: number; profile: number; pixels: number }): [number, number, number, number][] => [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 4, at.bits],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, at.pixels],
    [277, SHORT, 1, 4],
    [278, LONG, 1, height],
    [279, LONG, 1, data.length],
    [338, SHORT, 1, 2],
    [34675, UNDEFINED, profile.length, at.profile],
  ];
  const bits = 8 + 2 + entries({ bits: 0, profile: 0, pixels: 0 }).length * 12 + 4;
  const at = { bits, profile: bits + 8, pixels: bits + 8 + profile.length };

  const head = Buffer.alloc(at.pixels);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  let to = head.writeUInt16LE(entries(at).length, 8);
  for (const [tag, type, count, value] of entries(at)) {
    to = head.writeUInt16LE(tag, to);
    to = head.writeUInt16LE(type, to);
    to = head.writeUInt32LE(count, to);
    to = head.writeUInt32LE(value, to);
  }
  for (let channel = 0; channel < 4; channel++) head.writeUInt16LE(8, at.bits + 2 * channel);
  profile.copy(head, at.profile);
  return Buffer.concat([head, data]);
}
