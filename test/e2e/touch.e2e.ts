/**
 * Fingers and pens on the real canvas, by the events that Chromium gets from a touch screen: what they paint is read from
 * the project's file.
 */
import path from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Point } from '../../electron/shared/domain/geometry.ts';
import { openBrowser } from '../helpers/browser.ts';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { type BrowserHost, startServer, until } from '../helpers/hosts.ts';
import { drawFace, makeProposedFace } from '../helpers/proposed-face.ts';
import { stored } from './paint.ts';

const folder = temporaryFolder();
const project = path.join(folder, 'faces.lineament');
let server: BrowserHost;
let page: Page;
let cdp: CDPSession;
let middle: Point;

beforeAll(async () => {
  await makeProposedFace(project, drawFace(7));
  server = await startServer(path.join(folder, 'data'), project);
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 }, hasTouch: true });
  context.on('close', () => void browser.close());
  page = await context.newPage();
  await page.goto(server.url, { timeout: 100_000 });
  page.setDefaultTimeout(100_000);
  cdp = await context.newCDPSession(page);
  await page.getByRole('listbox', { name: 'Photos' }).getByRole('option').first().dblclick();
  await page.getByText('Opening the photo…').waitFor({ state: 'detached' });
  await page.getByRole('list', { name: 'Labels' }).waitFor();
  const stage = (await page.locator('.photo-canvas').boundingBox())!;
  middle = { x: stage.x + stage.width / 2, y: stage.y + stage.height / 2 };
  await page.keyboard.press('b');
  // Of a class that lies nowhere near the middle, so that every cell that is painted is another than before.
  await page.keyboard.press('0');
}, 400_000);
afterAll(async () => {
  await page?.context().close();
  await server?.stop();
  removeFolder(folder);
});

/** Where fingers are, in CSS pixels from the middle of the stage, by their number. */
type Fingers = Readonly<Record<number, readonly [number, number]>>;
const touches = (fingers: Fingers) =>
  Object.entries(fingers).map(([id, [x, y]]) => ({ id: Number(id), x: middle.x + x, y: middle.y + y }));
const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', fingers: Fingers) =>
  cdp.send('Input.dispatchTouchEvent', { type, touchPoints: touches(fingers) });

async function pen(
  type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
  [x, y]: readonly [number, number],
  force: number,
) {
  const place = { x: middle.x + x, y: middle.y + y, force, pointerType: 'pen' as const };
  await cdp.send('Input.dispatchMouseEvent', { type, ...place, button: 'left', buttons: 1, clickCount: 1 });
}

const cells = (): Uint8Array => stored(folder).mask!.labels;
const differing = (a: Uint8Array, b: Uint8Array): number => a.filter((label, at) => label !== b[at]).length;
const undo = async (to: Uint8Array) => {
  await page.keyboard.press('Control+z');
  await until('the stroke to be undone', () => differing(cells(), to) === 0);
};
/** Whether the page itself was scrolled or zoomed. */
const pageMoved = () =>
  page.evaluate('scrollX !== 0 || scrollY !== 0 || visualViewport.scale !== 1 || visualViewport.offsetTop !== 0');
const zoom = () => page.locator('.editor-zoom').textContent();

/** What came before has left nothing: the next stroke is the only one, and undo takes it back to where all began. */
async function paintsAfterwards(before: Uint8Array): Promise<void> {
  expect(differing(cells(), before)).toBe(0);
  await pressMouse();
  await until('the next stroke to be stored', () => differing(cells(), before) > 0);
  await undo(before);
}
async function pressMouse(): Promise<void> {
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x + 20, middle.y);
  await page.mouse.up();
}

test('one finger paints, and the page stays where it is', async () => {
  const before = cells();
  await touch('touchStart', { 1: [-60, 0] });
  for (const x of [-30, 0, 30, 60]) await touch('touchMove', { 1: [x, 0] });
  await touch('touchEnd', {});
  await until('the stroke to be stored', () => differing(cells(), before) > 0);
  expect(await pageMoved()).toBe(false);
  await undo(before);
});

