/**
 * One face corrected in all ten tasks by pointer and keys, the process killed, the project opened again: everything is as
 * it was left, and undo leads back to what the model had proposed, a step at a time.
 */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import type { Point } from '../../electron/shared/domain/geometry.ts';
import { ATTRIBUTES, TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { annotationsOf as storedAnnotations } from '../../electron/store/annotations.ts';
import { openProject } from '../../electron/store/open.ts';
import { en } from '../../renderer/strings/en/en.ts';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { type BrowserHost, browse, startServer } from '../helpers/hosts.ts';
import { drawFace, makeProposedFace, SIDE } from '../helpers/proposed-face.ts';

const folder = temporaryFolder();
const dataDir = path.join(folder, 'data');
const project = path.join(folder, 'faces.lineament');
const face = drawFace(7);
let server: BrowserHost;
let page: Page;

/** What the project's file says of the face, by task. Only while no process has it open. */
function said(): Map<Task, Annotation> {
  const store = openProject(project);
  try {
    const { id } = store.db.prepare('SELECT id FROM faces').get() as { id: number };
    return new Map(storedAnnotations(store.db, id as never).map((annotation) => [annotation.task, annotation]));
  } finally {
    store.close();
  }
}

const labels = () => page.getByRole('list', { name: 'Labels' });
/** The marks of the tasks that stand so, or of one task. */
const marks = (state: string, task?: Task) =>
  labels()
    .locator('li.label')
    .filter(task ? { has: page.locator('.label-name', { hasText: new RegExp(`^${en.labels.tasks[task]}$`) }) } : {})
    .locator(`.label-state[data-state="${state}"]`);
const saved = () => page.getByRole('complementary').getByRole('status').getByText('Saved').waitFor();

async function openFace(): Promise<void> {
  await page.getByRole('listbox', { name: 'Photos' }).getByRole('option').first().dblclick();
  await page.getByText('Opening the photo…').waitFor({ state: 'detached' });
  await labels().waitFor();
}

/** Where a point of the photo is on the screen while the whole photo is shown. */
async function onScreen({ x, y }: Point): Promise<Point> {
  const stage = (await page.locator('.photo-canvas').boundingBox())!;
  const margin = 24;
  const scale = Math.min(stage.width - 2 * margin, stage.height - 2 * margin) / SIDE;
  return {
    x: stage.x + stage.width / 2 + (x - SIDE / 2) * scale,
    y: stage.y + stage.height / 2 + (y - SIDE / 2) * scale,
  };
}

async function drag(from: Point, dx: number, dy: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 4; step++) await page.mouse.move(from.x + (dx * step) / 4, from.y + (dy * step) / 4);
  await page.mouse.up();
}

const landmark = (index: number): Promise<Point> =>
  onScreen({ x: face.truth.landmarks[2 * index]!, y: face.truth.landmarks[2 * index + 1]! });
const NOSE_TIP = 30;
const MOUTH_CORNER = 48;

/** Each as a person does it, one step of the history each. */
const CORRECTIONS: Record<Task, () => Promise<void>> = {
  async parsing() {
    await page.keyboard.press('b');
    await page.keyboard.press('9');
    await drag(await landmark(NOSE_TIP), 60, 25);
  },
  async landmarks() {
    await page.keyboard.press('k');
    await drag(await landmark(MOUTH_CORNER), -9, 12);
  },
  async visibility() {
    const { x, y } = await landmark(NOSE_TIP);
    await page.mouse.click(x, y, { button: 'right' });
  },
  async pose() {
    await page.keyboard.press('Shift+t');
    await drag(await landmark(NOSE_TIP), 40, -10);
  },
  async attributes() {
    await page.keyboard.press('t');
    await page.keyboard.type('eyeglasses');
    await page.keyboard.press('Enter');
    await page.keyboard.press(face.truth.attributes[ATTRIBUTES.indexOf('Eyeglasses')] === 'yes' ? 'n' : 'y');
    await page.keyboard.press('Escape');
  },
  async age() {
    await page.keyboard.press('c');
    await page.keyboard.press(face.truth.years < 40 ? '8' : '2');
    await page.keyboard.press('Escape');
  },
  gender: () => page.keyboard.press('y'),
  async race() {
    await page.keyboard.press('u');
    await page.keyboard.press(face.truth.race === 'Asian' ? '1' : '3');
    await page.keyboard.press('Escape');
  },
  async expression() {
    await page.keyboard.press('j');
    await page.keyboard.press(face.truth.expression === 'disgust' ? '5' : '3');
    await page.keyboard.press('Escape');
  },
  async identity() {
    await page.keyboard.press('i');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
  },
};

let proposed: Map<Task, Annotation>;

/** Milliseconds; a machine that does other things, too, is no failure. */
const PATIENCE = { step: 100_000, all: 400_000 };

async function start(): Promise<void> {
  server = await startServer(dataDir, project);
  ({ page } = await browse(server.url));
  page.setDefaultTimeout(PATIENCE.step);
  await openFace();
}

beforeAll(async () => {
  await makeProposedFace(project, face);
  proposed = said();
  await start();
}, PATIENCE.all);
afterAll(async () => {
  await page?.context().close();
  await server?.stop();
  removeFolder(folder);
});

test(
  'ten corrections outlive a kill, and undo leads back to the proposals',
  async () => {
    for (const task of TASKS) {
      await CORRECTIONS[task]();
      await marks('corrected', task).waitFor();
    }
    await saved();
    await server.kill();
    await page.context().close();

    const left = said();
    for (const task of TASKS) {
      expect(left.get(task), task).toMatchObject({ origin: { kind: 'person' } });
      expect(left.get(task)!.value, task).not.toEqual(proposed.get(task)!.value);
    }

    await start();
    expect(await marks('corrected').count()).toBe(TASKS.length);

    for (const task of TASKS.toReversed()) {
      await page.keyboard.press('Control+z');
      await marks('proposed', task).waitFor();
    }
    await saved();
    await server.kill();
    const back = said();
    for (const task of TASKS) expect(back.get(task), task).toEqual(proposed.get(task));
  },
  PATIENCE.all,
);
