/** What a round makes of bad input: a sentence each, nothing lost, and the old network goes on working. */
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Job } from '../../electron/shared/domain/job.ts';
import type { Model } from '../../electron/shared/domain/model.ts';
import type { Round } from '../../electron/shared/domain/round.ts';
import { fromBlob, toBlob } from '../../electron/store/blob.ts';
import { type FaceProject, gender, said, startFaceProject } from '../helpers/face-project.ts';
import { writeNetwork } from '../helpers/weights-files.ts';

let project: FaceProject;
let core: FaceProject['core'];
let base: Model;
/** What the project held before the round. */
let labelled: Face[];

const QUICK = { epochs: 2, batch: 4, variants: 1, validation: 0, test: 0, distillation: 0 } as const;

async function allFaces(): Promise<Face[]> {
  const { rows } = await core.call('images.page', { offset: 0, limit: 100 });
  const images = await Promise.all(rows.map(({ id }) => core.call('images.get', { image: id })));
  return images.flatMap(({ faces }) => faces);
}

beforeEach(async () => {
  project = await startFaceProject();
  core = project.core;
  base = await core.call('models.import', { path: writeNetwork(project.folder) });
  labelled = [];
});

/** Whatever went wrong: the labels are there, and the network that worked before works now. */
afterEach(async () => {
  expect(await allFaces()).toEqual(labelled);
  expect((await core.call('models.list')).filter(({ active }) => active).map(({ id }) => id)).toEqual([base.id]);
});

const point = (i: number): [number, number] => [25 + (i % 8) * 4, 25 + Math.floor(i / 8) * 4];
const landmarks = said({
  task: 'landmarks',
  value: { points: Array.from({ length: 68 }, (_, i) => point(i)), spread: null },
});
const named = (label: string) => said({ task: 'identity', value: { label, embedding: null } });

async function facesWith(count: number, of: (i: number) => Parameters<FaceProject['label']>[1]): Promise<void> {
  for (const [i, face] of (await project.addFaces(count)).entries()) await project.label(face, of(i));
  labelled = await allFaces();
}

/** Trains a round to whatever end it comes to. */
async function trained(recipe: object = QUICK): Promise<{ round: Round; job: Job }> {
  const round = await core.call('rounds.prepare', { recipe });
  return { round, job: await train(round) };
}

async function train({ id }: Round): Promise<Job> {
  const { id: job } = await core.call('rounds.start', { round: id });
  return (await core.idle()).find((each) => each.id === job)!;
}

const stateOf = async ({ id }: Round) => (await core.call('rounds.get', { round: id })).round.state;

describe('labels that teach nothing', () => {
  test('a task without a label is named, and the others are learned', async () => {
    await facesWith(4, gender);
    const { round, job } = await trained({ ...QUICK, tasks: ['gender', 'pose'] });
    expect(round.material.warnings).toContainEqual(expect.stringContaining('No face has a confirmed label for pose'));
    expect(job.state).toBe('done');
  });

  test('none of the tasks that were asked for has a label', async () => {
    await facesWith(2, gender);
    const preparing = core.call('rounds.prepare', { recipe: { ...QUICK, tasks: ['pose', 'age'] } });
    await expect(preparing).rejects.toThrow('No face has a confirmed label for pose or age.');
    expect(await core.call('rounds.list')).toEqual([]);
  });

  test('one face is too little', async () => {
    await facesWith(1, gender);
    await expect(core.call('rounds.prepare', { recipe: QUICK })).rejects.toThrow('One face is too little');
  });

  test('one person cannot be told from others', async () => {
    await facesWith(3, () => named('Ada'));
    const { round, job } = await trained();
    expect(round.material.warnings).toContainEqual(expect.stringContaining('one person cannot be told from others'));
    expect(job).toMatchObject({ state: 'failed', summary: expect.stringContaining('telling people apart') });
    expect(await core.call('rounds.discard', { round: round.id })).toMatchObject({ state: 'discarded' });
  });

  test('labels that are all equal are warned of, and nothing breaks', async () => {
    await facesWith(4, () => gender(0));
    const { round, job } = await trained();
    expect(round.material.warnings).toContainEqual(expect.stringContaining('All 4 labels for gender say «female»'));
    expect(job).toMatchObject({ state: 'done' });
  });
});

