/** Lists by facet: what faces stand in them, in which order, and how verdicts and undo move them. */
import { expect, test } from 'vitest';
import { attributeFacet, DOUBT, FLAGGED, labelFacet, PEOPLE } from '../../electron/shared/domain/facet.ts';
import type { FaceId } from '../../electron/shared/domain/ids.ts';
import type { Change } from '../../electron/shared/domain/patch.ts';
import { ATTRIBUTES } from '../../electron/shared/domain/vocabulary.ts';
import { proposeAnnotations } from '../../electron/store/annotations.ts';
import { similarFaces } from '../../electron/store/embeddings.ts';
import { getFace } from '../../electron/store/faces.ts';
import { listFacets, pageFacet, queueAfter } from '../../electron/store/facets.ts';
import { applyEdits, undo } from '../../electron/store/history.ts';
import type { WritableDb } from '../../electron/store/open.ts';
import { settleSome } from '../../electron/store/settle.ts';
import { ANNA, addImageWithFaces, gender, NETWORK, said, testProject } from './sample.ts';

function sample(faces: number) {
  const { db } = testProject();
  return { db, ids: addImageWithFaces(db, 1, faces).faces.map(({ id }) => id) };
}

const propose = (db: WritableDb, face: FaceId, confidence: number, label: 'male' | 'female' = 'female') => {
  proposeAnnotations(db, face, [{ ...gender(label), confidence }], NETWORK);
  settleSome(db, 100);
};

const edit = (db: WritableDb, face: FaceId, ...changes: Change[]) => {
  applyEdits(db, [{ face, baseRevision: getFace(db, face).revision, changes }], ANNA);
  settleSome(db, 100);
};

const listed = (db: WritableDb, facet: string, standing: 'open' | 'here' | 'skipped' | 'accepted' = 'open') =>
  pageFacet(db, { facet, standing, descending: false, offset: 0, limit: 100 }).places.map(({ face }) => face);

const accept: Change = { field: 'review', from: 'open', to: 'accepted' };

test('the least sure face comes first, and faces of which nothing is said come last', () => {
  const { db, ids } = sample(3);
  propose(db, ids[1]!, 0.9);
  propose(db, ids[2]!, 0.6);
  expect(listed(db, DOUBT)).toEqual([ids[2], ids[1], ids[0]]);
});

test('a judged face leaves the queue, and undo brings it back', () => {
  const { db, ids } = sample(2);
  edit(db, ids[0]!, accept);
  expect([listed(db, DOUBT), listed(db, DOUBT, 'accepted')]).toEqual([[ids[1]], [ids[0]]]);
  undo(db);
  expect(listed(db, DOUBT)).toEqual(ids);
});

test('a face that is put off waits among the skipped ones', () => {
  const { db, ids } = sample(2);
  edit(db, ids[0]!, { field: 'skipped', from: false, to: true });
  expect([listed(db, DOUBT), listed(db, DOUBT, 'skipped')]).toEqual([[ids[1]], [ids[0]]]);
});

test('a deleted face is in no list', () => {
  const { db, ids } = sample(1);
  edit(db, ids[0]!, { field: 'present', from: true, to: false });
  expect(listed(db, DOUBT, 'here')).toEqual([]);
});

test('a flagged face is found, judged or not, until the flag is taken off', () => {
  const { db, ids } = sample(1);
  edit(db, ids[0]!, { field: 'flag', from: null, to: 'blurred' }, accept);
  expect(listed(db, FLAGGED, 'here')).toEqual(ids);
  edit(db, ids[0]!, { field: 'flag', from: 'blurred', to: null });
  expect(listed(db, FLAGGED, 'here')).toEqual([]);
});

test('a queue goes on behind a face whose score has changed since', () => {
  const { db, ids } = sample(3);
  for (const [at, id] of ids.entries()) propose(db, id, 0.5 + at / 10);
  const [first] = queueAfter(db, { facet: DOUBT, standing: 'open' }, null, 1);
  edit(db, ids[0]!, { field: 'annotation', task: 'gender', from: getFace(db, ids[0]!).annotations[0]!, to: null });
  const next = queueAfter(db, { facet: DOUBT, standing: 'open' }, first!, 5);
  expect(next.map(({ face }) => face)).toEqual([ids[1], ids[2], ids[0]]);
});

test('a label lists its faces until a person says otherwise', () => {
  const { db, ids } = sample(2);
  propose(db, ids[0]!, 0.9);
  propose(db, ids[1]!, 0.7);
  expect(listed(db, labelFacet('gender', 'female'))).toEqual([ids[1], ids[0]]);
  const [from] = getFace(db, ids[1]!).annotations;
  const to = said(gender('male'), { kind: 'person', name: '' });
  edit(db, ids[1]!, { field: 'annotation', task: 'gender', from: from!, to });
  expect(listed(db, labelFacet('gender', 'female'))).toEqual([ids[0]]);
  expect(listed(db, labelFacet('gender', 'male'))).toEqual([ids[1]]);
});

test('an attribute lists all its faces from surely no to surely yes', () => {
  const { db, ids } = sample(3);
  const at = ATTRIBUTES.indexOf('Smiling');
  for (const [face, p] of [0.9, 0.2, 0.5].entries()) {
    const probabilities = new Float32Array(40).fill(0.5);
    probabilities[at] = p;
    const states = Array.from(probabilities, (each) => (each >= 0.5 ? ('yes' as const) : ('no' as const)));
    proposeAnnotations(
      db,
      ids[face]!,
      [{ task: 'attributes', value: { states, probabilities }, confidence: 0.5 }],
      NETWORK,
    );
  }
  expect(listed(db, attributeFacet('Smiling'))).toEqual([ids[1], ids[2], ids[0]]);
});

const identity = (label: string | null, embedding: Float32Array<ArrayBuffer> | null = null) =>
  ({ task: 'identity', value: { label, embedding } }) as const;

test('persons are listed by name with their faces, and faces person by person', () => {
  const { db, ids } = sample(3);
  for (const [at, name] of ['Zoë', 'Ada', 'Zoë'].entries()) {
    const to = said(identity(name), { kind: 'person', name: '' });
    edit(db, ids[at]!, { field: 'annotation', task: 'identity', from: null, to });
  }
  expect(listFacets(db, labelFacet('identity', ''), 10)).toEqual([
    { facet: 'identity:Ada', faces: 1 },
    { facet: 'identity:Zoë', faces: 2 },
  ]);
  expect(listed(db, PEOPLE)).toEqual([ids[0], ids[2], ids[1]]);
});

test('faces with near embeddings are found, the nearest first', async () => {
  const { db, ids } = sample(4);
  const towards = (angle: number) => {
    const vector = new Float32Array(512);
    vector[0] = Math.cos(angle);
    vector[7] = Math.sin(angle);
    return vector;
  };
  for (const [at, angle] of [0, 1.2, 0.3, 0.1].entries())
    proposeAnnotations(db, ids[at]!, [{ ...identity(null, towards(angle)), confidence: null }], NETWORK);
  const found = await similarFaces(db, ids[0]!, 2);
  expect(found.map(({ face }) => face)).toEqual([ids[3], ids[2]]);
  expect(found[1]!.likeness).toBeCloseTo(Math.cos(0.3), 2);
});
