import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { hashBytes } from '../../electron/imaging/hash.ts';
import type { ImportReport } from '../../electron/shared/domain/dataset.ts';
import { startTestCore, type TestCore, testFolder } from '../helpers/core.ts';
import { datasetProject, storedFaces } from '../helpers/dataset-project.ts';

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

async function reportOf(core: TestCore, job: { id: number }): Promise<ImportReport> {
  const report = await core.call('datasets.report', { job: job.id as never });
  if (report?.kind !== 'import-labels') throw new Error('no report of an import');
  return report;
}

const skipsOf = async (core: TestCore, job: { id: number }) =>
  (await core.call('jobs.skipped', { job: job.id as never, offset: 0, limit: 500 })).rows;

/** A new project with nothing in it. */
async function emptyProject(): Promise<TestCore> {
  const root = testFolder();
  const core = await startTestCore(path.join(root, 'data'));
  await core.call('project.create', { path: path.join(root, 'other.lineament'), photos: [] });
  return core;
}

describe('a project goes out and comes back', () => {
  test('as a new project, with every face as it was, at all eight orientations', async () => {
    const { core, faces } = await datasetProject();
    const folder = path.join(testFolder(), 'out');
    const job = await core.run({ kind: 'export', format: 'native', folder });
    expect(job).toMatchObject({ state: 'done', done: 8, summary: `Wrote 16 faces in 8 pictures to ${folder}.` });
    const other = await emptyProject();
    const imported = await other.run({ kind: 'import-labels', format: 'native', path: folder, addPhotos: true });
    expect(await skipsOf(other, imported)).toEqual([]);
    expect(await storedFaces(other)).toEqual(faces);
    const report = await reportOf(other, imported);
    expect(report).toMatchObject({
      records: 8,
      matched: { path: 0, name: 0, content: 0, added: 8 },
      unmatched: 0,
      faces: { added: 16, found: 0 },
    });
  });

  test('every file has its sum in the manifest, and the same project gives the same bytes', async () => {
    const { core } = await datasetProject({ orientations: [1, 6] });
    const [a, b] = [path.join(testFolder(), 'a'), path.join(testFolder(), 'b')];
    await core.run({ kind: 'export', format: 'native', folder: a, licence: 'CC0-1.0' });
    await core.run({ kind: 'export', format: 'native', folder: b, licence: 'CC0-1.0' });
    const files = filesOf(a);
    expect(filesOf(b)).toEqual(files);
    for (const file of files)
      expect(readFileSync(path.join(a, file)).equals(readFileSync(path.join(b, file))), file).toBe(true);
    const { files: listed } = JSON.parse(readFileSync(path.join(a, 'manifest.json'), 'utf8'));
    expect(Object.keys(listed).sort()).toEqual(files.filter((file) => file !== 'manifest.json'));
    for (const [file, { sha256, bytes }] of Object.entries<{ sha256: string; bytes: number }>(listed)) {
      const content = readFileSync(path.join(a, file));
      expect([hashBytes(content), content.length]).toEqual([sha256, bytes]);
    }
    const card = readFileSync(path.join(a, 'README.md'), 'utf8');
    expect(card).toContain('license: "CC0-1.0"');
    expect(card).toMatch(/\| gender \| (male|female) \| \d/);
  });

  test('photos are found again by their content, and a dry run changes nothing', async () => {
    const { core, faces, photos } = await datasetProject({ orientations: [1, 8] });
    const folder = path.join(testFolder(), 'out');
    await core.run({ kind: 'export', format: 'native', folder });
    const other = await emptyProject();
    const moved = path.join(testFolder(), 'elsewhere');
    for (const [at, file] of readdirSync(photos).entries()) {
      const bytes = readFileSync(path.join(photos, file));
      await sharp(bytes).metadata();
      const { mkdirSync } = await import('node:fs');
      mkdirSync(moved, { recursive: true });
      writeFileSync(path.join(moved, `${at}.jpg`), bytes);
    }
    await other.run({ kind: 'import', paths: [moved] });
    const request = { kind: 'import-labels', format: 'native', path: folder } as const;
    const dry = await reportOf(other, await other.run({ ...request, dryRun: true }));
    expect((await other.call('project.status')).faces).toBe(0);
    const real = await reportOf(other, await other.run(request));
    expect(dry).toEqual({ ...real, dryRun: true });
    expect(real.matched).toEqual({ path: 0, name: 0, content: 2, added: 0 });
    expect([...(await storedFaces(other)).values()]).toEqual([...faces.values()]);
  });
});