describe('photos and labels that went bad since', () => {
  test('without any photo a round stops in words, and goes on when they are back', async () => {
    await facesWith(3, gender);
    const round = await core.call('rounds.prepare', { recipe: QUICK });
    const [photos, away] = [path.join(project.folder, 'photos'), path.join(project.folder, 'away')];
    renameSync(photos, away);
    expect(await train(round)).toMatchObject({
      state: 'failed',
      summary: expect.stringContaining('Put them back and resume'),
    });
    expect(await stateOf(round)).toBe('training');
    renameSync(away, photos);
    expect(await train(round)).toMatchObject({ state: 'done' });
    labelled = await allFaces();
  });

  test('a label with a number that is none is refused where it is given', async () => {
    await facesWith(2, () => landmarks);
    const [face] = await project.addFaces(3).then((faces) => faces.slice(-1));
    const points = landmarks.task === 'landmarks' ? landmarks.value.points.with(5, [Number.NaN, 3]) : [];
    const broken = said({ task: 'landmarks', value: { points, spread: null } });
    await expect(project.label(face!, broken)).rejects.toThrow(/number/);
    labelled = await allFaces();
  });

  test('a label that was damaged on the disk is named and left out', async () => {
    await facesWith(3, () => landmarks);
    const file = path.join(project.folder, 'faces.lineament', 'project.sqlite');
    const db = new Database(file);
    const select = db.prepare('SELECT id, value FROM annotations ORDER BY id LIMIT 1');
    const { id, value } = select.get() as { id: number; value: Uint8Array };
    const { points, ...rest } = fromBlob(value) as { points: [number, number][] };
    const broken = toBlob({ ...rest, points: points.with(7, [Number.NaN, 1]) });
    db.prepare('UPDATE annotations SET value = ? WHERE id = ?').run(broken, id);
    const { job } = await trained();
    expect(job).toMatchObject({ state: 'done', skipped: 1 });
    const { rows } = await core.call('jobs.skipped', { job: job.id, offset: 0, limit: 10 });
    expect(rows[0]!.reason).toContain('The label for landmarks is damaged');
    db.prepare('UPDATE annotations SET value = ? WHERE id = ?').run(value, id);
    db.close();
  });
});

/** Linux has a device that is always full: what is written to a link to it fails as on a full disk. */
const FULL = '/dev/full';

describe.skipIf(!existsSync(FULL))('a full disk', () => {
  test.each([
    ['the checkpoint', path.join('training', 'checkpoint.safetensors')],
    ['the result', 'result.safetensors'],
  ])('%s cannot be saved: the round says so, and goes on once there is space', async (_what, file) => {
    await facesWith(3, gender);
    const round = await core.call('rounds.prepare', { recipe: QUICK });
    const place = path.join(project.folder, 'faces.lineament', 'rounds', String(round.id), file);
    mkdirSync(path.dirname(place), { recursive: true });
    // A file is written beside its place first.
    symlinkSync(FULL, `${place}.part`);
    expect(await train(round)).toMatchObject({ state: 'failed', summary: expect.stringContaining('The disk is full') });
    expect(await stateOf(round)).toBe('training');
    rmSync(`${place}.part`, { force: true });
    expect(await train(round)).toMatchObject({ state: 'done' });
  });
});

test('a training that runs away stops in words, and leaves no model behind', async () => {
  await facesWith(6, gender);
  const { round, job } = await trained({ ...QUICK, epochs: 40, learningRate: 1, clip: null, average: 0, warmUp: 0 });
  expect(job).toMatchObject({ state: 'failed', summary: expect.stringContaining('The training ran away') });
  expect(await core.call('models.list')).toHaveLength(1);
  expect(await core.call('rounds.discard', { round: round.id })).toMatchObject({ state: 'discarded' });
});
