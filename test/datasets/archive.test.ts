/** Zip files as people bring them: whole, cut short, and hostile. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { unpackZip } from '../../electron/datasets/archive.ts';
import { testFolder } from '../helpers/core.ts';

/** Unpacks what is left of a zip file of these after `change`, and gives the folder. */
async function unpacked(files: Zippable, change = (bytes: Uint8Array) => bytes): Promise<string> {
  const folder = testFolder();
  const file = path.join(folder, 'dataset.zip');
  writeFileSync(file, change(zipSync(files)));
  const out = path.join(folder, 'out');
  mkdirSync(out);
  await unpackZip(file, out);
  return out;
}

const FILES: Zippable = {
  'a/ä b.txt': strToU8('one'),
  empty: new Uint8Array(),
  large: Uint8Array.from({ length: 1 << 19 }, (_, at) => (at * 31) >> 3),
};

test('a zip file becomes its files', async () => {
  const out = await unpacked(FILES);
  expect(readdirSync(out).sort()).toEqual(['a', 'empty', 'large']);
  expect(readFileSync(path.join(out, 'a', 'ä b.txt'), 'utf8')).toBe('one');
  expect(readFileSync(path.join(out, 'empty')).length).toBe(0);
  expect(Buffer.compare(readFileSync(path.join(out, 'large')), FILES['large'] as Uint8Array)).toBe(0);
});

test.each([0.001, 0.3, 0.9])('one that ends after %f of its bytes is told', async (share) => {
  const cut = unpacked(FILES, (bytes) => bytes.subarray(0, bytes.length * share));
  await expect(cut).rejects.toThrow(/dataset\.zip could not be taken apart \(its end is missing\)/);
});

test('a name that leads out of the folder is refused', async () => {
  await expect(unpacked({ 'a/../../evil.txt': strToU8('x') })).rejects.toThrow(/«a\/\.\.\/\.\.\/evil\.txt»/);
});
