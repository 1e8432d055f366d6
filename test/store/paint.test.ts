/** Strokes of a brush in the store: what they change, how small they are, and how they are taken back. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import { diffCells } from '../../electron/shared/domain/cells.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Change } from '../../electron/shared/domain/patch.ts';
import { toProblem } from '../../electron/shared/errors.ts';
import { proposeAnnotations } from '../../electron/store/annotations.ts';
import { getFace } from '../../electron/store/faces.ts';
import { applyEdits, redo, undo } from '../../electron/store/history.ts';
import type { WritableDb } from '../../electron/store/open.ts';
import { ANNA, addImageWithFaces, NETWORK, reopen, testProject } from './sample.ts';

const SIDE = 1024;
const grid = {
  profile: 'facexformer-11',
  frame: { x: 0, y: 0, width: 100, height: 100 },
  width: SIDE,
  height: SIDE,
} as const;
const proposed = new Uint8Array(SIDE * SIDE).fill(1, 5000, 400_000);
const by = { kind: 'person', name: 'Anna' } as const;

/** The map with a rectangle of a class in it. */
function painted(labels: Uint8Array, label: number, top: number): Uint8Array {
  const result = labels.slice();
  for (let y = top; y < top + 30; y++) result.fill(label, y * SIDE + 100, y * SIDE + 700);
  return result;
}

function strokeFrom(before: Uint8Array, after: Uint8Array): Change {
  const { runs, before: from, after: to } = diffCells(before, after)!;
  return {
    field: 'cells',
    grid,
    runs,
    from: { labels: from, origin: by, confidence: null },
    to: { labels: to, origin: by, confidence: null },
  };
}

const edit = (db: WritableDb, face: Face, change: Change) =>
  applyEdits(db, [{ face: face.id, baseRevision: getFace(db, face.id).revision, changes: [change] }], ANNA).faces[0]!;

const mapOf = (db: WritableDb, face: Face) =>
  getFace(db, face.id).annotations.find(
    (each): each is Extract<Annotation, { task: 'parsing' }> => each.task === 'parsing',
  )!;

function proposedFace() {
  const store = testProject();
  const face = addImageWithFaces(store.db, 1, 1).faces[0]!;
  const propose = (labels: Uint8Array<ArrayBuffer>) =>
    proposeAnnotations(store.db, face.id, [{ task: 'parsing', value: { ...grid, labels }, confidence: 0.8 }], NETWORK);
  propose(proposed);
  return { store, db: store.db, face, propose };
}

describe('a stroke', () => {
  test('changes its cells and stands under the name of the person', () => {
    const { db, face } = proposedFace();
    const after = painted(proposed, 10, 200);
    edit(db, face, strokeFrom(proposed, after));
    expect(mapOf(db, face)).toMatchObject({ origin: by, confidence: null });
    expect(mapOf(db, face).value.labels).toEqual(after);
  });

  test('takes a thousandth of the map’s size in the log', () => {
    const { db, face } = proposedFace();
    edit(db, face, strokeFrom(proposed, painted(proposed, 10, 200)));
    const { bytes } = db.prepare('SELECT sum(length(patch)) AS bytes FROM patches').get() as { bytes: number };
    expect(bytes).toBeLessThan(proposed.length / 1000);
  });

  test('on a map that is other than it takes it to be is a conflict', () => {
    const { db, face } = proposedFace();
    const other = painted(proposed, 7, 200);
    expect(() => edit(db, face, strokeFrom(other, painted(other, 10, 200)))).toThrow('has changed since');
    expect(mapOf(db, face).value.labels).toEqual(proposed);
  });

  test('on a face without a map is a conflict', () => {
    const store = testProject();
    const face = addImageWithFaces(store.db, 1, 1).faces[0]!;
    const change = strokeFrom(proposed, painted(proposed, 10, 200));
    let code = '';
    try {
      edit(store.db, face, change);
    } catch (error) {
      code = toProblem(error).code;
    }
    expect(code).toBe('conflict');
  });

  test('with a class that the list lacks is refused', () => {
    const { db, face } = proposedFace();
    expect(() => edit(db, face, strokeFrom(proposed, painted(proposed, 11, 200)))).toThrow('a class that its list');
  });
});

describe('undo', () => {
  test('goes back stroke by stroke to the proposal, after a restart too, and forward again', () => {
    const { store, db, face } = proposedFace();
    const first = painted(proposed, 10, 200);
    const second = painted(first, 4, 215);
    edit(db, face, strokeFrom(proposed, first));
    edit(db, face, strokeFrom(first, second));
    const again = reopen(store).db;
    undo(again);
    expect(mapOf(again, face).value.labels).toEqual(first);
    undo(again);
    expect(mapOf(again, face)).toMatchObject({ origin: { kind: 'model', model: NETWORK }, confidence: 0.8 });
    expect(mapOf(again, face).value.labels).toEqual(proposed);
    redo(again);
    redo(again);
    expect(mapOf(again, face).value.labels).toEqual(second);
  });

  test('redo paints on what a model has said in between', () => {
    const { db, face, propose } = proposedFace();
    edit(db, face, strokeFrom(proposed, painted(proposed, 10, 200)));
    undo(db);
    const newer = new Uint8Array(SIDE * SIDE).fill(2);
    propose(newer);
    redo(db);
    const { labels } = mapOf(db, face).value;
    expect([labels[0], labels[210 * SIDE + 300]]).toEqual([2, 10]);
  });
});
