/**
 * Holds the pages of a Parquet file against each other and against its end, before the library reads them: it goes by the
 * counts that stand there, and one wrong bit in a count keeps it busy for minutes or fills the memory. Layout of pages,
 * levels and runs: apache/parquet-format, README.md and Encodings.md.
 */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { AsyncBuffer, Compressors, FileMetaData, PageHeader } from 'hyparquet';
import { parquetSchema, snappyUncompress } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';

type Meta = NonNullable<FileMetaData['row_groups'][number]['columns'][number]['meta_data']>;

/** A column's part in a group of rows. */
interface Chunk {
  name: string;
  meta: Meta;
  /** The highest levels of repetition and of definition that its place in the schema allows. */
  levels: { repetition: number; definition: number };
  start: number;
  end: number;
}

const limited = { GZIP: gunzipSync, ZSTD: zstdDecompressSync, BROTLI: brotliDecompressSync } as const;

/** What the library does not bring along. No more is unpacked than a page says that it holds. */
export const COMPRESSORS: Compressors = Object.fromEntries(
  Object.entries(limited).map(([codec, unpack]) => [
    codec,
    (bytes: Uint8Array, length: number) => new Uint8Array(unpack(bytes, { maxOutputLength: Math.max(1, length) })),
  ]),
);

/** The way in which some of a file's columns are packed that nothing here unpacks; null where all can be read. */
export function unknownCodec({ row_groups }: FileMetaData): string | null {
  const codecs = row_groups.flatMap(({ columns }) => columns.flatMap(({ meta_data }) => meta_data?.codec ?? []));
  return codecs.find((codec) => codec !== 'UNCOMPRESSED' && codec !== 'SNAPPY' && !(codec in limited)) ?? null;
}

/**
 * The same file, whose columns are looked at when they are read first.
 * @throws {Error} a sentence without its file, where columns do not lie in the file
 */
export function checkedBuffer(file: AsyncBuffer, metadata: FileMetaData): AsyncBuffer {
  const chunks = chunksOf(metadata, file.byteLength);
  return {
    byteLength: file.byteLength,
    async slice(start, end = file.byteLength) {
      const bytes = await file.slice(start, end);
      for (const chunk of chunks)
        if (start <= chunk.start && chunk.end <= end) {
          checkPages(new Uint8Array(bytes, chunk.start - start, chunk.end - chunk.start), chunk);
          chunks.delete(chunk);
        }
      return bytes;
    },
  };
}

function chunksOf(metadata: FileMetaData, length: number): Set<Chunk> {
  const schema = parquetSchema(metadata);
  const chunks = new Set<Chunk>();
  for (const { columns } of metadata.row_groups)
    for (const { meta_data: meta } of columns) {
      if (!meta) throw new Error('a column has no description');
      const name = meta.path_in_schema.join('.');
      const place = getTreePath(schema, meta.path_in_schema);
      const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
      const end = start + Number(meta.total_compressed_size);
      if (!(start >= 0 && start <= end && end <= length))
        throw new Error(`the column ${name} is to lie from byte ${start} to ${end}, and the file has ${length}`);
      const levels = { repetition: getMaxRepetitionLevel(place), definition: getMaxDefinitionLevel(place) };
      chunks.add({ name, meta, levels, start, end });
    }
  return chunks;
}

function checkPages(bytes: Uint8Array<ArrayBuffer>, chunk: Chunk): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let values = 0;
  while (reader.offset < bytes.length) {
    const at = chunk.start + reader.offset;
    const isWrong = (what: string): never => {
      throw new Error(`the page of the column ${chunk.name} at byte ${at} ${what}`);
    };
    const header = parquetHeader(reader);
    const [size, unpacked] = [header.compressed_page_size, header.uncompressed_page_size];
    if (!(size >= 0 && reader.offset + size <= bytes.length))
      isWrong(`is to have ${size} bytes, and its column ends after ${bytes.length - reader.offset}`);
    const page = bytes.subarray(reader.offset, reader.offset + size);
    reader.offset += size;
    const count = countOf(header);
    if (!(count >= 0 && count <= Math.max(Number(chunk.meta.num_values), 8 * unpacked)))
      isWrong(`is to have ${count} values, and its column ${chunk.meta.num_values}`);
    if (header.type !== 'DICTIONARY_PAGE') values += count;
    const problem = problemOf(header, page, chunk);
    if (problem) isWrong(problem);
  }
  if (BigInt(values) !== BigInt(chunk.meta.num_values))
    throw new Error(
      `the column ${chunk.name} is to have ${chunk.meta.num_values} values, and its pages have ${values}`,
    );
}

