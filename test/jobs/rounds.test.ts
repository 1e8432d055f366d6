/** Rounds as a person prepares them: what is counted, frozen and refused. */

import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { packFile } from '../../electron/jobs/prepare-round.ts';
import { openPack } from '../../electron/training/pack.ts';
import { type FaceProject, gender, startFaceProject } from '../helpers/face-project.ts';
import { writeNetwork } from '../helpers/weights-files.ts';

let project: FaceProject;
let core: FaceProject['core'];
let folder: string;
let addFaces: FaceProject['addFaces'];
let label: FaceProject['label'];

beforeEach(async () => {
  project = await startFaceProject();
  ({ core, folder, addFaces, label } = project);
});

test('labels of people are counted and frozen, and later changes do not reach them', async () => {
  await core.call('models.import', { path: writeNetwork(folder) });
  const faces = await addFaces(5);
  for (const [i, face] of faces.slice(0, 4).entries()) await label(face, gender(i));
  const recipe = { validation: 0, test: 0 };
  expect(await core.call('rounds.material', { recipe })).toMatchObject({
    faces: 4,
    photos: 4,
    groups: 4,
    by: 'photo',
    tasks: { gender: { train: 4, validation: 0, test: 0 } },
  });
  const round = await core.call('rounds.prepare', { recipe });
  expect(round).toMatchObject({ state: 'prepared', material: { faces: 4 } });
  const [first] = await core.call('images.get', { image: faces[0]!.image }).then((found) => found.faces);
  const [annotation] = first!.annotations;
  await core.call('faces.apply', {
    edits: [
      {
        face: first!.id,
        baseRevision: first!.revision,
        changes: [{ field: 'annotation', task: 'gender', from: annotation!, to: gender(1) }],
      },
    ],
  });
  const pack = openPack(packFile(path.join(folder, 'faces.lineament', 'rounds', String(round.id))));
  expect(pack.count).toBe(4);
  expect(pack.read(0)).toMatchObject({
    face: first!.id,
    revision: first!.revision,
    box: { x: 20, y: 20, width: 40, height: 50 },
    labels: [{ task: 'gender', value: { label: 'female' } }],
  });
  pack.close();
  expect(await core.call('rounds.list')).toMatchObject([{ id: round.id }]);
  expect(await core.call('rounds.get', { round: round.id })).toMatchObject({ curve: [] });
});

test("a model's value counts once the face is accepted, and a rejected face never", async () => {
  await core.call('models.import', { path: writeNetwork(folder) });
  await addFaces(3);
  await core.run({ kind: 'annotate', images: 'all', tasks: ['age'] });
  expect(await core.call('rounds.material', {})).toMatchObject({ faces: 0 });
  const { rows } = await core.call('faces.page', { offset: 0, limit: 10 });
  const judge = (face: (typeof rows)[number], to: 'accepted' | 'rejected') =>
    core.call('faces.apply', {
      edits: [{ face: face.id, baseRevision: face.revision, changes: [{ field: 'review', from: 'open', to }] }],
    });
  await judge(rows[0]!, 'accepted');
  await judge(rows[1]!, 'rejected');
  expect(await core.call('rounds.material', {})).toMatchObject({ faces: 1, tasks: { age: {} } });
});

test('too little to learn from is refused in words, and leaves no round', async () => {
  await core.call('models.import', { path: writeNetwork(folder) });
  await expect(core.call('rounds.prepare', {})).rejects.toThrow('nothing to learn from yet');
  const [face] = await addFaces(1);
  await label(face!, gender(0));
  await expect(core.call('rounds.prepare', {})).rejects.toThrow('One face is too little');
  expect(await core.call('rounds.list')).toEqual([]);
});

test('without a network a round begins with nothing, or is refused', async () => {
  const faces = await addFaces(2);
  for (const [i, face] of faces.entries()) await label(face, gender(i));
  await expect(core.call('rounds.prepare', {})).rejects.toThrow('no network to begin with');
  const recipe = { begin: 'nothing', network: 'facexformer-starter' } as const;
  expect(await core.call('rounds.prepare', { recipe })).toMatchObject({ baseModel: null });
});

test('a discarded round stays on the list and loses its files', async () => {
  await core.call('models.import', { path: writeNetwork(folder) });
  const faces = await addFaces(2);
  for (const [i, face] of faces.entries()) await label(face, gender(i));
  const { id } = await core.call('rounds.prepare', {});
  expect(await core.call('rounds.discard', { round: id })).toMatchObject({ state: 'discarded' });
  const pack = packFile(path.join(folder, 'faces.lineament', 'rounds', String(id)));
  expect(() => openPack(pack)).toThrow('are missing');
  await expect(core.call('rounds.promote', { round: id })).rejects.toThrow('it is discarded');
  await expect(core.call('rounds.rollback', { round: id })).rejects.toThrow('nothing to go back from');
});

