/** Windows of the desktop host: how one is made, where it was last time, and the menu of the one in front. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserWindow, Menu, type MenuItemConstructorOptions, nativeTheme, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import type { MenuSection } from './shared/contract.ts';

/** The window's only address. One origin for pages, photos and code, so that everything else can be refused. */
export const HOME = 'app://lineament/';

/** Not `URL.origin`: that is the word `null` for every scheme that URL does not know, data: and file: included. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'app:' && url.host === 'lineament';
}

const Placement = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400),
  height: z.int().min(300),
  maximized: z.boolean(),
});
type Placement = z.infer<typeof Placement>;

/** The last placement, unless the file is not one of ours or no display shows that place any more. */
function readPlacement(file: string): Placement | null {
  try {
    const placement = Placement.parse(JSON.parse(readFileSync(file, 'utf8')));
    const overlaps = (area: Rectangle) =>
      placement.x < area.x + area.width &&
      placement.x + placement.width > area.x &&
      placement.y < area.y + area.height &&
      placement.y + placement.height > area.y;
    return screen.getAllDisplays().some((display) => overlaps(display.workArea)) ? placement : null;
  } catch {
    return null;
  }
}

function savePlacement(file: string, window: BrowserWindow): void {
  try {
    writeFileSync(file, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  } catch {
    // A place that cannot be remembered is no reason to keep the window from closing.
  }
}

/** Opens a window where the last one was, or beside the one in front. */
export async function openWindow(dataDir: string, icon: string): Promise<BrowserWindow> {
  const file = path.join(dataDir, 'window.json');
  const front = BrowserWindow.getFocusedWindow();
  const placement = front
    ? { ...front.getNormalBounds(), x: front.getNormalBounds().x + 32, y: front.getNormalBounds().y + 32 }
    : readPlacement(file);
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...(placement && { x: placement.x, y: placement.y, width: placement.width, height: placement.height }),
    minWidth: 800,
    minHeight: 560,
    show: false,
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181a' : '#f7f7f5',
    webPreferences: {
      preload: path.join(import.meta.dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false, // its dictionaries would be fetched from outside
    },
  });
  if (placement && 'maximized' in placement && placement.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => savePlacement(file, window));
  await window.loadURL(HOME);
  return window;
}

const mac = process.platform === 'darwin';
const line: MenuItemConstructorOptions = { type: 'separator' };

/** Whether macOS would take the key from text fields, because it has no modifier. */
const isBare = (accelerator: string): boolean =>
  mac && !/\b(Cmd|Command|Ctrl|Control|CmdOrCtrl|Alt)\+/.test(accelerator);

function toItem(item: MenuSection['items'][number], choose: (id: string) => void): MenuItemConstructorOptions {
  if (item === null) return line;
  const { id, label, accelerator, enabled } = item;
  return {
    id,
    label,
    enabled,
    ...(accelerator !== null && !isBare(accelerator) && { accelerator }),
    registerAccelerator: false, // the window hears its own keys, and knows when they mean text
    click: () => choose(id),
  };
}

/** What the system expects of a menu bar and no window provides. */
const STANDARD: Record<string, MenuItemConstructorOptions[]> = {
  File: [{ role: 'close' }, ...(mac ? [] : [{ role: 'quit' } as const])],
  Edit: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
};

interface MenuCommands {
  choose(id: string): void;
  newWindow(): void;
  development: boolean;
}

function toMenu({ title, items }: MenuSection, { choose }: MenuCommands): MenuItemConstructorOptions {
  const own = items.map((item) => toItem(item, choose));
  const standard = STANDARD[title] ?? [];
  return { label: title, submenu: [...own, ...(own.length > 0 && standard.length > 0 ? [line] : []), ...standard] };
}

/** Shows the window's own actions with the standard roles among them. */
export function showMenu(sections: readonly MenuSection[], commands: MenuCommands): void {
  const missing = Object.keys(STANDARD).filter((title) => sections.every((section) => section.title !== title));
  const all = [...missing.map((title) => ({ title, items: [] })), ...sections];
  const menus = (titled: (title: string) => boolean) =>
    all.filter(({ title }) => titled(title)).map((section) => toMenu(section, commands));
  const windowMenu: MenuItemConstructorOptions[] = [
    { id: 'window.new', label: 'New Window', click: commands.newWindow },
    { role: 'minimize' },
    { role: 'togglefullscreen' },
    ...(commands.development ? ([line, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac ? [{ role: 'appMenu' } as const] : []),
      ...menus((title) => title !== 'Help'),
      { role: 'windowMenu', label: 'Window', submenu: windowMenu },
      ...menus((title) => title === 'Help'),
    ]),
  );
}