test('two fingers zoom the photo about the place between them, not the page', async () => {
  const before = await zoom();
  await touch('touchStart', { 1: [-40, 0] });
  await touch('touchStart', { 1: [-40, 0], 2: [40, 0] });
  for (const apart of [60, 80, 100, 120]) await touch('touchMove', { 1: [-apart, 0], 2: [apart, 0] });
  await touch('touchEnd', { 1: [-120, 0] });
  await touch('touchEnd', {});
  expect(await zoom()).not.toBe(before);
  expect(await pageMoved()).toBe(false);
  await page.keyboard.press('0');
});

test('a stroke that a second finger joins leaves nothing behind', async () => {
  const before = cells();
  await touch('touchStart', { 1: [-60, 0] });
  for (const x of [-40, -20, 0]) await touch('touchMove', { 1: [x, 0] });
  await touch('touchStart', { 1: [0, 0], 2: [80, 60] });
  await touch('touchMove', { 1: [10, 0], 2: [90, 60] });
  await touch('touchEnd', { 1: [10, 0] });
  // The finger that is left moves the photo until it is lifted; it does not paint.
  await touch('touchMove', { 1: [60, 20] });
  await touch('touchEnd', {});
  await page.keyboard.press('f');
  await paintsAfterwards(before);
});

test('a touch that the system takes back leaves nothing behind', async () => {
  const before = cells();
  await touch('touchStart', { 1: [-60, 20] });
  for (const x of [-40, -20, 0]) await touch('touchMove', { 1: [x, 20] });
  await touch('touchCancel', {});
  await paintsAfterwards(before);
});

test('the harder a pen is pressed, the broader is its stroke', async () => {
  const before = cells();
  const painted: number[] = [];
  for (const force of [0.25, 0.5, 1]) {
    await pen('mousePressed', [-60, 0], force);
    for (const x of [-20, 20, 60]) await pen('mouseMoved', [x, 0], force);
    await pen('mouseReleased', [60, 0], 0);
    await until('the stroke to be stored', () => differing(cells(), before) > 0);
    painted.push(differing(cells(), before));
    await undo(before);
  }
  const [light, half, full] = painted as [number, number, number];
  expect(half / light).toBeGreaterThan(1.5);
  expect(full / half).toBeGreaterThan(1.5);
});

test('the hand that holds the pen does not disturb its stroke', async () => {
  const before = cells();
  await pen('mousePressed', [-60, 0], 1);
  await pen('mouseMoved', [-20, 0], 1);
  await touch('touchStart', { 1: [70, 90] });
  await pen('mouseMoved', [20, 0], 1);
  await touch('touchMove', { 1: [75, 95] });
  await pen('mouseMoved', [60, 0], 1);
  await touch('touchCancel', {});
  await pen('mouseReleased', [60, 0], 0);
  await until('the stroke to be stored', () => differing(cells(), before) > 0);
  const after = cells();
  await undo(before);
  await pen('mousePressed', [-60, 0], 1);
  for (const x of [-20, 20, 60]) await pen('mouseMoved', [x, 0], 1);
  await pen('mouseReleased', [60, 0], 0);
  await until('the same stroke without a hand', () => differing(cells(), after) === 0);
  await undo(before);
});

test('once there is a pen, a finger moves the photo', async () => {
  const before = cells();
  await touch('touchStart', { 1: [-60, 0] });
  for (const x of [-30, 0, 30]) await touch('touchMove', { 1: [x, 0] });
  await touch('touchEnd', {});
  await pen('mousePressed', [0, 0], 1);
  await pen('mouseReleased', [0, 0], 0);
  await until('the dot of the pen', () => differing(cells(), before) > 0);
  // The brush is 24 cells wide: this is a dot, no stroke.
  expect(differing(cells(), before)).toBeLessThan(600);
  await undo(before);
});
