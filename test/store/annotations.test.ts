import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import { type FaceId, ModelId } from '../../electron/shared/domain/ids.ts';
import { TASKS } from '../../electron/shared/domain/vocabulary.ts';
import {
  findAnnotation,
  type Proposal,
  proposeAnnotations,
  TASK_BITS,
  writeAnnotation,
} from '../../electron/store/annotations.ts';
import { facesOf, getFace } from '../../electron/store/faces.ts';
import { applyEdits } from '../../electron/store/history.ts';
import type { WritableDb } from '../../electron/store/open.ts';
import { countFacesToAnnotate, facesToAnnotate, imagesToAnnotate } from '../../electron/store/to-annotate.ts';
import { ANNA, addImageWithFaces, gender, NETWORK, reopen, said, testProject } from './sample.ts';

/** Some value for every task, with all the kinds of data that values hold. */
const PROPOSALS: Proposal[] = [
  {
    task: 'parsing',
    value: {
      profile: 'facexformer-11',
      frame: { x: 10, y: 20, width: 160, height: 120 },
      width: 64,
      height: 48,
      labels: Uint8Array.from({ length: 64 * 48 }, (_, i) => i % 11),
    },
    confidence: 0.9,
  },
  {
    task: 'landmarks',
    value: {
      points: Array.from({ length: 68 }, (_, i): [number, number] => [i + 0.25, -i / 3]),
      spread: new Float32Array(68).fill(1.5),
    },
    confidence: 0.5,
  },
  {
    task: 'visibility',
    value: { visible: Array.from({ length: 29 }, (_, i) => i % 2 === 0), probabilities: null },
    confidence: null,
  },
  { task: 'pose', value: { quaternion: [1, 0, -0, 0] }, confidence: 0.4 },
  {
    task: 'attributes',
    value: {
      states: Array.from({ length: 40 }, (_, i) => (['yes', 'no', 'unknown'] as const)[i % 3]!),
      probabilities: new Float32Array(40).fill(0.25),
    },
    confidence: 0,
  },
  { task: 'age', value: { years: 31.5, bin: '30-39' }, confidence: 1 },
  { task: 'gender', value: { label: 'female' }, confidence: 0.7 },
  { task: 'race', value: { label: 'Others' }, confidence: 0.6 },
  { task: 'expression', value: { label: 'neutral' }, confidence: 0.3 },
  {
    task: 'identity',
    value: { label: null, embedding: Float32Array.from({ length: 512 }, (_, i) => Math.fround(Math.sin(i))) },
    confidence: 0.2,
  },
];

function oneFace() {
  const store = testProject();
  const { image, faces } = addImageWithFaces(store.db, 1, 1);
  return { store, db: store.db, image, face: faces[0]!.id };
}

const sayByHand = (db: WritableDb, face: FaceId, from: Annotation | null, label: 'male' | 'female') =>
  applyEdits(
    db,
    [
      {
        face,
        baseRevision: getFace(db, face).revision,
        changes: [
          { field: 'annotation', task: 'gender', from, to: said(gender(label), { kind: 'person', name: 'Anna' }) },
        ],
      },
    ],
    ANNA,
  );

describe('proposals', () => {
  test('of all ten tasks come back as they were, after a restart too', () => {
    const { store, db, face, image } = oneFace();
    expect(proposeAnnotations(db, face, PROPOSALS, NETWORK)).toEqual(TASKS);
    expect(facesOf(reopen(store).db, image)[0]!.annotations).toEqual(
      PROPOSALS.map((proposal) => ({ ...proposal, origin: { kind: 'model', model: NETWORK } })),
    );
  });

  test('take the place of earlier ones', () => {
    const { db, face } = oneFace();
    proposeAnnotations(db, face, [{ ...gender('male'), confidence: 0.6 }], NETWORK);
    proposeAnnotations(db, face, [{ ...gender('female'), confidence: 0.7 }], NETWORK);
    expect(getFace(db, face).annotations).toMatchObject([{ value: { label: 'female' }, confidence: 0.7 }]);
  });

  test('count the revision up, so that an edit on the old value is noticed', () => {
    const { db, face } = oneFace();
    proposeAnnotations(db, face, PROPOSALS, NETWORK);
    expect(getFace(db, face).revision).toBe(1);
  });

  test("leave a person's value as it is", () => {
    const { db, face } = oneFace();
    sayByHand(db, face, null, 'male');
    expect(proposeAnnotations(db, face, [{ ...gender('female'), confidence: 0.9 }], NETWORK)).toEqual([]);
    expect(findAnnotation(db, face, 'gender')).toMatchObject({ value: { label: 'male' } });
  });

  test("come to the tasks beside a person's value", () => {
    const { db, face } = oneFace();
    sayByHand(db, face, null, 'male');
    expect(proposeAnnotations(db, face, PROPOSALS, NETWORK)).toEqual(TASKS.filter((task) => task !== 'gender'));
  });

  test('leave the value of a file as it is', () => {
    const { db, face } = oneFace();
    writeAnnotation(db, face, 'gender', said(gender('male'), { kind: 'import', format: 'coco' }));
    expect(proposeAnnotations(db, face, [{ ...gender('female'), confidence: 0.9 }], NETWORK)).toEqual([]);
  });

  test('do not touch a face that was accepted', () => {
    const { db, face } = oneFace();
    const acceptance = { field: 'review', from: 'open', to: 'accepted' } as const;
    applyEdits(db, [{ face, baseRevision: 0, changes: [acceptance] }], ANNA);
    const before = getFace(db, face);
    proposeAnnotations(db, face, PROPOSALS, NETWORK);
    expect(getFace(db, face)).toEqual(before);
  });

  test('that are no values of their task are refused, all of them', () => {
    const { db, face } = oneFace();
    const broken = [PROPOSALS[6]!, { task: 'age', value: { years: -1, bin: '30-39' }, confidence: 0.5 } as const];
    expect(() => proposeAnnotations(db, face, broken, NETWORK)).toThrow();
    expect(getFace(db, face)).toMatchObject({ annotations: [], revision: 0 });
  });
});