const countOf = ({ data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number =>
  (data_page_header ?? data_page_header_v2 ?? dictionary_page_header)?.num_values ?? Number.NaN;

/** What is wrong with a page of values; null where nothing is. */
function problemOf(header: PageHeader, page: Uint8Array, { meta, levels }: Chunk): string | null {
  const { data_page_header: first, data_page_header_v2: second, uncompressed_page_size: size } = header;
  if (header.type === 'DATA_PAGE_V2' && second) {
    const [repetition, definition] = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
    const begin = repetition + definition;
    if (!(repetition >= 0 && definition >= 0 && begin <= page.length && begin <= size))
      return 'has levels beyond its end';
    const unpacked = unpack(page.subarray(begin), size - begin, second.is_compressed === false ? null : meta.codec);
    if (typeof unpacked === 'string') return unpacked;
    const count = second.num_values;
    if (!(second.num_nulls >= 0 && second.num_nulls <= count))
      return `has ${second.num_nulls} empty values of ${count}`;
    return (
      problemOfRuns(page.subarray(0, repetition), levels.repetition, count, true) ??
      problemOfRuns(page.subarray(repetition, begin), levels.definition, count, true) ??
      problemOfIndices(unpacked, second.encoding, count - second.num_nulls)
    );
  }
  const unpacked = unpack(page, size, meta.codec);
  if (typeof unpacked === 'string') return unpacked;
  if (header.type !== 'DATA_PAGE' || !first) return null;
  let rest = unpacked;
  for (const highest of [levels.repetition, levels.definition]) {
    if (highest === 0) continue;
    if (rest.length < 4) return 'has no levels';
    const length = new DataView(rest.buffer, rest.byteOffset).getUint32(0, true);
    if (4 + length > rest.length) return 'has levels beyond its end';
    const problem = problemOfRuns(rest.subarray(4, 4 + length), highest, first.num_values, true);
    if (problem) return problem;
    rest = rest.subarray(4 + length);
  }
  return problemOfIndices(rest, first.encoding, first.num_values);
}

/** A page's own bytes, or what is wrong with it. */
function unpack(bytes: Uint8Array, size: number, codec: Meta['codec'] | null): Uint8Array | string {
  if (!(size >= 0)) return `is to have ${size} bytes unpacked`;
  if (codec === null || codec === 'UNCOMPRESSED')
    return bytes.length === size ? bytes : `has ${bytes.length} bytes instead of ${size}`;
  if (codec !== 'SNAPPY') {
    const unpacked = COMPRESSORS[codec]!(bytes, size);
    return unpacked.length === size ? unpacked : `unpacks to ${unpacked.length} bytes instead of ${size}`;
  }
  const said = varint(bytes, 0).value;
  if (Number.isNaN(said)) return 'does not say how many bytes it unpacks to';
  if (said !== size) return `is to unpack to ${size} bytes, and its content says ${said}`;
  const unpacked = new Uint8Array(size);
  snappyUncompress(bytes, unpacked);
  return unpacked;
}

/** Values that stand in a dictionary are runs of places in it, behind the byte that says how many bits a place has. */
function problemOfIndices(bytes: Uint8Array, encoding: string, most: number): string | null {
  if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY') return null;
  const bits = bytes[0] ?? 0;
  if (bits > 32) return `has places of ${bits} bits`;
  return problemOfRuns(bytes.subarray(1), 2 ** bits - 1, most, false);
}

/**
 * Runs of the hybrid encoding: of one value, or of groups of eight.
 * @param highest value: says how many bits one has; without any there are no runs
 * @param isWhole whether there have to be as many values as `most`
 */
function problemOfRuns(bytes: Uint8Array, highest: number, most: number, isWhole: boolean): string | null {
  if (highest === 0) return null;
  const bits = Math.ceil(Math.log2(highest + 1));
  let seen = 0;
  for (let at = 0; at < bytes.length && seen < most; ) {
    const { value: head, end } = varint(bytes, at);
    const isPacked = head % 2 === 1;
    const count = Math.floor(head / 2) * (isPacked ? 8 : 1);
    if (Number.isNaN(head)) return 'has a run without a length';
    if (count > most - seen + (isPacked ? 7 : 0)) return `has a run of ${count} values where ${most - seen} are left`;
    seen += count;
    at = end + (isPacked ? (count / 8) * bits : Math.ceil(bits / 8));
  }
  return isWhole && seen < most ? `has levels for ${seen} values of ${most}` : null;
}

/** A whole number in groups of seven bits, the lowest first; no number at all where it has more than 32 bits. */
function varint(bytes: Uint8Array, from: number): { value: number; end: number } {
  let value = 0;
  for (let at = from; at < bytes.length; at++) {
    value += (bytes[at]! & 0x7f) * 2 ** (7 * (at - from));
    if (bytes[at]! < 0x80) return { value: value < 2 ** 32 ? value : Number.NaN, end: at + 1 };
  }
  return { value: Number.NaN, end: bytes.length };
}
