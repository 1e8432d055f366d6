/** The directory of a zip archive whose entries are stored as they are, as PyTorch writes them. */
import { type ByteSource, readExactly, textOf, viewOf, WeightsError } from './source.ts';

export interface ZipEntry {
  /** Where its bytes begin, and how many they are. */
  readonly offset: number;
  readonly size: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** In a 32-bit field: the number is in an extra field of 64 bits. */
const ELSEWHERE = 0xffffffff;
const LONGEST_COMMENT = 65535;

const damaged = (what: string): WeightsError =>
  new WeightsError(
    'unreadable',
    `The checkpoint's archive is damaged: ${what}. It may be cut off: fetch or copy it again.`,
  );

export function zipEntries(source: ByteSource): ReadonlyMap<string, ZipEntry> {
  const { count, offset, size } = directory(source);
  const bytes = readExactly(source, offset, size, "the archive's directory");
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged('its directory is incomplete');
    const method = view.getUint16(at + 10, true);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const extraFrom = at + 46 + nameLength!;
    const next = extraFrom + extraLength! + commentLength!;
    if (next > bytes.length) throw damaged('its directory is incomplete');
    const name = textOf(bytes.subarray(at + 46, extraFrom));
    if (method !== 0)
      throw new WeightsError(
        'unsupported',
        `Entry ${name} of the checkpoint is compressed. Save it again with PyTorch.`,
      );
    const wide = wideFields(view, extraFrom, extraFrom + extraLength!);
    // Only those that did not fit stand among the wide fields, in this order.
    const field = (place: number): number => {
      const narrow = view.getUint32(at + place, true);
      return narrow === ELSEWHERE ? (wide.shift() ?? narrow) : narrow;
    };
    const entrySize = field(24);
    field(20);
    entries.set(name, { offset: contentOffset(source, field(42), name), size: entrySize });
    const { offset: from, size: length } = entries.get(name)!;
    if (from + length > source.size) throw damaged(`entry ${name} ends behind the file`);
    at = next;
  }
  return entries;
}

/** Behind the entry's own header, which repeats the name and may pad it. */
function contentOffset(source: ByteSource, header: number, name: string): number {
  const view = viewOf(readExactly(source, header, 30, `entry ${name}`));
  if (view.getUint32(0, true) !== LOCAL) throw damaged(`entry ${name} is not where the directory says`);
  return header + 30 + view.getUint16(26, true) + view.getUint16(28, true);
}

function wideFields(view: DataView, from: number, to: number): number[] {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const end = Math.min(at + 4 + view.getUint16(at + 2, true), to);
    const values: number[] = [];
    for (let field = at + 4; field + 8 <= end; field += 8) values.push(Number(view.getBigUint64(field, true)));
    return values;
  }
  return [];
}

/** The record at the end says where the directory is; a comment may follow it. */
function directory(source: ByteSource): { count: number; offset: number; size: number } {
  const length = Math.min(source.size, 22 + LONGEST_COMMENT);
  const from = source.size - length;
  const tail = viewOf(source.read(from, length));
  for (let at = length - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    if (at >= 20 && tail.getUint32(at - 20, true) === LOCATOR_64) {
      const record = Number(tail.getBigUint64(at - 12, true));
      const wide = viewOf(readExactly(source, record, 56, "the archive's directory"));
      if (wide.getUint32(0, true) !== END_64) throw damaged('its directory is not where it should be');
      const [count, size, offset] = [32, 40, 48].map((field) => Number(wide.getBigUint64(field, true)));
      return { count: count!, size: size!, offset: offset! };
    }
    return {
      count: tail.getUint16(at + 10, true),
      size: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
  }
  throw damaged('its directory is missing');
}
