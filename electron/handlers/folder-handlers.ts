/** Answers about folders of the machine that the core runs on, for windows without a file dialog. */
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { isPhotoName } from '../shared/domain/image.ts';
import { PROJECT_SUFFIX } from '../shared/domain/project.ts';
import { ProblemError } from '../shared/errors.ts';
import type { HandlerTable } from './app.ts';

async function listFolder(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'is not there' : error.code === 'ENOTDIR' ? 'is a file' : 'cannot be read';
    throw new ProblemError('not-found', `The folder ${folder} ${reason}. Choose another one.`, { cause: error });
  });
  const shown = entries.filter((entry) => !entry.name.startsWith('.'));
  const folders = shown
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, path: path.join(folder, name), project: name.endsWith(PROJECT_SUFFIX) }))
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const photos = shown.filter((entry) => entry.isFile() && isPhotoName(entry.name)).length;
  return { folders, photos };
}

export const folderHandlers: HandlerTable<'folder.list'> = {
  'folder.list': async (_app, { path: asked }) => {
    const folder = path.resolve(asked ?? homedir());
    const parent = path.dirname(folder);
    return { path: folder, parent: parent === folder ? null : parent, ...(await listFolder(folder)) };
  },
};
