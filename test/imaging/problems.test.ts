import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPhoto } from '../../electron/imaging/decode.ts';
import { fileProblem } from '../../electron/imaging/problems.ts';
import { ProblemError } from '../../electron/shared/errors.ts';
import { bmpFile, bmpRows, drawn, drawPicture, fileOf, photoFixtures, tempFolder } from '../helpers/photos.ts';

/** The problem that reading a file ends with. It must name the file. */
async function problemOf(file: string): Promise<{ code: string; message: string }> {
  const error = await readPhoto(file).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error(`not a problem: ${error}`);
  expect(error.message).toContain(`«${file}»`);
  return { code: error.code, message: error.message };
}

const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length >> 1);
const bmp = () => bmpFile({ width: 96, height: 64, bits: 24, rows: bmpRows(drawPicture()) });
/** Grain, so that every format has data to lose. */
const grain = () => drawn().resize(400, 300).sharpen({ sigma: 3 });

describe('a photo that ends too early is refused', () => {
  test.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['JPEG', async () => half(await grain().jpeg().toBuffer())],
    ['progressive JPEG', async () => half(await grain().jpeg({ progressive: true }).toBuffer())],
    ['JPEG without its last bytes', async () => (await grain().jpeg().toBuffer()).subarray(0, -20)],
    ['PNG', async () => half(await grain().png().toBuffer())],
    ['AVIF', async () => half(await grain().avif().toBuffer())],
    ['GIF', async () => half(await grain().gif().toBuffer())],
    ['BMP', () => half(bmp())],
    ['HEIC', () => half(readFileSync(path.join(photoFixtures, 'upright.heic')))],
  ])('%s', async (_name, make) => {
    expect(await problemOf(fileOf(await make()))).toEqual({
      code: 'unreadable',
      message: expect.stringContaining('ends too early'),
    });
  });

  test.each<['webp' | 'tiff']>([['webp'], ['tiff']])('%s, at least as damaged', async (format) => {
    const file = fileOf(half(await grain()[format]().toBuffer()));
    expect(await problemOf(file)).toMatchObject({ code: 'unreadable' });
  });
});

test('a damaged photo says what the decoder said', async () => {
  const bytes = await grain().png().toBuffer();
  bytes.fill(0x55, 60, 400);
  expect(await problemOf(fileOf(bytes))).toEqual({
    code: 'unreadable',
    message: expect.stringContaining('is damaged'),
  });
});

test('an empty file', async () => {
  expect(await problemOf(fileOf(new Uint8Array()))).toEqual({
    code: 'unreadable',
    message: expect.stringContaining('is empty'),
  });
});

test.each<[string, Uint8Array]>([
  ['text', Buffer.from('BM is how this letter begins, and it is no picture.')],
  ['one byte', Buffer.from([0xff])],
  ['a video', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1')],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
])('%s is not a photo, whatever its name', async (_name, bytes) => {
  expect(await problemOf(fileOf(bytes, 'photo.jpg'))).toEqual({
    code: 'unsupported',
    message: expect.stringContaining('is not a photo of a known kind (JPEG, PNG'),
  });
});

/** The header of a PNG that claims a size, with one row behind it. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(9))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test.each<[string, Buffer]>([
  ['PNG', pngOf(25_001, 10_000)],
  ['BMP', bmpFile({ width: 25_001, height: 10_000, bits: 24, rows: Buffer.alloc(100) })],
])('a %s of more than 250 megapixels is refused by its header', async (_name, bytes) => {
  expect(await problemOf(fileOf(bytes))).toEqual({
    code: 'unsupported',
    message: expect.stringContaining('25001 × 10000 pixels, more than 250 megapixels'),
  });
});

test('a compressed BMP is refused by name', async () => {
  const file = fileOf(bmpFile({ width: 8, height: 8, bits: 8, compression: 1, rows: Buffer.alloc(64) }));
  expect(await problemOf(file)).toEqual({
    code: 'unsupported',
    message: expect.stringContaining('BMP with RLE compression'),
  });
});

test('a file that is gone', async () => {
  expect(await problemOf(path.join(tempFolder(), 'gone.jpg'))).toEqual({
    code: 'not-found',
    message: expect.stringContaining('is not there any more'),
  });
});

test('a folder in place of a file', async () => {
  expect(await problemOf(tempFolder())).toEqual({ code: 'bad-input', message: expect.stringContaining('is a folder') });
});

test('a file that may not be read', () => {
  const refusal = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  expect(fileProblem(refusal, '/photos/a.jpg')).toMatchObject({
    code: 'storage',
    message: expect.stringContaining('«/photos/a.jpg» may not be read. Allow'),
  });
});
