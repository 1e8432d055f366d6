/** What windows are told of changed faces: which ones, and how far they have come. */
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Face } from '../../electron/shared/domain/face.ts';
import { startTestCore, type TestCore, testFolder } from '../helpers/core.ts';
import { drawn } from '../helpers/photos.ts';

let core: TestCore;
let face: Face;

beforeEach(async () => {
  core = await startTestCore();
  const photos = testFolder();
  await drawn().png().toFile(path.join(photos, 'a.png'));
  await core.call('project.create', { path: path.join(testFolder(), 'a.lineament'), photos: [photos] });
  await core.idle();
  const { rows } = await core.call('images.page', { state: 'all', offset: 0, limit: 1 } as never);
  face = await core.call('faces.add', { image: rows[0]!.id, box: { x: 2, y: 2, width: 20, height: 20 } });
});

const told = () =>
  core.events.flatMap(({ name, data }) => (name === 'faces.changed' ? [(data as { faces: unknown }).faces] : []));

test('a new face, a change, a deletion and its undo', async () => {
  const { id, image } = face;
  const change = { field: 'review', from: 'open', to: 'accepted' } as const;
  const [accepted] = await core.call('faces.apply', { edits: [{ face: id, baseRevision: 0, changes: [change] }] });
  expect(accepted!.revision).toBe(1);
  const removal = { field: 'present', from: true, to: false } as const;
  await core.call('faces.apply', { edits: [{ face: id, baseRevision: 1, changes: [removal] }] });
  await core.call('history.undo');
  expect(told().slice(-4)).toEqual([
    [{ id, image, revision: 0, present: true }],
    [{ id, image, revision: 1, present: true }],
    [{ id, image, revision: 2, present: false }],
    [{ id, image, revision: 3, present: true }],
  ]);
});

test('the tasks whose values changed are told where nothing else did', async () => {
  const { id } = face;
  const to = {
    task: 'age',
    value: { years: 30, bin: '30-39' },
    origin: { kind: 'person', name: '' },
    confidence: null,
  };
  const age = { field: 'annotation', task: 'age', from: null, to } as const;
  const flag = { field: 'flag', from: null, to: 'look' } as const;
  await core.call('faces.apply', { edits: [{ face: id, baseRevision: 0, changes: [age as never] }] });
  await core.call('history.undo');
  await core.call('faces.apply', { edits: [{ face: id, baseRevision: 2, changes: [age as never, flag] }] });
  const tasks = core.events.flatMap(({ name, data }) =>
    name === 'faces.changed' ? [(data as { tasks: unknown }).tasks] : [],
  );
  expect(tasks.slice(-3)).toEqual([['age'], ['age'], null]);
});
