/** Photos that lie turned, out through the export as it runs and back, for every format of the table. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { beginExport, type PlannedItem } from '../../electron/datasets/export.ts';
import type { Format, ReadItem, WriteItem } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import type { PhotoFile } from '../../electron/datasets/pictures.ts';
import { type Pixels, readPhoto } from '../../electron/imaging/decode.ts';
import { type Content, FORMAT_NAMES, type FormatName } from '../../electron/shared/domain/dataset.ts';
import { expectFaces, isPassedOver, readOf } from '../helpers/compare-faces.ts';
import { datasetFolder, randomFace, randomOf, readDataset, testHeader } from '../helpers/dataset-faces.ts';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { corners, drawPicture, UPRIGHT } from '../helpers/photos.ts';
import { ORIENTATIONS, turnedFiles } from '../helpers/turned-photos.ts';

/** Formats that write no file without pictures: their labels stand in the pictures' names, or both lie in one file. */
const NOTHING_ALONE: readonly FormatName[] = ['utkface', 'agedb', 'morph', 'lfw', 'insightface', 'cofw'];

const folder = temporaryFolder();
let photos: PhotoFile[] = [];

beforeAll(async () => {
  photos = await turnedFiles(folder, drawPicture());
  return () => removeFolder(folder);
});

/** One face inside, and two more that the border cuts where a picture may show several. */
function planned(name: FormatName, of: readonly PhotoFile[]): PlannedItem[] {
  const random = randomOf(31);
  const { unit } = FORMATS[name];
  return of.map((photo, ordinal) => {
    const { width, height } = photo;
    const boxes = [
      { x: 20.5, y: 12, width: 40, height: 44.25 },
      { x: -9.5, y: 30, width: 28, height: 40.5 },
      { x: width - 22, y: -8, width: 30.25, height: 36 },
    ].slice(0, unit === 'photo' ? 3 : 1);
    const faces = boxes.map((box) =>
      randomFace(random, box, { width, height }, { origin: { kind: 'import', format: name } }),
    );
    return { name: path.basename(photo.path), ordinal, split: null, photo, faces, blur: [] };
  });
}

async function exported(name: FormatName, content: Content, of = photos) {
  const format: Format = FORMATS[name];
  const target = datasetFolder();
  const header = { ...testHeader(format), pictures: content !== 'labels' };
  const items = planned(name, of);
  const run = await beginExport({
    format: name,
    folder: target,
    id: 'turned',
    header,
    content,
    crop: { size: 96, margin: 0.5, aligned: false },
    isPrivate: false,
  });
  onTestFinished(() => run.close());
  expect(await run.add(items)).toEqual([]);
  await run.finish();
  const { items: read } = await readDataset(format, target, {}, photos);
  const written = items.map(({ photo: { width, height }, ...item }): WriteItem => {
    return { ...item, size: { width, height }, photo: null, bytes: null };
  });
  const found = written.map((item) => (isPassedOver(name, item) ? null : readOf(name, item, read, target, header)));
  return { format, written, read, found };
}

const bytesOf = ({ file, bytes }: ReadItem): Buffer => (bytes ? Buffer.from(bytes) : readFileSync(file!));

/** As software sees a file that knows nothing of orientations. */
async function rasterOf(bytes: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { autoOrient: false })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) };
}

test('the photos lie as EXIF says: another decoder sets all eight upright', async () => {
  for (const [at, photo] of photos.entries()) {
    expect((await sharp(photo.path).metadata()).orientation ?? 1).toBe(ORIENTATIONS[at]);
    const { data, info } = await sharp(photo.path).autoOrient().raw().toBuffer({ resolveWithObject: true });
    expect(corners({ width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) })).toEqual(
      UPRIGHT,
    );
  }
});

describe.each(FORMAT_NAMES)('%s', (name) => {
  test('from photos in all eight orientations: pictures stand, and every label is where it was', async () => {
    const { format, written, found } = await exported(name, 'photos');
    for (const [at, item] of written.entries()) {
      const picture = found[at];
      if (picture === null) continue;
      expect(picture, item.name).toBeDefined();
      expectFaces(name, item, picture!.faces);
      const bytes = bytesOf(picture!);
      if (format.keepsTurns) {
        expect(bytes.equals(readFileSync(photos[at]!.path)), item.name).toBe(true);
        expect(corners(await readPhoto(picture!.file!)), item.name).toEqual(UPRIGHT);
      } else {
        expect((await sharp(bytes).metadata()).orientation ?? 1, item.name).toBe(1);
        const raster = await rasterOf(bytes);
        expect([raster.width, raster.height], item.name).toEqual([item.size.width, item.size.height]);
        expect(corners(raster), item.name).toEqual(UPRIGHT);
      }
    }
  });

  test('labels alone speak of the photos as they stand', async () => {
    const { written, read } = await exported(name, 'labels', [photos[0]!, photos[2]!, photos[5]!]);
    if (NOTHING_ALONE.includes(name)) {
      expect(read).toEqual([]);
      return;
    }
    // Formats that count their pictures have them in order.
    for (const [at, item] of written.filter((other) => !isPassedOver(name, other)).entries())
      expectFaces(name, item, read[at]!.faces);
    expect(read).toHaveLength(written.filter((other) => !isPassedOver(name, other)).length);
  });
});
