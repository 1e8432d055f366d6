/**
 * A stand-in for the module `electron`: as much of its main process as the desktop host uses, with Chromium for the
 * windows. What the host uses and this lacks fails loudly, at import or at the call.
 */
import { app } from './app.ts';
import { ipcMain } from './ipc.ts';
import { StandinMenu } from './menu.ts';
import { protocol } from './protocol.ts';
import { session } from './session.ts';
import { fail, standin } from './state.ts';
import { StandinWindow } from './window.ts';

const dialog = {
  async showOpenDialog(_window: unknown, options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> {
    standin.dialogs.push(options);
    const filePaths = standin.openAnswers.shift();
    return { canceled: filePaths === undefined, filePaths: filePaths ?? [] };
  },
  async showSaveDialog(_window: unknown, options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> {
    standin.dialogs.push(options as Electron.OpenDialogOptions);
    const filePath = standin.saveAnswers.shift();
    return { canceled: filePath === undefined, filePath: filePath ?? '' };
  },
  async showMessageBox(): Promise<Electron.MessageBoxReturnValue> {
    const response = standin.buttonAnswers.shift() ?? fail('a message box that no one answers');
    return { response, checkboxChecked: false };
  },
  showErrorBox(title: string, content: string): void {
    standin.errors.push(`${title}: ${content}`);
  },
};

const shell = {
  async openExternal(url) {
    standin.external.push(url);
  },
  showItemInFolder(file) {
    standin.shown.push(file);
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'showItemInFolder'>;

const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

const nativeTheme: Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'> = {
  get themeSource() {
    return standin.theme;
  },
  set themeSource(theme) {
    standin.theme = theme;
  },
  get shouldUseDarkColors() {
    return standin.theme === 'dark';
  },
};

export {
  app,
  dialog,
  ipcMain,
  nativeTheme,
  protocol,
  StandinMenu as Menu,
  StandinWindow as BrowserWindow,
  screen,
  session,
  shell,
  standin,
};
