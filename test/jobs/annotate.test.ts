/** Proposals by the network, from the photos to the store, with the real engine and made-up weights. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Face } from '../../electron/shared/domain/face.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { startTestCore, type TestCore, testFolder } from '../helpers/core.ts';
import { drawn } from '../helpers/photos.ts';
import { describeWithFixtures } from '../helpers/shared.ts';
import { presetWeights, writeNetwork, writeWeights } from '../helpers/weights-files.ts';
import { recipeTensor } from '../models/recipe.ts';

let core: TestCore;
let folder: string;
let photos: string;

beforeEach(async () => {
  folder = testFolder();
  photos = path.join(folder, 'photos');
  mkdirSync(photos);
  core = await startTestCore(path.join(folder, 'data'));
  await core.call('project.create', { path: path.join(folder, 'faces.lineament'), photos: [] });
});

const importNetwork = () => core.call('models.import', { path: writeNetwork(folder) });
const annotate = (tasks: 'all' | Task[] = 'all') => core.run({ kind: 'annotate', images: 'all', tasks });

/** Different for every photo: the same bytes twice would be one photo. */
let brightness = 1;

/** A drawn photo with faces drawn by hand, 30 x 40 pixels each. */
async function addPhoto(name: string, faces: number) {
  brightness -= 0.01;
  writeFileSync(path.join(photos, name), await drawn().modulate({ brightness }).jpeg().toBuffer());
  await core.run({ kind: 'import', paths: [photos] });
  const { rows } = await core.call('images.page', { text: name, offset: 0, limit: 1 });
  const image = rows[0]!.id;
  for (let i = 0; i < faces; i++)
    await core.call('faces.add', { image, box: { x: 10 + 15 * i, y: 12, width: 30, height: 40 } });
  return image;
}
const facesOf = async (image: Awaited<ReturnType<typeof addPhoto>>) => (await core.call('images.get', { image })).faces;
const yearsOf = (face: Face): number =>
  face.annotations.find((annotation) => annotation.task === 'age')?.value.years ?? Number.NaN;
const tasksOf = (face: { annotations: { task: Task }[] }) => face.annotations.map(({ task }) => task).sort();

test('without a network it fails with a sentence about what to do', async () => {
  expect(await annotate()).toMatchObject({
    state: 'failed',
    summary: expect.stringContaining('There is no network yet'),
  });
});

test('all ten tasks are proposed for every face', async () => {
  const { id } = await importNetwork();
  const image = await addPhoto('a.jpg', 2);
  expect(await annotate()).toMatchObject({
    state: 'done',
    done: 2,
    total: 2,
    summary: 'Proposed 10 tasks for 2 faces in 1 photo.',
  });
  for (const face of await facesOf(image)) {
    expect(tasksOf(face)).toEqual([...TASKS].sort());
    for (const { origin } of face.annotations) expect(origin).toEqual({ kind: 'model', model: id });
  }
});

test('label maps and points lie where the face is', async () => {
  await importNetwork();
  const image = await addPhoto('a.jpg', 1);
  await annotate();
  const [face] = await facesOf(image);
  const parsing = face!.annotations.find((annotation) => annotation.task === 'parsing');
  const side = 2 * PRESETS['facexformer-starter'].size;
  // The box 30 x 40 at 10, 12, grown by a quarter on each side and truncated.
  expect(parsing!.value).toMatchObject({ frame: { x: 2, y: 2, width: 45, height: 60 }, width: side, height: side });
  const landmarks = face!.annotations.find((annotation) => annotation.task === 'landmarks');
  for (const [x, y] of landmarks!.value.points) {
    expect(x).toBeGreaterThan(2);
    expect(x).toBeLessThan(47);
    expect(y).toBeGreaterThan(2);
    expect(y).toBeLessThan(62);
  }
});

test('a face gets the same proposals alone and in company', async () => {
  await importNetwork();
  const image = await addPhoto('a.jpg', 2);
  await annotate(['age', 'pose']);
  const [, together] = await facesOf(image);
  await core.call('faces.add', { image, box: together!.box });
  await annotate(['age', 'pose']);
  const alone = (await facesOf(image)).at(-1);
  expect(yearsOf(alone!)).toBeCloseTo(yearsOf(together!), 4);
});

test('a network is measured here, and bytes bring nothing to an encoder of convolutions', async () => {
  const { id } = await importNetwork();
  await addPhoto('a.jpg', 1);
  const { measured } = await core.call('models.measure', { model: id });
  expect(measured).toMatchObject({ faces: 1, milliseconds: expect.any(Number), fast: null });
  expect((await core.call('models.list')).find((model) => model.id === id)!.measured).toEqual(measured);
});

test('a second run finds nothing left to do', async () => {
  await importNetwork();
  await addPhoto('a.jpg', 2);
  await annotate();
  expect(await annotate()).toMatchObject({ done: 0, total: 0, summary: expect.stringContaining('Nothing to propose') });
});

test('a run for other tasks goes on where the first one stopped', async () => {
  await importNetwork();
  const image = await addPhoto('a.jpg', 1);
  await annotate(['age']);
  expect(await annotate(['age', 'gender'])).toMatchObject({ done: 1 });
  expect(tasksOf((await facesOf(image))[0]!)).toEqual(['age', 'gender']);
});

