import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findPhotos } from '../../electron/imaging/find-photos.ts';
import type { Skip } from '../../electron/shared/domain/job.ts';
import { tempFolder } from '../helpers/photos.ts';

/** A folder with empty files at these paths. */
function folderWith(...files: string[]): string {
  const folder = tempFolder();
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), '');
  }
  return folder;
}

/** The photos found, relative to the folder. */
async function found(folder: string, roots = [folder], onSkip?: (skip: Skip) => void): Promise<string[]> {
  const files: string[] = [];
  for await (const file of findPhotos(roots, onSkip)) files.push(path.relative(folder, file));
  return files;
}

test('photos come in the order of a list: numbers as numbers', async () => {
  const folder = folderWith('img10.jpg', 'img2.jpg', 'b/1.png', 'A.webp', 'img1.jpg');
  expect(await found(folder)).toEqual(['A.webp', 'b/1.png', 'img1.jpg', 'img2.jpg', 'img10.jpg']);
});

test('every extension counts in any case, and nothing else', async () => {
  const folder = folderWith(
    'a.JPG',
    'b.jpeg',
    'c.HEIC',
    'd.tif',
    'e.bmp',
    'f.gif',
    'g.avif',
    'notes.txt',
    'jpg',
    'h.json',
  );
  expect(await found(folder)).toEqual(['a.JPG', 'b.jpeg', 'c.HEIC', 'd.tif', 'e.bmp', 'f.gif', 'g.avif']);
});

test('hidden files and projects are passed over', async () => {
  const folder = folderWith('.a.jpg', '.trash/b.jpg', 'work.lineament/cache/c.jpg', 'd.jpg');
  expect(await found(folder)).toEqual(['d.jpg']);
});

test('a project given as the folder itself may be searched', async () => {
  const folder = folderWith('p.lineament/uploads/a.jpg');
  expect(await found(folder, [path.join(folder, 'p.lineament/uploads')])).toEqual(['p.lineament/uploads/a.jpg']);
});

test('links that lead in a circle are followed once', async () => {
  const folder = folderWith('a/1.jpg');
  symlinkSync(folder, path.join(folder, 'a/up'));
  symlinkSync(path.join(folder, 'a'), path.join(folder, 'b'));
  expect(await found(folder)).toEqual(['a/1.jpg']);
});

test('links to photos count, links to nowhere do not', async () => {
  const folder = folderWith('a/1.jpg');
  symlinkSync(path.join(folder, 'a/1.jpg'), path.join(folder, 'link.jpg'));
  symlinkSync(path.join(folder, 'gone.jpg'), path.join(folder, 'dead.jpg'));
  expect(await found(folder)).toEqual(['a/1.jpg', 'link.jpg']);
});

test('a file named by a person is found whatever its name, even when it is gone', async () => {
  const folder = folderWith('portrait');
  const roots = [path.join(folder, 'portrait'), path.join(folder, 'gone.jpg')];
  expect(await found(folder, roots)).toEqual(['portrait', 'gone.jpg']);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be read is told (SKIPPED as root)', async () => {
  const folder = folderWith('a.jpg');
  const closed = path.join(folder, 'closed');
  mkdirSync(closed, { mode: 0o000 });
  const skips: Skip[] = [];
  expect(await found(folder, [folder], (skip) => skips.push(skip))).toEqual(['a.jpg']);
  expect(skips).toEqual([{ path: closed, reason: expect.stringContaining('may not be read') }]);
});
