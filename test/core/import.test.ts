import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { startTestCore, type TestCore, testFolder } from '../helpers/core.ts';
import { drawn } from '../helpers/photos.ts';

let core: TestCore;
let photos: string;

/** A photo whose bytes are like no other's: what follows the end of a JPEG is no part of the picture. */
const photo = async (seed: number) => Buffer.concat([await drawn().jpeg().toBuffer(), Buffer.from([seed])]);

beforeEach(async () => {
  const folder = testFolder();
  photos = path.join(folder, 'photos');
  mkdirSync(path.join(photos, 'deeper', 'still'), { recursive: true });
  core = await startTestCore(path.join(folder, 'data'));
  await core.call('project.create', { path: path.join(folder, 'faces.lineament'), photos: [] });
});

const put = (name: string, bytes: Uint8Array) => writeFileSync(path.join(photos, name), bytes);
const importAll = () => core.run({ kind: 'import', paths: [photos] });
const images = async () => (await core.call('images.page', { offset: 0, limit: 500 })).rows;
const skips = async (job: { id: number }) =>
  (await core.call('jobs.skipped', { job: job.id as never, offset: 0, limit: 500 })).rows;

test('photos of a folder and of folders in it are indexed in the order of their paths', async () => {
  put('b.jpg', await photo(1));
  put('a.png', await drawn().png().toBuffer());
  put('deeper/still/c.webp', await drawn().negate().webp().toBuffer());
  const job = await importAll();
  expect(job).toMatchObject({ state: 'done', done: 3, total: 3, summary: 'Added 3 photos.' });
  expect((await images()).map((image) => path.relative(photos, image.path))).toEqual([
    'a.png',
    'b.jpg',
    'deeper/still/c.webp',
  ]);
});

test('a photo is served by its content, and its thumbnail is made again when the cache is gone', async () => {
  const bytes = await photo(2);
  put('a.jpg', bytes);
  await importAll();
  const [image] = await images();
  const shown = await core.fetch(`/photo/${image!.hash}`);
  expect(shown.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);

  const { project } = await core.call('app.info');
  rmSync(path.join(project!.path, 'cache'), { recursive: true });
  const thumbnail = await core.fetch(`/thumb/${image!.hash}?size=256`);
  const made = new Uint8Array(await thumbnail.arrayBuffer());
  expect(await sharp(made).metadata()).toMatchObject({ format: 'webp', width: 96 });
});

test('a second import reads only what is new', async () => {
  put('a.jpg', await photo(1));
  await importAll();
  put('b.jpg', await photo(2));
  expect((await importAll()).summary).toBe('Added 1 photo, 1 known already.');
});

test('a second file with the same bytes is noted, not added', async () => {
  put('a.jpg', await photo(1));
  copyFileSync(path.join(photos, 'a.jpg'), path.join(photos, 'deeper/copy.jpg'));
  expect((await importAll()).summary).toBe('Added 1 photo, noted 1 duplicate.');
  const { rows } = await core.call('project.duplicates', { offset: 0, limit: 10 });
  const [image] = await images();
  const names = [image!.path, rows[0]!.path].map((file) => path.relative(photos, file)).sort();
  expect(names).toEqual(['a.jpg', 'deeper/copy.jpg']);
  expect(rows[0]!.original).toBe(image!.path);
});

test('a moved file is found again by its content and keeps its faces', async () => {
  put('a.jpg', await photo(1));
  await importAll();
  const [image] = await images();
  await core.call('faces.add', { image: image!.id, box: { x: 10, y: 10, width: 20, height: 20 } });
  renameSync(path.join(photos, 'a.jpg'), path.join(photos, 'deeper/renamed.jpg'));
  expect((await importAll()).summary).toBe('Added 0 photos, found 1 moved file again.');
  expect(await images()).toMatchObject([
    { id: image!.id, path: path.join(photos, 'deeper/renamed.jpg'), file: 'present', faces: 1 },
  ]);
});

test('a file that is gone is marked missing, and present again when it is back', async () => {
  const bytes = await photo(1);
  put('a.jpg', bytes);
  put('b.jpg', await photo(2));
  await importAll();
  rmSync(path.join(photos, 'a.jpg'));
  await importAll();
  expect((await images()).map(({ file }) => file)).toEqual(['missing', 'present']);
  put('a.jpg', bytes);
  await importAll();
  expect((await images()).map(({ file }) => file)).toEqual(['present', 'present']);
});

