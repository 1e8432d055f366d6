/** Another project is asked for while work runs on the open one: nothing stops unasked, and what stopped goes on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { type BrowserHost, browse, startServer } from '../helpers/hosts.ts';
import { byChooser } from './flow.ts';

const folder = temporaryFolder();
/** Looking for faces in so many takes longer than pressing a few buttons. */
const PHOTOS = 600;

let server: BrowserHost;
let page: Page;
beforeAll(async () => {
  const background = '#7a8ea6';
  const photo = await sharp({ create: { width: 1200, height: 900, channels: 3, background } })
    .jpeg()
    .toBuffer();
  for (const [name, count] of [
    ['many', PHOTOS],
    ['few', 3],
  ] as const) {
    mkdirSync(path.join(folder, name));
    // What follows a picture's end makes it another file.
    for (let i = 0; i < count; i++)
      writeFileSync(path.join(folder, name, `${i}.jpg`), Buffer.concat([photo, Buffer.from(`${i}`)]));
  }
  server = await startServer(path.join(folder, 'data'));
  ({ page } = await browse(server.url));
});
afterAll(async () => {
  await page?.context().close();
  await server?.stop();
  removeFolder(folder);
});

test('a project is left with its work undone only where a person says so', async () => {
  const projects = page.getByRole('main', { name: 'Projects' });
  const creating = page.getByRole('dialog', { name: 'New project' });
  const leaving = page.getByRole('dialog', { name: 'Leave many?' });
  const jobs = page.getByRole('contentinfo');
  const showProjects = () => page.getByRole('navigation').getByRole('button', { name: 'Projects' }).click();
  const choose = async (name: string, photos: number) => {
    await byChooser(page, path.join(folder, name), ask, photos);
    await creating.getByRole('textbox', { name: 'Project folder' }).fill(path.join(folder, name));
  };
  const ask = () => projects.getByRole('button', { name: 'New project from a folder of photos' }).click();
  const create = () => creating.getByRole('button', { name: 'Create project' }).click();

  await choose('many', PHOTOS);
  await create();
  await page.getByRole('listbox', { name: 'Photos' }).waitFor();

  await showProjects();
  await choose('few', 3);
  await create();
  await leaving.getByRole('button', { name: 'Cancel' }).click();
  await leaving.waitFor({ state: 'detached' });
  await create();
  await leaving.getByRole('button', { name: 'Stop and leave' }).click();
  await jobs.getByText('3 photos').waitFor();
  for (let i = 0; i < 3; i++) await page.getByRole('option', { name: `${i}.jpg, no face` }).waitFor();
  await jobs.getByText('No jobs running').waitFor();

  await showProjects();
  await projects.getByRole('button', { name: 'Open many' }).click();
  await jobs.getByText('1 job stopped').click();
  await page.getByRole('button', { name: /^Resume/ }).click();
  await page.getByRole('listitem', { name: /: (Running|Done)$/ }).waitFor();
});