test.each(['photos', 'labels'] as const)(
  'CelebA counts its pictures, and the list of sources leads back to the photos (%s)',
  async (content) => {
    const { core, photos } = await datasetProject({ orientations: [3, 6] });
    const folder = path.join(testFolder(), 'out');
    await core.run({ kind: 'export', format: 'celeba', folder, content });
    const other = await emptyProject();
    await other.run({ kind: 'import', paths: [photos] });
    const job = await other.run({ kind: 'import-labels', format: 'celeba', path: folder });
    expect((await reportOf(other, job)).matched).toEqual({ path: 0, name: 0, content: 4, added: 0 });
    expect(await skipsOf(other, job)).toEqual([]);
    const boxes = async (of: TestCore) =>
      [...(await storedFaces(of))].map(([name, faces]) => [name, faces.map(({ box }) => Math.round(box.x))]);
    expect(await boxes(other)).toEqual(await boxes(core));
  },
);

describe('what a person has said', () => {
  async function contested() {
    const { core } = await datasetProject({ orientations: [1] });
    const folder = path.join(testFolder(), 'out');
    await core.run({ kind: 'export', format: 'native', folder });
    // The person changes a value after the export: the file says another thing now.
    const { rows } = await core.call('images.page', { offset: 0, limit: 1 });
    const image = rows[0]!.id;
    const face = (await core.call('images.get', { image })).faces[1]!;
    const age = face.annotations.find(({ task }) => task === 'age')!;
    const mine = { ...age, value: { years: 12.5, bin: '10-19' } } as typeof age;
    await core.call('faces.apply', {
      edits: [
        {
          face: face.id,
          baseRevision: face.revision,
          changes: [{ field: 'annotation', task: 'age', from: age, to: mine }],
        },
      ],
    });
    const ageNow = async () =>
      (await core.call('images.get', { image })).faces[1]!.annotations.find(({ task }) => task === 'age')!.value;
    return { core, folder, ageNow, theirs: age.value };
  }

  test.each(['keep-human', 'replace-proposals', 'as-proposal'] as const)('stays under %s', async (policy) => {
    const { core, folder, ageNow } = await contested();
    const job = await core.run({ kind: 'import-labels', format: 'native', path: folder, policy });
    expect(await ageNow()).toEqual({ years: 12.5, bin: '10-19' });
    expect((await reportOf(core, job)).kept.age).toBe(2);
  });

  test('is written over under replace-all, and one undo brings it back', async () => {
    const { core, folder, ageNow, theirs } = await contested();
    const before = await storedFaces(core);
    await core.run({ kind: 'import-labels', format: 'native', path: folder, policy: 'replace-all' });
    expect(await ageNow()).toEqual(theirs);
    expect((await core.call('history.get')).undo).toBe('import labels from out');
    await core.call('history.undo');
    expect(await storedFaces(core)).toEqual(before);
    await core.call('history.redo');
    expect(await ageNow()).toEqual(theirs);
    // And the person's own step under it is still to be had.
    await core.call('history.undo');
    await core.call('history.undo');
    expect(await ageNow()).toEqual(theirs);
  });
});

