import { describe, expect, test } from 'vitest';
import type { DatasetFace, Format } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { openSource } from '../../electron/datasets/source.ts';
import { ASPECTS, FORMAT_NAMES } from '../../electron/shared/domain/dataset.ts';
import { expectFaces, facesWithPlace, hasCheckOfPart, isPassedOver, readOf } from '../helpers/compare-faces.ts';
import { randomItems, randomOf, readDataset, testHeader, writeDataset } from '../helpers/dataset-faces.ts';

describe.each(FORMAT_NAMES)('%s', (name) => {
  const format: Format = FORMATS[name];

  test('says of every aspect how much of it there is, and tells no tolerance it does not mean', () => {
    for (const aspect of ASPECTS) {
      const { level, returns, tolerance } = format.carries[aspect];
      if (level === 'none') expect([returns, tolerance], aspect).toEqual([false, 0]);
      if (level === 'whole') expect(returns, aspect).toBe(true);
      if (level === 'part' && returns)
        expect(hasCheckOfPart(name, aspect), `a check of the part of ${aspect}`).toBe(true);
    }
  });

  test.each(['celebamask-19', 'facexformer-11'] as const)(
    'faces come back within the stated precision (%s)',
    async (profile) => {
      if (profile === 'facexformer-11' && format.carries.parsing.level === 'none') return;
      const items = randomItems(11, { unit: format.unit, profile, origin: { kind: 'import', format: name } });
      const folder = await writeDataset(format, items, testHeader(format));
      const { items: read, rejected } = await readDataset(format, folder);
      // What a reader tells of, it must have been right to leave out.
      expect(rejected.filter(({ reason }) => !/not labelled; all are left out|is left out/.test(reason))).toEqual([]);
      for (const item of items) {
        if (isPassedOver(name, item)) continue;
        const found = readOf(name, item, read, folder, testHeader(format));
        expect(found, item.name).toBeDefined();
        expectFaces(name, item, found!.faces);
      }
    },
  );

  test('what nobody has said of a face is not said by its file either', async () => {
    const random = randomOf(14);
    const items = randomItems(14, { unit: format.unit, origin: { kind: 'import', format: name } }).map((item) => ({
      ...item,
      faces: item.faces.map((face) => ({ ...face, annotations: face.annotations.filter(() => random() < 0.5) })),
    }));
    const folder = await writeDataset(format, items, testHeader(format));
    const { items: read } = await readDataset(format, folder);
    let ordinal = 0;
    const isHeld = ({ annotations }: DatasetFace) => annotations.some(({ task }) => format.carries[task].returns);
    for (const written of items) {
      const faces = facesWithPlace(name, written);
      if (written.faces.length > 0 && faces.length === 0) continue;
      const item = { ...written, faces, ordinal: format.pictures === 'inside' ? ordinal++ : written.ordinal };
      if (isPassedOver(name, item)) continue;
      const found = readOf(name, item, read, folder, testHeader(format));
      // Formats without boxes have nothing to write of a face without values.
      if (found === undefined && !item.faces.some(isHeld)) continue;
      expect(found, item.name).toBeDefined();
      expectFaces(name, item, found!.faces);
    }
  });

  test('is recognised by its files', async () => {
    const items = randomItems(12, { unit: format.unit, origin: { kind: 'import', format: name } });
    const source = await openSource(await writeDataset(format, items, testHeader(format)));
    expect(await format.recognise(source)).toBe(true);
  });

  test('the same faces give the same bytes', async () => {
    const items = randomItems(13, { unit: format.unit, count: 3 });
    const [a, b] = [
      await writeDataset(format, items, testHeader(format)),
      await writeDataset(format, items, testHeader(format)),
    ];
    const [first, second] = [await openSource(a), await openSource(b)];
    expect(await second.files()).toEqual(await first.files());
    for (const file of await first.files())
      expect((await first.bytes(file)).equals(await second.bytes(file)), file).toBe(true);
  });
});
