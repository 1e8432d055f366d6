/** One file of a folder is chosen: it is looked at alone. */
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { createDatasetService } from '../../electron/datasets/service.ts';
import { randomItems, testHeader, writeDataset } from '../helpers/dataset-faces.ts';

const written = (name: 'celebamask-hq' | 'coco') =>
  writeDataset(FORMATS[name], randomItems(71, { unit: FORMATS[name].unit, count: 1 }), testHeader(FORMATS[name]));

test('what lies beside a chosen file does not say what it is', async () => {
  const [folder, other] = [await written('celebamask-hq'), await written('coco')];
  const list = path.join(folder, 'instances_all.json');
  cpSync(path.join(other, 'annotations', 'instances_all.json'), list);
  const { recognise } = createDatasetService();
  expect(await recognise({ path: list })).toEqual(['coco']);
  expect(await recognise({ path: folder })).toEqual(['celebamask-hq', 'coco']);
});

test('a list of CelebAMask-HQ tells what it is by its name', async () => {
  const list = path.join(await written('coco'), 'CelebAMask-HQ-pose-anno.txt');
  writeFileSync(list, '1\nYaw Pitch Raw\n0.jpg 1 2 3\n');
  expect(await createDatasetService().recognise({ path: list })).toEqual(['celebamask-hq']);
});
