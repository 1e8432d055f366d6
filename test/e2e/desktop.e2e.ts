/** The built desktop app under the stand-in: its own security, windows, menus and dialogs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { type Desktop, root, startDesktop, until } from '../helpers/hosts.ts';
import { byDialog, flow } from './flow.ts';

/** The window's door, as the page sees it. */
declare const window: {
  host: {
    transport: { call(method: string, input: unknown): Promise<unknown> };
    desktop: Record<string, (...values: unknown[]) => unknown>;
  };
  open(url: string): unknown;
};

const folder = temporaryFolder();
const dataDir = path.join(folder, 'data');
let desktop: Desktop;
beforeAll(async () => {
  desktop = await startDesktop({ dataDir });
});
afterAll(async () => {
  await desktop?.close();
  removeFolder(folder);
});

const front = () => desktop.standin.windows[0]!;

test('the same flow as in the browser', () => flow(desktop.page, folder, byDialog(desktop)));

test('the sandbox is on before the app is ready', () => {
  expect(desktop.standin.sandboxed).toBe(true);
});

test('windows are isolated, without Node', () => {
  expect(front().options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
  });
});

test.each([
  'data:text/html,x',
  'file:///etc/passwd',
  'https://example.com/',
  'app://other/',
  'about:blank',
  'nonsense',
])('a navigation to %s is prevented', (address) => {
  expect(front().webContents.prevents('will-navigate', address)).toBe(true);
});

test('a navigation at home is not prevented', () => {
  expect(front().webContents.prevents('will-navigate', 'app://lineament/')).toBe(false);
});

test('a redirect to the outside is prevented', () => {
  expect(front().webContents.prevents('will-redirect', 'https://example.com/')).toBe(true);
});

test('no webview is attached', () => {
  expect(front().webContents.prevents('will-attach-webview', 'https://example.com/')).toBe(true);
});

test('a page that tries to go elsewhere stays', async () => {
  const before = desktop.page.url();
  await desktop.page.evaluate("location.href = 'https://example.com/elsewhere'");
  await desktop.page.waitForTimeout(200);
  expect(desktop.page.url()).toBe(before);
});

test('a link opens in the system browser, over https only', async () => {
  await desktop.page.evaluate(() => {
    window.open('http://example.com/plain');
    window.open('https://example.com/help');
  });
  await until('the link', () => desktop.standin.external.length > 0);
  expect(desktop.standin.external).toEqual(['https://example.com/help']);
});

test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'hid'])('the permission %s is denied', (name) => {
  const { request, check } = desktop.standin.permissions;
  expect([request?.(name), check?.(name)]).toEqual([false, false]);
});

test('the content security policy stops a request to the outside', async () => {
  const violated = await desktop.page.evaluate(`new Promise((resolve) => {
    addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    fetch('https://example.com/').catch(() => {});
  })`);
  expect(violated).toBe('connect-src');
});

test.each(['http', 'https', 'ws', 'wss'])('what the policy misses over %s, the session cancels', (scheme) => {
  expect(desktop.standin.cancels(`${scheme}://example.com/`)).toBe(true);
});

test('nothing got past the app itself', () => {
  expect(desktop.standin.escaped).toEqual([]);
});

test('the window sees two doors and no more', async () => {
  const seen = await desktop.page.evaluate(`({
    host: Object.keys(window.host),
    frozen: Object.isFrozen(window.host),
    leaks: ['require', 'process', 'ipcRenderer', 'module', 'Buffer'].filter((name) => name in window),
  })`);
  expect(seen).toEqual({ host: ['transport', 'desktop'], frozen: true, leaks: [] });
});

test('a call reaches the core', async () => {
  const reply = await desktop.page.evaluate(() => window.host.transport.call('app.info', undefined));
  expect(reply).toMatchObject({ ok: { version: expect.any(String) } });
});

test('a problem arrives with its code', async () => {
  const reply = await desktop.page.evaluate(() => window.host.transport.call('no.such', undefined));
  expect(reply).toMatchObject({ problem: { code: 'bad-input' } });
});

test.each([
  ['another page', { url: 'https://example.com/', top: true }],
  ['a data: page', { url: 'data:text/html,x', top: true }],
  ['a frame inside the window', { url: 'app://lineament/', top: false }],
])('%s is not answered', async (_who, frame) => {
  const message = { channel: 'core.call', args: [{ method: 'app.info', input: undefined }], ...frame };
  const reply = await front().webContents.receive(message);
  expect(reply).toMatchObject({ error: expect.stringContaining('not a window of ours') });
});

test.each([
  ['core.call', 'no object'],
  ['core.call', { method: 7 }],
  ['desktop.pickFolder', { title: 'x' }],
  ['desktop.setMenu', [{ title: 1 }]],
  ['desktop.showInFolder', 'relative/path'],
])('%s refuses an input of another shape', async (channel, input) => {
  const reply = await front().webContents.receive({ channel, args: [input], url: 'app://lineament/', top: true });
  expect(reply).toHaveProperty('error');
});