describe('what is asked for', () => {
  test('accepted faces alone, some tasks alone', async () => {
    const { core } = await datasetProject({ orientations: [1, 2, 3] });
    const folder = path.join(testFolder(), 'out');
    const job = await core.run({
      kind: 'export',
      format: 'native',
      folder,
      review: 'accepted',
      tasks: ['age', 'pose'],
    });
    expect(job.summary).toMatch(/^Wrote 2 faces in 2 pictures/);
    const lines = readFileSync(path.join(folder, 'labels/all.jsonl'), 'utf8').trim().split('\n');
    for (const line of lines)
      for (const face of JSON.parse(line).faces)
        expect(face.annotations.map(({ task }: { task: string }) => task).sort()).toEqual(['age', 'pose']);
  });

  test('crops of faces, with their values where the face is', async () => {
    const { core, faces } = await datasetProject({ orientations: [6] });
    const folder = path.join(testFolder(), 'out');
    await core.run({ kind: 'export', format: 'native', folder, content: 'crops', crop: { size: 128, margin: 0.5 } });
    const [line] = readFileSync(path.join(folder, 'labels/all.jsonl'), 'utf8').trim().split('\n');
    const { photo, faces: cropped } = JSON.parse(line!);
    expect(await sharp(path.join(folder, photo.file)).metadata()).toMatchObject({ width: 128, height: 128 });
    const [{ box }] = [...faces.values()].flat() as [(typeof cropped)[number]];
    const scale = 128 / (2 * Math.max(box.width, box.height));
    expect(cropped[0].box.width).toBeCloseTo(box.width * scale, 9);
    expect(cropped[0].box.x + cropped[0].box.width / 2).toBeCloseTo(64, 9);
  });

  test('nobody in two splits', async () => {
    const { core } = await datasetProject();
    const folder = path.join(testFolder(), 'out');
    await core.run({
      kind: 'export',
      format: 'native',
      folder,
      split: { by: 'ratio', train: 0.6, val: 0.2, test: 0.2 },
    });
    const where = new Map<string, Set<string>>();
    for (const file of readdirSync(path.join(folder, 'labels')))
      for (const line of readFileSync(path.join(folder, 'labels', file), 'utf8')
        .trim()
        .split('\n'))
        for (const face of JSON.parse(line).faces) {
          const { label } = face.annotations.find(({ task }: { task: string }) => task === 'identity').value;
          where.set(label, (where.get(label) ?? new Set()).add(file));
        }
    expect([...where.values()].every((splits) => splits.size === 1)).toBe(true);
  });

  test('lists of splits are followed, copies of a picture stay together, and a name without a photo is told', async () => {
    const { core, photos } = await datasetProject({ orientations: [1, 2, 3] });
    const copy = path.join(photos, 'copy.jpg');
    await sharp(path.join(photos, 'turned 1é.jpg')).jpeg({ quality: 60 }).toFile(copy);
    await core.run({ kind: 'import', paths: [photos] });
    const { rows } = await core.call('images.page', { offset: 0, limit: 500 });
    const { id: image } = rows.find((row) => row.path === copy)!;
    await core.call('faces.add', { image, box: { x: 20, y: 30, width: 60, height: 70 } });

    const lists = testFolder();
    const listed = (name: string, ...names: string[]) => {
      writeFileSync(path.join(lists, name), names.join('\n'));
      return path.join(lists, name);
    };
    const ask = { kind: 'export', format: 'wider-face' } as const;
    const train = listed('train.txt', 'turned 1é.jpg', 'turned 9.jpg');
    const apart = { by: 'lists', train, val: null, test: listed('test.txt', 'copy.jpg') } as const;
    const refused = await core.run({ ...ask, folder: path.join(testFolder(), 'out'), split: apart });
    expect(refused.summary).toMatch(/copy\.jpg» is in test and .*turned 1é\.jpg» in train.*same picture/);

    const folder = path.join(testFolder(), 'out');
    const split = { by: 'lists', train: listed('both.txt', 'copy.jpg', 'turned 1é.jpg', 'turned 9.jpg') } as const;
    const job = await core.run({ ...ask, folder, split: { ...split, val: null, test: null } });
    expect(job.summary).toMatch(/^Wrote 3 faces in 2 pictures/);
    expect(await skipsOf(core, job)).toEqual([
      { path: `${split.train}: turned 9.jpg`, reason: 'The project has no photo of this path or name.' },
    ]);
    expect(readdirSync(path.join(folder, 'wider_face_split'))).toEqual(['wider_face_train_bbx_gt.txt']);
  });

  test('private: no metadata, no paths, no names', async () => {
    const { core, photos } = await datasetProject({ orientations: [6] });
    const folder = path.join(testFolder(), 'out');
    await core.run({
      kind: 'export',
      format: 'native',
      folder,
      review: 'accepted',
      privacy: { names: true, blur: true },
    });
    const files = filesOf(folder);
    const picture = files.find((file) => file.startsWith('photos'))!;
    expect(picture).toMatch(/^photos\/[0-9a-f]{16}\.jpg$/);
    const { exif, orientation } = await sharp(path.join(folder, picture)).metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
    for (const file of files.filter((name) => /json|md$/.test(name))) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      expect(text).not.toContain(photos);
      expect(text).not.toMatch(/turned 6|Müller|李|Bob|Zoë/);
    }
  });

  test('a folder that is there is refused, and a missing photo is left out with its reason', async () => {
    const { core, photos } = await datasetProject({ orientations: [1, 2] });
    const folder = path.join(testFolder(), 'out');
    rmSync(path.join(photos, 'turned 2é.jpg'));
    const job = await core.run({ kind: 'export', format: 'native', folder });
    expect(job.summary).toMatch(/^Wrote 2 faces in 1 picture /);
    expect((await skipsOf(core, job))[0]!.reason).toMatch(/turned 2é.jpg» is not there any more/);
    const again = await core.run({ kind: 'export', format: 'native', folder });
    expect(again).toMatchObject({ state: 'failed' });
    expect(again.summary).toMatch(/already exists and is not empty/);
    expect(existsSync(`${folder}.unfinished`)).toBe(false);
  });
});
