/** What a person does first, the same on every host: a project from a folder of photos, a face drawn, judged, undone. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { type Desktop, root } from '../helpers/hosts.ts';
import { paintAndCompare } from './paint.ts';

/** Chooses a folder of photos where `ask` makes the app ask for one: in the desktop's dialog, or in the window's own. */
export type ChooseFolder = (page: Page, folder: string, ask: () => Promise<void>, photos?: number) => Promise<void>;

export const byDialog =
  ({ standin }: Desktop): ChooseFolder =>
  async (_page, folder, ask) => {
    standin.openAnswers.push([folder]);
    await ask();
  };

export const byChooser: ChooseFolder = async (page, folder, ask, photos = 3) => {
  await ask();
  const dialog = page.getByRole('dialog', { name: 'Choose a folder of photos' });
  const address = dialog.getByRole('textbox', { name: 'Folder' });
  await address.fill(folder);
  await address.press('Enter');
  await dialog.getByText(`${photos} photos in ${path.basename(folder)}`).waitFor();
  await dialog.getByRole('button', { name: 'Use these photos' }).click();
};

const PHOTO = { width: 800, height: 600 };

/** Two photos that can be read and one that cannot. */
async function makePhotos(folder: string): Promise<string> {
  const photos = path.join(folder, 'street');
  mkdirSync(photos, { recursive: true });
  const draw = (background: string) => sharp({ create: { ...PHOTO, channels: 3, background } });
  await draw('#7a8ea6').jpeg().toFile(path.join(photos, 'a.jpg'));
  await draw('#a68e7a').png().toFile(path.join(photos, 'b.png'));
  writeFileSync(path.join(photos, 'broken.jpg'), 'no photo');
  return photos;
}

/** Draws a box over the middle of the photo. */
async function drawBox(page: Page): Promise<void> {
  const { x, y, width, height } = (await page.locator('.editor-stage').boundingBox())!;
  await page.keyboard.press('n');
  await page.mouse.move(x + width * 0.4, y + height * 0.4);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.5, y + height * 0.5);
  await page.mouse.move(x + width * 0.6, y + height * 0.6);
  await page.mouse.up();
}

const photo = (page: Page, name: RegExp): Locator =>
  page.getByRole('listbox', { name: 'Photos' }).getByRole('option', { name });

/** One task through all faces: a digit is an answer, and brings the next face, of which there is none. */
async function passThrough(page: Page, faces: Locator): Promise<void> {
  await faces.getByRole('combobox', { name: 'Order of the queue' }).selectOption({ label: 'Race' });
  const pass = page.getByRole('region', { name: 'Going through all faces: race' });
  await pass.getByText('not labelled').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Nothing is said yet: press the digit of an answer.').waitFor();
  await page.keyboard.press('2');
  await faces.getByRole('button', { name: /corrected Race Black/ }).waitFor();
  await page.getByText('The queue is done').waitFor();
  await pass.getByRole('button', { name: 'Back to whole faces, photo by photo' }).click();
  await pass.waitFor({ state: 'detached' });
}

async function work(page: Page, folder: string, choose: ChooseFolder): Promise<void> {
  const photos = await makePhotos(folder);
  const projects = page.getByRole('main', { name: 'Projects' });
  await choose(page, photos, () =>
    projects.getByRole('button', { name: 'New project from a folder of photos' }).click(),
  );
  const dialog = page.getByRole('dialog', { name: 'New project' });
  await dialog.getByRole('textbox', { name: 'Project folder' }).fill(path.join(folder, 'street'));
  await dialog.getByRole('button', { name: 'Create project' }).click();

  // The detector that the app brings along has looked at both; the file that is no photo was passed over.
  await photo(page, /^a\.jpg, no face/).waitFor();
  await photo(page, /^b\.png, no face/).waitFor();
  await page.getByRole('contentinfo').getByText('2 photos').waitFor();
  await page.getByRole('contentinfo').getByText('1 file passed over').waitFor();
  await page.locator('.cell-picture img').first().waitFor();

  await photo(page, /^a\.jpg/).dblclick();
  const faces = page.getByRole('complementary', { name: 'Photo and faces' });
  await faces.getByRole('heading', { name: 'a.jpg' }).waitFor();
  await faces.getByText('1 of 2').waitFor();
  await page.locator('.editor-stage canvas').first().waitFor();
  await page.getByText('Opening the photo…').waitFor({ state: 'detached' });
  await drawBox(page);
  await faces.getByRole('listitem').first().waitFor();
  await faces.getByText('1 face to review').waitFor();
  await faces.getByRole('status').getByText('Saved').waitFor();

  // Labels by one key, kept and taken back like any other change.
  const labels = faces.getByRole('list', { name: 'Labels' });
  await page.keyboard.press('y');
  await labels.getByRole('button', { name: /corrected Gender Male/ }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('4');
  await labels.getByRole('button', { name: /corrected Expression Happiness/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await labels.getByRole('button', { name: /Expression not labelled/ }).waitFor();
  await page.keyboard.press('Control+z');
  await labels.getByRole('button', { name: /Gender not labelled/ }).waitFor();

  await page.keyboard.press('Control+z');
  await faces.getByText('No faces here').waitFor();
  await page.keyboard.press('Control+Shift+z');
  await faces.getByText('1 face to review').waitFor();
  await passThrough(page, faces);
  await paintAndCompare(page, folder, PHOTO);

  await page.reload();
  await photo(page, /^a\.jpg, 1 of 1 face to review/).dblclick();
  await faces.getByRole('listitem').first().click();
  await faces.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('contentinfo').getByText('all reviewed').waitFor();

  const go = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click();
  await go('Rounds');
  await page.getByText('1 face with confirmed labels in 1 photo.').waitFor();
  await go('Insight');
  await page.getByText('Nothing evaluated yet').waitFor();
}

/**
 * `folder` is an empty one, for photos and project. Fails on errors that the page logs, too. Where it fails, a picture
 * of the window is left in out/reports.
 */
export async function flow(page: Page, folder: string, choose: ChooseFolder): Promise<void> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  try {
    await work(page, folder, choose);
  } catch (error) {
    const picture = path.join(root, 'out/reports', `${path.basename(folder)}.png`);
    await page.screenshot({ path: picture });
    throw new Error(`The flow stopped; ${picture} shows where. The page said: ${errors.join('; ') || 'nothing'}`, {
      cause: error,
    });
  }
  if (errors.length > 0) throw new Error(errors.join('\n'));
}