test.each(['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '//etc/passwd', '/..\\..\\package.json'])(
  'the address %s gives no file',
  async (address) => {
    const status = await desktop.page.evaluate(`fetch(${JSON.stringify(address)}).then((r) => r.status, () => 0)`);
    expect(status).not.toBe(200);
  },
);

test('a chosen folder is told', async () => {
  desktop.standin.openAnswers.push(['/photos']);
  expect(await desktop.page.evaluate(() => window.host.desktop['pickFolder']!('Photos'))).toBe('/photos');
});

test('a cancelled dialog is null', async () => {
  expect(await desktop.page.evaluate(() => window.host.desktop['pickPhotos']!())).toBeNull();
});

test('a model dialog shows models', async () => {
  await desktop.page.evaluate(() => window.host.desktop['pickModel']!());
  expect(desktop.standin.dialogs.at(-1)?.filters?.[0]?.extensions).toContain('onnx');
});

test('a new project gets its ending', async () => {
  desktop.standin.saveAnswers.push('/projects/street');
  const chosen = await desktop.page.evaluate(() => window.host.desktop['pickNewProject']!('street'));
  expect(chosen).toBe('/projects/street.lineament');
});

test('a file is shown in its folder', async () => {
  await desktop.page.evaluate(() => window.host.desktop['showInFolder']!('/photos/a.jpg'));
  expect(desktop.standin.shown).toEqual(['/photos/a.jpg']);
});

test('a dropped file has its path', async () => {
  desktop.standin.dropped.set('a.jpg', '/photos/a.jpg');
  const paths = await desktop.page.evaluate(() => window.host.desktop['pathsOf']!([new File(['x'], 'a.jpg')]));
  expect(paths).toEqual(['/photos/a.jpg']);
});

test('the menu shows actions of the window, and a click comes back', async () => {
  const chosen = desktop.page.evaluate(async () => {
    const heard = new Promise((resolve) => window.host.desktop['onAction']!(resolve));
    const items = [{ id: 'test.action', label: 'Test', accelerator: 'CmdOrCtrl+T', enabled: true }, null];
    await window.host.desktop['setMenu']!([{ title: 'Edit', items }]);
    return heard;
  });
  await until('the menu', () => desktop.standin.menu?.getMenuItemById('test.action'));
  desktop.choose('test.action');
  expect(await chosen).toBe('test.action');
});

test('the menu has the standard roles beside them', () => {
  expect(desktop.standin.menu?.roles()).toEqual(expect.arrayContaining(['copy', 'paste', 'quit', 'windowMenu']));
});

test('a second window hears the same events', async () => {
  desktop.choose('window.new');
  const second = await until('a second window', () =>
    desktop.standin.windows.find((w) => w !== front() && w.isVisible()),
  );
  await second.page!.evaluate(`
    window.heard = new Promise((resolve) => window.host.transport.subscribe((name) => resolve(name)));
    undefined`);
  await desktop.page.evaluate(() => window.host.transport.call('settings.set', { theme: 'dark' }));
  expect(await second.page!.evaluate('window.heard')).toBe('settings.changed');
  await second.close();
});

test('a second start ends without a window of its own', async () => {
  const program = path.join(root, 'test/standin/run.ts');
  const env = { ...process.env, LINEAMENT_DATA: dataDir };
  const second = spawn(process.execPath, [program, root], { env, timeout: 20_000 });
  const [code] = await once(second, 'exit');
  expect([code, await text(second.stderr)]).toEqual([0, '']);
});

test('a second start hands its project over', async () => {
  await desktop.page.evaluate(() => window.host.transport.call('project.close', undefined));
  desktop.app.emit('second-instance', {}, ['lineament', 'street.lineament'], folder);
  const opened = await until('the project', async () => {
    const reply = await desktop.page.evaluate(() => window.host.transport.call('app.info', undefined));
    return (reply as { ok: { project: { path: string } | null } }).ok.project;
  });
  expect(opened.path).toBe(path.join(folder, 'street.lineament'));
});

test('the system shows the theme of the settings', async () => {
  await desktop.page.evaluate(() => window.host.transport.call('settings.set', { theme: 'light' }));
  await until('the theme', () => desktop.standin.theme === 'light');
});

test('a window whose process died is loaded again', async () => {
  desktop.standin.buttonAnswers.push(0);
  const loaded = desktop.page.waitForEvent('load');
  front().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  await expect(loaded).resolves.toBeDefined();
});

test('a closed window leaves its place behind', async () => {
  expect(JSON.parse(readFileSync(path.join(dataDir, 'window.json'), 'utf8'))).toMatchObject({ maximized: false });
});
