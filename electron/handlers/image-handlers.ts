/** Answers about photos. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProblemError } from '../shared/errors.ts';
import { facesOf } from '../store/faces.ts';
import { getImage, imagesAround, pageImages } from '../store/images.ts';
import type { HandlerTable } from './app.ts';

/** A file name as a window sent it, refused where it would lead out of the folder that it is kept in. */
function bareName(name: string): string {
  if (name === path.basename(name) && !/[\\/:*?"<>|\0]/.test(name) && !/^\.+$/.test(name)) return name;
  throw new ProblemError('bad-input', `«${name}» is not a plain file name. Rename the file and add it again.`);
}

/** Keeps the bytes under a name of their own in the folder: written aside first, so that no half file is ever seen. */
async function keepFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { name: stem, ext } = path.parse(name);
  for (let copy = 1; ; copy++) {
    const target = path.join(folder, copy === 1 ? name : `${stem} (${copy})${ext}`);
    try {
      await writeFile(target, '', { flag: 'wx' }); // takes the name
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    const aside = `${target}.part`;
    await writeFile(aside, bytes, { flush: true });
    await rename(aside, target);
    return target;
  }
}

export const imageHandlers: HandlerTable<'images.page' | 'images.get' | 'images.around' | 'images.upload'> = {
  'images.page': (app, query) => pageImages(app.project().store.db, query),
  'images.get': (app, { image }) => {
    const { db } = app.project().store;
    return { image: getImage(db, image), faces: facesOf(db, image) };
  },
  'images.around': (app, { image, query }) => imagesAround(app.project().store.db, image, query),
  'images.upload': async (app, { name, bytes }) => {
    const folder = path.join(app.project().store.project.path, 'photos');
    return { path: await keepFile(folder, bareName(name), bytes) };
  },
};
