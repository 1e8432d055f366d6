import { describe, expect, test } from 'vitest';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Change } from '../../electron/shared/domain/patch.ts';
import { toProblem } from '../../electron/shared/errors.ts';
import { proposeAnnotations } from '../../electron/store/annotations.ts';
import { facesOf, getFace } from '../../electron/store/faces.ts';
import { addFace, applyEdits, getHistory, redo, undo } from '../../electron/store/history.ts';
import { getImage } from '../../electron/store/images.ts';
import type { WritableDb } from '../../electron/store/open.ts';
import { ANNA, addImage, addImageWithFaces, boxAt, gender, NETWORK, reopen, said, testProject } from './sample.ts';

const accept: Change = { field: 'review', from: 'open', to: 'accepted' };
const remove: Change = { field: 'present', from: true, to: false };
const person = (name: string) => ({ kind: 'person', name }) as const;

const moveTo = (face: Face, n: number): Change => ({
  field: 'box',
  from: { box: face.box, origin: face.origin },
  to: { box: boxAt(n), origin: person('') },
});

const edit = (db: WritableDb, face: Face, ...changes: Change[]) =>
  applyEdits(db, [{ face: face.id, baseRevision: face.revision, changes }], ANNA).faces[0]!;

function oneFace() {
  const store = testProject();
  const { image, faces } = addImageWithFaces(store.db, 1, 1);
  return { store, db: store.db, image, face: faces[0]! };
}

/** A face without its revision, which only ever counts up. */
const withoutRevision = ({ revision: _, ...face }: Face) => face;

const problemOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return toProblem(error);
  }
  return null;
};

describe('an edit', () => {
  test('changes the face and counts its revision up', () => {
    const { db, face } = oneFace();
    edit(db, face, accept);
    expect(getFace(db, face.id)).toEqual({ ...face, review: 'accepted', revision: 1 });
  });

  test('of a box stands under the name of the person', () => {
    const { db, face } = oneFace();
    expect(edit(db, face, moveTo(face, 3))).toMatchObject({ box: boxAt(3), origin: person('Anna') });
  });

  test('of a value stands under the name of the person and is sure', () => {
    const { db, face } = oneFace();
    const to = { ...said(gender('male'), { kind: 'model', model: NETWORK }), confidence: 0.3 };
    const after = edit(db, face, { field: 'annotation', task: 'gender', from: null, to });
    expect(after.annotations).toEqual([said(gender('male'), person('Anna'))]);
  });

  test('follows the counters of the photo', () => {
    const { db, image, face } = oneFace();
    edit(db, face, accept);
    expect(getImage(db, image)).toMatchObject({ faces: 1, openFaces: 0 });
  });

  test('that changes what another has changed is a conflict and changes nothing', () => {
    const { db, face } = oneFace();
    const after = edit(db, face, moveTo(face, 2));
    expect(problemOf(() => edit(db, face, moveTo(face, 3)))).toMatchObject({ code: 'conflict' });
    expect(getFace(db, face.id)).toEqual(after);
  });

  test('on an old revision is merged with what another has changed elsewhere in the face', () => {
    const { db, face } = oneFace();
    edit(db, face, moveTo(face, 2));
    const mine = said(gender('female'), person(''));
    const merged = edit(db, face, { field: 'annotation', task: 'gender', from: null, to: mine });
    expect(merged).toMatchObject({ box: boxAt(2), annotations: [{ value: { label: 'female' } }] });
  });

  test('that judges a face as it was before another changed it is a conflict', () => {
    const { db, face } = oneFace();
    edit(db, face, moveTo(face, 2));
    expect(problemOf(() => edit(db, face, accept))).toMatchObject({ code: 'conflict' });
  });

  test("that leaves a model's value as it is takes it over under the person's name", () => {
    const { db, face } = oneFace();
    proposeAnnotations(db, face.id, [{ ...gender('female'), confidence: 0.6 }], NETWORK);
    const [word] = getFace(db, face.id).annotations;
    const after = edit(db, getFace(db, face.id), { field: 'annotation', task: 'gender', from: word!, to: word! });
    const by = { kind: 'person', name: 'Anna', accepts: NETWORK };
    expect(after.annotations).toMatchObject([{ value: { label: 'female' }, origin: by, confidence: null }]);
    expect(getHistory(db).undo).toBe('accept gender');
    undo(db);
    expect(getFace(db, face.id).annotations).toEqual([word]);
  });

  test('that skips or flags a face is taken back like any other', () => {
    const { db, face } = oneFace();
    const skipped = edit(db, face, { field: 'skipped', from: false, to: true });
    const flagged = edit(db, skipped, { field: 'flag', from: null, to: 'two faces in one box' });
    expect(flagged).toMatchObject({ skipped: true, flag: 'two faces in one box' });
    expect([undo(db)?.description, undo(db)?.description]).toEqual(['flag face', 'skip face']);
    expect(getFace(db, face.id)).toMatchObject({ skipped: false, flag: null });
  });

  test('of a deleted face is a conflict that says so', () => {
    const { db, face } = oneFace();
    edit(db, face, remove);
    expect(problemOf(() => edit(db, face, accept))?.message).toContain('was deleted in the meantime');
  });

  test('from something that is not stored is a conflict', () => {
    const { db, face } = oneFace();
    const wrong: Change = { field: 'review', from: 'rejected', to: 'open' };
    expect(problemOf(() => edit(db, face, wrong))?.code).toBe('conflict');
  });

  test('of two faces is one step, and none at all if one of them is behind', () => {
    const { db } = testProject();
    const { faces, image } = addImageWithFaces(db, 1, 2);
    edit(db, faces[1]!, accept);
    const both = faces.map((face) => ({ face: face.id, baseRevision: face.revision, changes: [accept] }));
    expect(problemOf(() => applyEdits(db, both, ANNA))?.code).toBe('conflict');
    expect(facesOf(db, image).map(({ review }) => review)).toEqual(['open', 'accepted']);
  });

  test('that removes a face answers with the faces that are left', () => {
    const { db } = testProject();
    const { faces, image } = addImageWithFaces(db, 1, 2);
    const edits = [remove, accept].map((change, i) => ({ face: faces[i]!.id, baseRevision: 0, changes: [change] }));
    const result = applyEdits(db, edits, ANNA);
    expect(result).toMatchObject({ faces: [{ id: faces[1]!.id, review: 'accepted' }], images: [image] });
  });
});

