/** Who is who, over the calls of the window: groups found, named as one step, taken back, and left. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { normal, seededRandom } from '../../electron/shared/domain/random.ts';
import { EMBEDDING_LENGTH } from '../../electron/shared/domain/vocabulary.ts';
import { said, startFaceProject } from '../helpers/face-project.ts';

/** Four faces of one person, two of another, and strangers. */
const WHO = [0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7];

async function startPeople() {
  const { core, folder, addFaces, label } = await startFaceProject();
  const faces = await addFaces(WHO.length);
  const random = seededRandom(1);
  const direction = () => Float32Array.from({ length: EMBEDDING_LENGTH }, () => normal(random));
  const persons = Array.from({ length: 12 }, direction);
  for (const [at, face] of faces.entries()) {
    const own = direction();
    const embedding = persons[WHO[at]!]!.map((entry, i) => entry + 0.5 * own[i]!);
    await label(face, said({ task: 'identity', value: { label: null, embedding } }));
  }
  const find = () => core.call('people.find', { strictness: 'usual' });
  const groups = async () => (await core.call('people.groups', { limit: 10 }))!.groups;
  return {
    core,
    project: path.join(folder, 'faces.lineament'),
    find,
    groups,
    idsOf: async () => (await groups()).map((group) => group.faces.map(({ id }) => id).toSorted((a, b) => a - b)),
    some: (from: number, to: number) => faces.slice(from, to).map(({ id }) => id),
    named: async (name: string) =>
      (await core.call('facets.page', { facet: `identity:${name}`, offset: 0, limit: 10 })).rows.map(({ id }) => id),
  };
}

test('groups are there once they are asked for', async () => {
  const { core, find, idsOf, some } = await startPeople();
  expect(await core.call('people.groups', { limit: 10 })).toBeNull();
  await find();
  expect(await idsOf()).toEqual([some(0, 4), some(4, 6)]);
  expect(await core.call('people.groups', { limit: 1 })).toMatchObject({ total: 2, compared: WHO.length });
});

test('a group is named as one step, and undo brings it back', async () => {
  const { core, find, idsOf, some, named } = await startPeople();
  await find();
  expect(await core.call('people.name', { faces: some(0, 4), name: ' Anna ' })).toBe(4);
  expect(await idsOf()).toEqual([some(4, 6)]);
  expect(await named('Anna')).toEqual(some(0, 4));
  await core.call('history.undo');
  expect(await idsOf()).toEqual([some(0, 4), some(4, 6)]);
});

test('whoever is somebody else leaves the group, and who has a name keeps it', async () => {
  const { core, find, idsOf, some, named } = await startPeople();
  await find();
  await core.call('people.part', { faces: some(3, 4) });
  expect(await idsOf()).toEqual([some(0, 3), some(4, 6)]);
  await core.call('people.name', { faces: some(5, 6), name: 'Bert' });
  expect(await core.call('people.name', { faces: some(4, 6), name: 'Carla' })).toBe(1);
  expect(await named('Bert')).toEqual(some(5, 6));
});

test('a group says whose faces it looks like', async () => {
  const { core, find, groups, some } = await startPeople();
  await core.call('people.name', { faces: some(0, 2), name: 'Anna' });
  await find();
  expect((await groups()).map(({ maybe }) => maybe?.name)).toEqual(['Anna', undefined]);
});

test('groups, and who was taken out of them, are there when the project is opened again', async () => {
  const { core, project, find, groups, idsOf, some } = await startPeople();
  await core.call('people.name', { faces: some(0, 1), name: 'Anna' });
  await find();
  await core.call('people.part', { faces: some(3, 4) });
  const before = await groups();
  await core.call('project.close');
  await core.call('project.open', { path: project });
  expect(await groups()).toEqual(before);
  expect(await idsOf()).toEqual([some(1, 3), some(4, 6)]);
});
