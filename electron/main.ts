/** The desktop host: security, dialogs, menus and windows around the core, which runs in a thread of its own. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  type IpcMainInvokeEvent,
  ipcMain,
  nativeTheme,
  type OpenDialogOptions,
  protocol,
  session,
  shell,
  type WebContents,
} from 'electron';
import { z } from 'zod';
import type { Core } from './core.ts';
import { startCore } from './core-client.ts';
import { defaultDataDir, rendererDir, resourcesDir, threadUrl } from './places.ts';
import { MenuSection } from './shared/contract.ts';
import { PHOTO_EXTENSIONS } from './shared/domain/image.ts';
import { PROJECT_SUFFIX, type Settings } from './shared/domain/project.ts';
import { toProblem, unwrapReply } from './shared/errors.ts';
import { isOurs, openWindow, showMenu } from './window.ts';

const dataDir = defaultDataDir();
const icon = path.join(resourcesDir, 'icons', 'icon.png');

// What Chromium keeps for itself stays apart from settings and models.
app.setPath('userData', dataDir);
app.setPath('sessionData', path.join(dataDir, 'window'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
]);

app.on('web-contents-created', (_event, contents) => lock(contents));

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

/** Keeps a window's contents at home: no other page, no second frame of the system's browser, no new window. */
function lock(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (URL.parse(url)?.protocol === 'https:') void shell.openExternal(url);
    return { action: 'deny' };
  });
}

function giveUp(error: unknown): void {
  dialog.showErrorBox('Lineament cannot start', toProblem(error).message);
  app.exit(1);
}

async function start(): Promise<void> {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] },
    (_details, decide) => decide({ cancel: true }),
  );

  const version = app.getVersion();
  const core = await startCore(
    { dataDir, rendererDir, resourcesDir, host: 'electron', version },
    threadUrl('core-thread'),
  );
  protocol.handle('app', (request) =>
    isOurs(request.url) ? core.fetch(request) : new Response(null, { status: 404 }),
  );
  core.subscribe((name, data) => {
    if (name === 'settings.changed') nativeTheme.themeSource = (data as Settings).theme;
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send('core.event', name, data);
  });
  nativeTheme.themeSource = (unwrapReply(await core.call('settings.get', undefined)) as Settings).theme;

  const open = () => void openWindow(dataDir, icon).catch(giveUp);
  app.on('browser-window-created', (_event, window) => watch(window));
  answerCalls(core);
  answerDialogs();
  answerMenus(open);
  openProjects(core, open);
  closeWith(core);
  await openProject(core, process.argv);
  await openWindow(dataDir, icon);
}

type Handler<Input> = (window: BrowserWindow, input: Input) => unknown;

/** Answers a channel for the main frame of our own windows, with an input of the stated shape; for no one else. */
function answer<Input>(channel: string, input: z.ZodType<Input>, handler: Handler<Input>): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, raw: unknown) => {
    const frame = event.senderFrame;
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window || !frame || frame.parent || !isOurs(frame.url)) throw new Error('The sender is not a window of ours.');
    return handler(window, input.parse(raw));
  });
}

/** The core parses what the method takes; the host only makes sure that there is a method. */
function answerCalls(core: Core): void {
  answer('core.call', z.object({ method: z.string().max(100), input: z.unknown() }), (_window, { method, input }) =>
    core.call(method, input),
  );
}

async function pick(window: BrowserWindow, options: OpenDialogOptions): Promise<string[] | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled || filePaths.length === 0 ? null : filePaths;
}

const MODEL_EXTENSIONS = ['onnx', 'pt', 'pth', 'safetensors'];

function answerDialogs(): void {
  answer('desktop.pickFolder', z.string().max(200), async (window, title) => {
    const folders = await pick(window, { title, message: title, properties: ['openDirectory', 'createDirectory'] });
    return folders?.[0] ?? null;
  });
  answer('desktop.pickPhotos', z.void(), (window) =>
    pick(window, {
      title: 'Choose photos',
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: 'Photos', extensions: [...PHOTO_EXTENSIONS] }],
    }),
  );
  answer('desktop.pickModel', z.void(), async (window) => {
    const filters = [{ name: 'Models', extensions: MODEL_EXTENSIONS }];
    return (await pick(window, { title: 'Choose a model file', properties: ['openFile'], filters }))?.[0] ?? null;
  });
  answer('desktop.pickNewProject', z.string().max(255), async (window, name) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: 'Create a project',
      buttonLabel: 'Create',
      defaultPath: path.join(app.getPath('documents'), path.basename(name) || 'Untitled'),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled || filePath === '') return null;
    return filePath.endsWith(PROJECT_SUFFIX) ? filePath : filePath + PROJECT_SUFFIX;
  });
  answer('desktop.showInFolder', z.string().refine(path.isAbsolute), (_window, file) => shell.showItemInFolder(file));
}

/** A window whose process dies can come back: whatever it showed as saved is with the core. */
function watch(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: 'This window has stopped.',
      detail: `Everything that was saved is safe. (${reason})`,
      buttons: ['Reload', 'Close'],
    });
    if (response === 0) window.webContents.reload();
    else window.destroy();
  });
}

/** The menu bar shows the actions of the window in front. */
function answerMenus(newWindow: () => void): void {
  const menus = new WeakMap<BrowserWindow, readonly MenuSection[]>();
  const show = (window: BrowserWindow): void => {
    const choose = (id: string) => {
      if (!window.isDestroyed()) window.webContents.send('desktop.action', id);
    };
    showMenu(menus.get(window) ?? [], { choose, newWindow, development: !app.isPackaged });
  };
  answer('desktop.setMenu', z.array(MenuSection).max(20), (window, sections) => {
    menus.set(window, sections);
    const front = BrowserWindow.getFocusedWindow();
    if (front === null || front === window) show(window);
  });
  app.on('browser-window-focus', (_event, window) => show(window));
}

/** The project that a command line names, if it names one. */
const projectIn = (words: readonly string[]): string | undefined =>
  words.findLast((word) => word.endsWith(PROJECT_SUFFIX) && existsSync(word));

async function openProject(core: Core, words: readonly string[]): Promise<void> {
  const project = projectIn(words);
  if (project === undefined) return;
  const reply = await core.call('project.open', { path: path.resolve(project) });
  if ('problem' in reply) dialog.showErrorBox('The project cannot be opened', reply.problem.message);
}

/** A second start hands its project to this process. */
function openProjects(core: Core, open: () => void): void {
  const show = (words: readonly string[]): void => {
    void openProject(core, words);
    const [window] = BrowserWindow.getAllWindows();
    if (!window) open();
    else if (window.isMinimized()) window.restore();
    window?.focus();
  };
  app.on('second-instance', (_event, words, directory) => show(words.map((word) => path.resolve(directory, word))));
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
}

/** The core closes its project before the process ends. */
function closeWith(core: Core): void {
  let closed = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void core.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