describe('undo', () => {
  test('of nothing is nothing', () => {
    expect(undo(testProject().db)).toBeNull();
  });

  test('says what it touched and what comes next', () => {
    const { db, image, face } = oneFace();
    edit(db, face, accept);
    expect(undo(db)).toEqual({
      image,
      images: [image],
      faces: [face.id],
      now: [expect.objectContaining({ id: face.id, review: 'open' })],
      description: 'accept face',
      tasks: null,
      history: { undo: null, redo: 'accept face' },
    });
  });

  test.each([
    ['a moved box', (face: Face) => moveTo(face, 3)],
    ['a verdict', () => accept],
    ['a deletion', () => remove],
    [
      'a value',
      (): Change => ({ field: 'annotation', task: 'gender', from: null, to: said(gender('male'), person('Anna')) }),
    ],
  ])('of %s brings the face back as it was, and redo does it again', (_, change) => {
    const { db, image, face } = oneFace();
    edit(db, face, change(face));
    const after = facesOf(db, image).map(withoutRevision);
    undo(db);
    expect(facesOf(db, image).map(withoutRevision)).toEqual([withoutRevision(face)]);
    redo(db);
    expect(facesOf(db, image).map(withoutRevision)).toEqual(after);
  });

  test('of a value brings back what the model had said', () => {
    const { db, face } = oneFace();
    proposeAnnotations(db, face.id, [{ ...gender('female'), confidence: 0.75 }], NETWORK);
    const proposed = getFace(db, face.id);
    const from = proposed.annotations[0]!;
    edit(db, proposed, { field: 'annotation', task: 'gender', from, to: said(gender('male'), person('Anna')) });
    undo(db);
    expect(getFace(db, face.id).annotations).toEqual([from]);
  });

  test('of a drawn face takes it away, and redo brings it back with its id', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    const drawn = addFace(db, image, boxAt(0), ANNA);
    undo(db);
    expect(facesOf(db, image)).toEqual([]);
    redo(db);
    expect(facesOf(db, image).map(withoutRevision)).toEqual([withoutRevision(drawn)]);
  });

  test('counts the revision up, so that an edit on the undone state is noticed', () => {
    const { db, face } = oneFace();
    const after = edit(db, face, accept);
    undo(db);
    expect(problemOf(() => edit(db, after, { field: 'review', from: 'accepted', to: 'open' }))?.code).toBe('conflict');
  });

  test('takes back one step of many faces at once', () => {
    const { db } = testProject();
    const { faces, image } = addImageWithFaces(db, 1, 3);
    const edits = faces.map((face) => ({
      face: face.id,
      baseRevision: 0,
      changes: [accept, moveTo(face, face.id + 5)],
    }));
    applyEdits(db, edits, ANNA);
    expect(undo(db)?.description).toBe('accept 3 faces');
    expect(facesOf(db, image).map(withoutRevision)).toEqual(faces.map(withoutRevision));
  });

  test('and redo go through all steps in order', () => {
    const { db, face } = oneFace();
    const state = () => withoutRevision(getFace(db, face.id));
    const states = [state()];
    for (const n of [1, 2, 3]) {
      const now = getFace(db, face.id);
      edit(db, now, moveTo(now, n));
      states.push(state());
    }
    const after = (step: typeof undo) => {
      step(db);
      return state();
    };
    const back = [undo, undo, undo].map(after);
    const forth = [redo, redo, redo].map(after);
    expect([back, forth]).toEqual([states.toReversed().slice(1), states.slice(1)]);
  });

  test('and redo work after a restart', () => {
    const { store, db, face } = oneFace();
    edit(db, edit(db, face, accept), remove);
    undo(db);
    const again = reopen(store).db;
    expect(getHistory(again)).toEqual({ undo: 'accept face', redo: 'delete face' });
    undo(again);
    expect(withoutRevision(getFace(again, face.id))).toEqual(withoutRevision(face));
  });

  test('is not stopped by what a model said after a value was taken away', () => {
    const { db, face } = oneFace();
    proposeAnnotations(db, face.id, [{ ...gender('female'), confidence: 0.75 }], NETWORK);
    const proposed = getFace(db, face.id);
    const from = proposed.annotations[0]!;
    edit(db, proposed, { field: 'annotation', task: 'gender', from, to: null });
    proposeAnnotations(db, face.id, [{ ...gender('male'), confidence: 0.6 }], NETWORK);
    undo(db);
    expect(getFace(db, face.id).annotations).toEqual([from]);
  });
});