test('a photo that turns out to be gone when it is shown is marked missing', async () => {
  put('a.jpg', await photo(1));
  await importAll();
  const [image] = await images();
  rmSync(path.join(photos, 'a.jpg'));
  const answer = await core.fetch(`/photo/${image!.hash}`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain(path.join(photos, 'a.jpg'));
  expect((await images())[0]!.file).toBe('missing');
});

describe('a file that was overwritten since it was imported', () => {
  test('without faces takes its place', async () => {
    put('a.jpg', await photo(1));
    await importAll();
    const [before] = await images();
    put('a.jpg', await photo(99));
    await importAll();
    const [after] = await images();
    expect(after!.hash).not.toBe(before!.hash);
    expect(after!.file).toBe('present');
  });

  test('with faces keeps them, and the job says what to do', async () => {
    put('a.jpg', await photo(1));
    await importAll();
    const [image] = await images();
    await core.call('faces.add', { image: image!.id, box: { x: 10, y: 10, width: 20, height: 20 } });
    put('a.jpg', await photo(99));
    const job = await importAll();
    expect(await skips(job)).toMatchObject([
      { path: path.join(photos, 'a.jpg'), reason: expect.stringContaining('Put the old file back') },
    ]);
    expect((await images())[0]).toMatchObject({ hash: image!.hash, file: 'changed', faces: 1 });
  });
});

describe('bad photos are skipped with a sentence, and the rest is imported', () => {
  test.each<[string, () => Promise<Uint8Array> | Uint8Array, RegExp]>([
    ['empty.jpg', () => new Uint8Array(0), /empty/],
    ['text.jpg', () => Buffer.from('this is not a photo at all, only its name says so'), /not a photo|no photo/i],
    ['half.jpg', async () => (await photo(3)).subarray(0, 400), /ends too early|damaged/],
    ['torn.png', async () => (await drawn().png().toBuffer()).subarray(0, 150), /ends too early|damaged/],
  ])('%s', async (name, bytes, words) => {
    put(name, await bytes());
    put('good.jpg', await photo(4));
    const job = await importAll();
    const found = await skips(job);
    expect(job).toMatchObject({ state: 'done', done: 2, skipped: 1 });
    expect(found[0]).toMatchObject({ path: path.join(photos, name), reason: expect.stringMatching(words) });
    expect(await images()).toHaveLength(1);
  });

  test('a picture over 250 megapixels', async () => {
    const header = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    header.writeUInt32BE(20_000, 16);
    header.writeUInt32BE(20_000, 20);
    put('huge.png', header);
    put('good.jpg', await photo(4));
    const job = await importAll();
    expect((await skips(job))[0]!.reason).toMatch(/250/);
    expect(await images()).toHaveLength(1);
  });

  test('a path with nothing at it', async () => {
    put('good.jpg', await photo(4));
    const job = await core.run({ kind: 'import', paths: [path.join(photos, 'gone'), photos] });
    expect(await skips(job)).toHaveLength(1);
    expect(await images()).toHaveLength(1);
  });
});

test('a folder without photos fails with a sentence that names it', async () => {
  const job = await importAll();
  expect(job.state).toBe('failed');
  expect(job.summary).toContain(photos);
  expect(job.summary).toContain('JPEG');
});

test('photos are never written to', async () => {
  const bytes = await photo(5);
  put('a.jpg', bytes);
  await importAll();
  const [image] = await images();
  await core.fetch(`/crop/${image!.hash}?box=10,10,30,30`);
  expect(readFileSync(path.join(photos, 'a.jpg')).equals(bytes)).toBe(true);
});

describe('an upload from a browser', () => {
  test('is kept in the project and can be imported', async () => {
    const { path: kept } = await core.call('images.upload', { name: 'mine.jpg', bytes: await photo(6) });
    const again = await core.call('images.upload', { name: 'mine.jpg', bytes: await photo(7) });
    expect(again.path).not.toBe(kept);
    const job = await core.run({ kind: 'import', paths: [kept, again.path] });
    expect(job.summary).toBe('Added 2 photos.');
  });

  test.each(['../out.jpg', 'a/b.jpg', '..', 'a\\b.jpg', 'nul\0.jpg'])('named %j is refused', async (name) => {
    await expect(core.call('images.upload', { name, bytes: await photo(1) })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('plain file name'),
    });
  });
});

test('a cancelled import keeps what it has and goes on from there', async () => {
  for (let at = 0; at < 200; at++) put(`${at}.jpg`, await photo(at));
  const job = await core.call('jobs.start', { kind: 'import', paths: [photos], detect: false });
  while ((await images()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await core.call('jobs.cancel', { job: job.id });
  const [cancelled] = await core.idle();
  expect(cancelled!.state).toBe('cancelled');
  const kept = (await images()).length;
  expect(kept).toBeLessThan(200);
  await core.call('jobs.resume', { job: job.id });
  const [resumed] = await core.idle();
  expect(resumed).toMatchObject({ state: 'done', summary: `Added ${200 - kept} photos, ${kept} known already.` });
});