test('another network replaces what the first one proposed', async () => {
  await importNetwork();
  const image = await addPhoto('a.jpg', 1);
  await annotate(['gender']);
  const weights = presetWeights('facexformer-starter');
  const name = 'gender_prediction_head.layers.2.bias';
  const key = [...weights.keys()].find((other) => other.endsWith(name))!;
  weights.set(key, recipeTensor(key, weights.get(key)!.shape, 2));
  const other = await core.call('models.import', { path: writeWeights(folder, weights, 'other.safetensors') });
  await core.run({ kind: 'annotate', images: [image], tasks: ['gender'], model: other.id });
  expect((await facesOf(image))[0]!.annotations).toMatchObject([{ origin: { model: other.id } }]);
});

test("a person's value stays, and so does a face that a person has judged", async () => {
  await importNetwork();
  const image = await addPhoto('a.jpg', 2);
  const [one, two] = await facesOf(image);
  const said = {
    task: 'gender',
    value: { label: 'female' },
    origin: { kind: 'person', name: 'Anna' },
    confidence: null,
  } as const;
  await core.call('faces.apply', {
    edits: [
      {
        face: one!.id,
        baseRevision: one!.revision,
        changes: [{ field: 'annotation', task: 'gender', from: null, to: said }],
      },
      { face: two!.id, baseRevision: two!.revision, changes: [{ field: 'review', from: 'open', to: 'accepted' }] },
    ],
  });
  expect(await annotate(['gender', 'age'])).toMatchObject({ total: 1 });
  const [first, second] = await facesOf(image);
  expect(first!.annotations.find(({ task }) => task === 'gender')).toMatchObject({
    value: { label: 'female' },
    confidence: null,
  });
  expect([tasksOf(first!), tasksOf(second!)]).toEqual([['age', 'gender'], []]);
});

test('a photo that is gone is skipped and marked, and the others are looked at', async () => {
  await importNetwork();
  await addPhoto('a.jpg', 1);
  await addPhoto('b.jpg', 2);
  rmSync(path.join(photos, 'a.jpg'));
  expect(await annotate(['age'])).toMatchObject({
    state: 'done',
    skipped: 1,
    summary: 'Proposed 1 task for 2 faces in 1 photo, skipped 1 face.',
  });
  expect((await core.call('images.page', { state: 'problem', offset: 0, limit: 9 })).total).toBe(1);
});

test('a photo of another size than its faces were drawn on is skipped with a sentence', async () => {
  await importNetwork();
  await addPhoto('a.jpg', 1);
  writeFileSync(path.join(photos, 'a.jpg'), await drawn().resize(50, 50).jpeg().toBuffer());
  const job = await annotate(['age']);
  const { rows } = await core.call('jobs.skipped', { job: job.id, offset: 0, limit: 9 });
  expect(rows[0]!.reason).toBe(
    'a.jpg is now 50 x 50 pixels and was 96 x 64. Its faces belong to the old picture: put the old file back, or import the new one under another name.',
  );
});

test('a network whose file is gone stops the job, and no photo is blamed for it', async () => {
  const { file } = await importNetwork();
  const image = await addPhoto('a.jpg', 1);
  rmSync(file);
  expect(await annotate(['age'])).toMatchObject({
    state: 'failed',
    skipped: 0,
    summary: expect.stringContaining(file),
  });
  expect((await core.call('images.get', { image })).image.file).toBe('present');
});

test('windows are told which photos have changed', async () => {
  await importNetwork();
  const image = await addPhoto('a.jpg', 1);
  core.events.length = 0;
  await annotate(['age']);
  expect(core.events).toContainEqual({ name: 'faces.changed', data: { images: [image], faces: null, tasks: null } });
});

test('a network that was removed is named', async () => {
  await importNetwork();
  expect(
    await core.run({ kind: 'annotate', images: 'all', tasks: 'all', model: '0123456789abcdef' as never }),
  ).toMatchObject({ state: 'failed', summary: expect.stringContaining('not installed any more') });
});

test('cancelled, it keeps what was stored and goes on from there', async () => {
  await importNetwork();
  for (let i = 0; i < 20; i++) await addPhoto(`${i}.jpg`, 3);
  const started = await core.call('jobs.start', { kind: 'annotate', images: 'all', tasks: 'all' });
  core.events.length = 0;
  while (!core.events.some(({ name }) => name === 'faces.changed'))
    await new Promise((resolve) => setTimeout(resolve, 5));
  await core.call('jobs.cancel', { job: started.id });
  await core.idle();
  const stored = (await core.call('project.status')).annotations['age'] ?? 0;
  await core.call('jobs.resume', { job: started.id });
  const [job] = await core.idle();
  expect(job).toMatchObject({ state: 'done', done: 60 - stored });
  expect((await core.call('project.status')).annotations['age']).toBe(60);
});

describeWithFixtures('faces of real photos', (fixtures) => {
  test('every face that the detector finds gets ten proposals', async () => {
    await importNetwork();
    await core.call('models.import', { path: path.join(fixtures, 'detectors/yunet_s_dynamic.onnx') });
    for (const name of ['solvay_1927_bw.jpg', 'three_people_tfjs.jpg', 'astronaut.png'])
      cpSync(path.join(fixtures, 'photos', name), path.join(photos, name));
    await core.run({ kind: 'import', paths: [photos] });
    await core.run({ kind: 'detect', images: 'unsearched' });
    const { faces } = await core.call('project.status');
    expect(await annotate()).toMatchObject({ state: 'done', skipped: 0, done: faces });
    const { annotations } = await core.call('project.status');
    for (const task of TASKS) expect(annotations[task], task).toBe(faces);
  });
});