test('a value that is taken away is gone', () => {
  const { db, face } = oneFace();
  proposeAnnotations(db, face, PROPOSALS, NETWORK);
  writeAnnotation(db, face, 'age', null);
  expect(getFace(db, face).annotations.map(({ task }) => task)).toEqual(TASKS.filter((task) => task !== 'age'));
});

test('a label map takes little room', () => {
  const { db, face } = oneFace();
  proposeAnnotations(db, face, PROPOSALS, NETWORK);
  const bytes = db.prepare("SELECT length(value) FROM annotations WHERE task = 'parsing'").pluck().get();
  expect(bytes).toBeLessThan(500);
});

test('the bits of tasks are those that files hold', () => {
  expect(TASK_BITS).toEqual({
    parsing: 1,
    landmarks: 2,
    visibility: 4,
    pose: 8,
    attributes: 16,
    age: 32,
    gender: 64,
    race: 128,
    expression: 256,
    identity: 512,
  });
});

describe('what a network has yet to look at', () => {
  const wanted = { model: NETWORK, tasks: ['gender', 'age'] } as const;
  const years: Proposal = { task: 'age', value: { years: 31.5, bin: '30-39' }, confidence: 1 };
  const both = [years, { ...gender('male'), confidence: 0.6 }];

  test('are the open faces without a value, photo after photo', () => {
    const { db } = testProject();
    const [one, two] = [addImageWithFaces(db, 1, 2), addImageWithFaces(db, 2, 1)];
    expect(imagesToAnnotate(db, wanted, 0, 9)).toEqual([one.image, two.image]);
    expect(imagesToAnnotate(db, wanted, one.image, 9)).toEqual([two.image]);
    expect(facesToAnnotate(db, wanted, one.image)).toEqual(one.faces.map(({ id, box }) => ({ id, box })));
    expect(countFacesToAnnotate(db, wanted)).toBe(3);
  });

  test('is nothing once it has proposed all that was wanted', () => {
    const { db, face } = oneFace();
    proposeAnnotations(db, face, both, NETWORK);
    expect(countFacesToAnnotate(db, wanted)).toBe(0);
  });

  test('is a face that lacks one of several tasks', () => {
    const { db, face } = oneFace();
    proposeAnnotations(db, face, [years], NETWORK);
    expect(countFacesToAnnotate(db, wanted)).toBe(1);
  });

  test('is what another network has proposed', () => {
    const { db, face } = oneFace();
    proposeAnnotations(db, face, both, ModelId.parse('00000000000000e2'));
    expect(countFacesToAnnotate(db, wanted)).toBe(1);
  });

  test("is not a person's value", () => {
    const { db, face } = oneFace();
    sayByHand(db, face, null, 'male');
    proposeAnnotations(db, face, [years], NETWORK);
    expect(countFacesToAnnotate(db, wanted)).toBe(0);
  });

  test('is not a face that a person has judged', () => {
    const { db, face } = oneFace();
    const changes = [{ field: 'review', from: 'open', to: 'accepted' } as const];
    applyEdits(db, [{ face, baseRevision: 0, changes }], ANNA);
    expect(imagesToAnnotate(db, wanted, 0, 9)).toEqual([]);
    expect(countFacesToAnnotate(db, wanted)).toBe(0);
  });
});
