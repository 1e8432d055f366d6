/** What the window may ask of the desktop host. Runs sandboxed in its own world; the window gets functions, never ipc. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Desktop, Transport } from './shared/contract.ts';

function listen(channel: string, listener: (...values: never[]) => void): () => void {
  const receive = (_event: unknown, ...values: unknown[]) => listener(...(values as never[]));
  ipcRenderer.on(channel, receive);
  return () => {
    ipcRenderer.off(channel, receive);
  };
}

/** `call` gives the core's Reply as it is: an error thrown here would lose its class on the way. */
const transport: Transport = {
  call: (method, input) => ipcRenderer.invoke('core.call', { method, input }),
  subscribe: (listener) => listen('core.event', listener),
};

const desktop: Desktop = {
  pickFolder: (title) => ipcRenderer.invoke('desktop.pickFolder', title),
  pickPhotos: () => ipcRenderer.invoke('desktop.pickPhotos'),
  pickModel: () => ipcRenderer.invoke('desktop.pickModel'),
  pickNewProject: (name) => ipcRenderer.invoke('desktop.pickNewProject', name),
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file)),
  showInFolder: (path) => ipcRenderer.invoke('desktop.showInFolder', path),
  onAction: (listener) => listen('desktop.action', listener),
  setMenu: (menu) => ipcRenderer.invoke('desktop.setMenu', menu),
};

contextBridge.exposeInMainWorld('host', { transport, desktop });