const QUICK = { epochs: 2, batch: 4, variants: 1, validation: 0, test: 0.5, distillation: 0 } as const;

/** A round on six faces, prepared. */
async function prepared(recipe: object = QUICK) {
  const base = await core.call('models.import', { path: writeNetwork(folder) });
  const faces = await addFaces(6);
  for (const [i, face] of faces.entries()) await label(face, gender(i));
  return { base, faces, round: await core.call('rounds.prepare', { recipe }) };
}

test('a round is trained, judged beside the old model, promoted, rolled back and discarded', async () => {
  const { base, round } = await prepared();
  const { train, test: apart } = round.material.tasks.gender!;
  expect(apart).toBeGreaterThan(0);
  const { id } = await core.call('rounds.start', { round: round.id });
  const [job] = await core.idle();
  expect(job).toMatchObject({ id, state: 'done', summary: expect.stringContaining('Trained to the end') });

  const { round: trained, curve } = await core.call('rounds.get', { round: round.id });
  expect(curve.map(({ step, part }) => [step, part])).toEqual(
    Array.from({ length: 2 * Math.ceil(train / 4) }, (_, i) => [i + 1, 'train']),
  );
  expect(trained).toMatchObject({
    state: 'trained',
    metrics: { on: { faces: apart }, models: [{ model: base.id }, { model: trained.resultModel }] },
  });
  const model = async () => (await core.call('models.list')).find(({ active }) => active)?.id;
  expect(await model()).toBe(base.id);

  expect(await core.call('rounds.promote', { round: round.id })).toMatchObject({
    state: 'promoted',
    replacedModel: base.id,
  });
  expect(await model()).toBe(trained.resultModel);
  expect((await core.idle())[0]!.request.kind).toBe('annotate');
  await expect(core.call('rounds.discard', { round: round.id })).rejects.toThrow('Roll it back first');
  expect(await core.call('rounds.rollback', { round: round.id })).toMatchObject({
    state: 'trained',
    replacedModel: null,
  });
  expect(await model()).toBe(base.id);
  await core.idle();
  expect(await core.call('rounds.discard', { round: round.id })).toMatchObject({ state: 'discarded' });
  expect((await core.call('models.list')).map(({ id: left }) => left)).toEqual([base.id]);
  await core.call('rounds.start', { round: round.id });
  expect((await core.idle())[0]).toMatchObject({ state: 'failed', summary: expect.stringContaining('is discarded') });
});

test('a training that is cancelled goes on where it stood', async () => {
  const { round } = await prepared({ ...QUICK, epochs: 6 });
  const { id } = await core.call('rounds.start', { round: round.id });
  const hasSteps = () =>
    core.events.some(({ name, data }) => name === 'round.progress' && (data as { step: number }).step > 0);
  while (!hasSteps()) await new Promise((resolve) => setTimeout(resolve, 5));
  await core.call('jobs.cancel', { job: id });
  await core.idle();
  const [job] = await core.call('jobs.list');
  if (job!.state === 'cancelled') {
    expect(await core.call('rounds.get', { round: round.id })).toMatchObject({ round: { state: 'training' } });
    expect(await core.call('rounds.start', { round: round.id })).toMatchObject({ id });
    await core.idle();
  }
  const { round: trained, curve } = await core.call('rounds.get', { round: round.id });
  expect(trained.state).toBe('trained');
  expect(curve.map(({ step }) => step)).toEqual(curve.map((_, i) => i + 1));
});

test('a round says beforehand what it will take, and leaves nothing behind', async () => {
  const { round } = await prepared();
  const estimate = await core.call('rounds.estimate', { round: round.id });
  expect(estimate.steps).toBe(2 * Math.ceil(round.material.tasks.gender!.train / 4));
  expect(estimate.seconds).toBeGreaterThan(estimate.secondsBefore);
  expect(estimate.memory).toBeGreaterThan(0);
  const work = path.join(folder, 'faces.lineament', 'rounds', String(round.id));
  expect(readdirSync(work, { recursive: true }).filter((name) => String(name).includes('estimate'))).toEqual([]);
});

test('a photo that has gone since is told of, and the round goes on', async () => {
  const { round } = await prepared();
  rmSync(path.join(folder, 'photos', '0.png'));
  await core.call('rounds.start', { round: round.id });
  const [job] = await core.idle();
  expect(job).toMatchObject({ state: 'done', skipped: 1 });
  const { rows } = await core.call('jobs.skipped', { job: job!.id, offset: 0, limit: 10 });
  expect(rows).toMatchObject([
    { path: expect.stringContaining('0.png'), reason: expect.stringContaining('not there') },
  ]);
});