describe('redo', () => {
  test('ends with a new edit', () => {
    const { db, face } = oneFace();
    edit(db, face, accept);
    undo(db);
    edit(db, getFace(db, face.id), remove);
    expect(redo(db)).toBeNull();
    expect(getHistory(db)).toEqual({ undo: 'delete face', redo: null });
  });

  test('that ended stays in the log', () => {
    const { db, face } = oneFace();
    edit(db, face, accept);
    undo(db);
    edit(db, getFace(db, face.id), remove);
    expect(db.prepare('SELECT state, description, person FROM steps ORDER BY id').all()).toEqual([
      { state: 'discarded', description: 'accept face', person: 'Anna' },
      { state: 'done', description: 'delete face', person: 'Anna' },
    ]);
  });
});

describe('a drawn face', () => {
  test('is open, without a score, and from the person', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    expect(addFace(db, image, boxAt(0), ANNA)).toMatchObject({
      image,
      review: 'open',
      score: null,
      origin: person('Anna'),
    });
  });

  test('on a photo that is not there is refused', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    db.exec('DELETE FROM images');
    expect(problemOf(() => addFace(db, image, boxAt(0), ANNA))?.code).toBe('not-found');
  });

  test('without an area is refused', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    expect(problemOf(() => addFace(db, image, { x: 0, y: 0, width: 0, height: 5 }, ANNA))?.code).toBe('bad-input');
  });
});
