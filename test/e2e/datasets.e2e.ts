/** The page of datasets in the built desktop app: a foreign dataset in, a look at an import, the import, its undo, an export. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { type Desktop, root, startDesktop, until } from '../helpers/hosts.ts';

const folder = temporaryFolder();
const dataset = path.join(folder, 'their faces');
const out = path.join(folder, 'out');
let desktop: Desktop;
let page: Page;

/** What COCO says of two photos: two faces with words and points, and a dog. */
function cocoFile(age: number): string {
  const face = (id: number, image: number) => ({
    id,
    image_id: image,
    category_id: 1,
    bbox: [100, 80, 200, 240],
    attributes: { age, gender: 'female' },
    keypoints: Array.from({ length: 68 }, (_, at) => [110 + 2 * at, 100 + at, 2]).flat(),
  });
  return JSON.stringify({
    images: ['a.jpg', 'b.jpg'].map((file_name, at) => ({ id: at + 1, file_name, width: 640, height: 480 })),
    categories: [
      { id: 1, name: 'face' },
      { id: 2, name: 'dog' },
    ],
    annotations: [face(1, 1), face(2, 2), { id: 3, image_id: 2, category_id: 2, bbox: [1, 2, 3, 4] }],
  });
}

beforeAll(async () => {
  mkdirSync(dataset);
  for (const [name, background] of [
    ['a.jpg', '#7a8ea6'],
    ['b.jpg', '#a68e7a'],
  ] as const)
    await sharp({ create: { width: 640, height: 480, channels: 3, background } })
      .jpeg()
      .toFile(path.join(dataset, name));
  writeFileSync(path.join(dataset, 'instances.json'), cocoFile(30));
  desktop = await startDesktop({ dataDir: path.join(folder, 'data') });
  page = desktop.page;
  page.setDefaultTimeout(60_000);
});
afterAll(async () => {
  await desktop?.close();
  removeFolder(folder);
});

/** Pictures of the page for people to look at, in both themes. */
async function photograph(name: string): Promise<void> {
  const pictures = path.join(root, 'out/reports');
  mkdirSync(pictures, { recursive: true });
  for (const theme of ['light', 'dark']) {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    await page.waitForTimeout(500); // colours change by and by
    await page.screenshot({ path: path.join(pictures, `datasets-${name}-${theme}.png`) });
  }
}

/** The ages of all faces, as the store has them. */
const agesOf = (): Promise<number[]> =>
  page.evaluate(`(async () => {
    const call = async (method, input) => (await window.host.transport.call(method, input)).ok;
    const ages = [];
    for (const { id } of (await call('images.page', { offset: 0, limit: 10 })).rows)
      for (const { annotations } of (await call('images.get', { image: id })).faces)
        for (const { task, value } of annotations) if (task === 'age') ages.push(value.years);
    return ages;
  })()`);

const main = () => page.getByRole('main', { name: 'Datasets' });
const reports = () => main().getByRole('article');

test('a whole foreign dataset becomes a project by one button', async () => {
  desktop.standin.openAnswers.push([dataset]);
  await page.getByRole('button', { name: 'New project from a dataset' }).click();
  const dialog = page.getByRole('dialog', { name: 'New project from a dataset' });
  await dialog.getByText('Looks like COCO.').waitFor();
  await photograph('new');
  await dialog.getByRole('textbox', { name: 'Project folder' }).fill(path.join(folder, 'theirs'));
  await dialog.getByRole('button', { name: 'Create project' }).click();
  const report = reports().first();
  await report.getByText('Stored 6 values on 2 faces (2 new) in 2 photos, passed over 1 record.').waitFor();
  await report.getByText('1 record passed over').click();
  await report.getByText('the category dog is none of a face').waitFor();
  expect(await agesOf()).toEqual([30, 30]);
});

test('before an export one sees what goes along; it is written, and its folder is shown', async () => {
  await main().getByText('2 faces will go out.').waitFor();
  await main().getByText('Nothing that you have is left out.').waitFor();
  await main().getByRole('combobox', { name: 'Format' }).selectOption('fairface');
  await main().getByText('2 kinds of label that you have are left out.').waitFor();
  await main().getByRole('checkbox', { name: 'Landmarks', exact: true }).uncheck();
  await main().getByText('1 kind of label that you have is left out.').waitFor();
  await main().getByRole('checkbox', { name: 'Landmarks', exact: true }).check();
  await main().getByRole('combobox', { name: 'Format' }).selectOption('coco');
  await main().getByRole('radio', { name: 'By shares' }).check({ force: true });
  await photograph('export');
  await main().getByRole('radio', { name: 'One whole' }).check({ force: true });
  await main().getByRole('textbox', { name: 'Folder' }).fill(out);
  await main().getByRole('button', { name: 'Export', exact: true }).click();
  const report = reports().first();
  await report.getByText(`Wrote 2 faces in 2 pictures to ${out}.`).waitFor();
  await report.getByRole('button', { name: 'Open folder' }).click();
  await until('the folder to be shown', () => desktop.standin.shown.includes(out));
  const written = JSON.parse(readFileSync(path.join(out, 'annotations/instances_all.json'), 'utf8'));
  expect(written.annotations).toHaveLength(2);
  expect(existsSync(path.join(out, 'README.md'))).toBe(true);
});

test('an import is looked at first, then made, and one undo takes it back', async () => {
  writeFileSync(path.join(dataset, 'instances.json'), cocoFile(44));
  await main().getByRole('radio', { name: 'Import labels' }).check({ force: true });
  const source = main().getByRole('textbox', { name: 'Folder or file' });
  await source.fill(dataset);
  await source.press('Enter');
  await main().getByText('Looks like COCO.').waitFor();
  await main().getByRole('combobox', { name: 'Where a face has a value already' }).selectOption('replace-all');
  await main().getByRole('button', { name: 'Look first' }).click();
  await reports().first().getByText('Nothing was changed: this is what an import would do.').waitFor();
  await reports()
    .first()
    .getByText(/^Would store 2 values on 2 faces \(0 new\)/)
    .waitFor();
  expect(await agesOf()).toEqual([30, 30]);
  await photograph('import');

  await main().getByRole('button', { name: 'Import', exact: true }).click();
  await reports()
    .first()
    .getByText(/^Stored 2 values on 2 faces \(0 new\)/)
    .waitFor();
  expect(await agesOf()).toEqual([44, 44]);

  await page.keyboard.press('Control+z');
  await until('the ages as they were', async () => (await agesOf()).every((age) => age === 30));
});
