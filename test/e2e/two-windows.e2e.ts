/**
 * Two windows on one project change the same face at the same time: what does not touch the same thing is merged, and
 * who comes second with the same thing is told, sees what holds now, and may say it again.
 */
import path from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../renderer/strings/en/en.ts';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { type BrowserHost, browse, startServer } from '../helpers/hosts.ts';
import { drawFace, makeProposedFace } from '../helpers/proposed-face.ts';

const folder = temporaryFolder();
const project = path.join(folder, 'faces.lineament');
const face = drawFace(7);
let server: BrowserHost;
let first: Page;
let second: Page;

/** The digits that say an expression, and its word. */
const HAPPINESS = { key: '4', word: 'Happiness' };
const DISGUST = { key: '3', word: 'Disgust' };
const SADNESS = { key: '5', word: 'Sadness' };
const CONFLICT = en.review.conflict('change expression');
const OTHER_GENDER = face.truth.gender === 'male' ? 'Female' : 'Male';

async function openFace(page: Page): Promise<void> {
  await page.getByRole('listbox', { name: 'Photos' }).getByRole('option').first().dblclick();
  await page.getByText('Opening the photo…').waitFor({ state: 'detached' });
  await page.getByRole('list', { name: 'Labels' }).waitFor();
}

const shows = (page: Page, words: string | RegExp) =>
  page.getByRole('list', { name: 'Labels' }).getByRole('button', { name: words }).waitFor();
const saved = (page: Page) => page.getByRole('complementary').getByRole('status').getByText(en.editor.saved).waitFor();

async function sayExpression(page: Page, { key }: { key: string }): Promise<void> {
  await page.keyboard.press('j');
  await page.keyboard.press(key);
  await page.keyboard.press('Escape');
}

/** Keeps a window's edits from the core until the returned function lets them go. */
async function holdEdits(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let holds = true;
  await page.route('**/call', (route, request) => {
    if (holds && request.postDataBuffer()?.includes('faces.apply')) held.push(route);
    else void route.continue();
  });
  return async () => {
    holds = false;
    for (const route of held) await route.continue();
  };
}

beforeAll(async () => {
  await makeProposedFace(project, face);
  server = await startServer(path.join(folder, 'data'), project);
  const { page, context } = await browse(server.url);
  first = page;
  second = await context.newPage();
  await second.goto(server.url);
  await openFace(first);
  await openFace(second);
});
afterAll(async () => {
  await first?.context().close();
  await server?.stop();
  removeFolder(folder);
});

test('changes to different things of a face are merged in both windows', async () => {
  const release = await holdEdits(second);
  await second.keyboard.press('y');
  await second.getByText(en.editor.saving).waitFor();
  await sayExpression(first, HAPPINESS);
  await saved(first);
  await release();
  for (const page of [first, second]) {
    await shows(page, new RegExp(`corrected Gender ${OTHER_GENDER}`));
    await shows(page, new RegExp(`corrected Expression ${HAPPINESS.word}`));
  }
  await saved(second);
  expect(await second.getByText(CONFLICT).count()).toBe(0);
});

test('who says another thing second is told, and sees what holds now', async () => {
  const release = await holdEdits(second);
  await sayExpression(second, DISGUST);
  await second.getByText(en.editor.saving).waitFor();
  await sayExpression(first, SADNESS);
  await saved(first);
  await release();
  await second.getByText(CONFLICT).waitFor();
  await shows(second, new RegExp(`corrected Expression ${SADNESS.word}`));
  await saved(second);

  await sayExpression(second, DISGUST);
  for (const page of [first, second]) await shows(page, new RegExp(`corrected Expression ${DISGUST.word}`));
  expect(await first.getByText(CONFLICT).count()).toBe(0);
});
