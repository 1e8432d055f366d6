import { describe, expect, test, vi } from 'vitest';
import { FACE_SORTS, FaceQuery } from '../../electron/shared/domain/face.ts';
import { boxArea } from '../../electron/shared/domain/geometry.ts';
import type { FaceId } from '../../electron/shared/domain/ids.ts';
import { proposeAnnotations, writeAnnotation } from '../../electron/store/annotations.ts';
import { facesOf, getFace, pageFaces, replaceProposedFaces } from '../../electron/store/faces.ts';
import { addFace, applyEdits, undo } from '../../electron/store/history.ts';
import { getImage } from '../../electron/store/images.ts';
import type { WritableDb } from '../../electron/store/open.ts';
import { ANNA, addImage, addImageWithFaces, boxAt, DETECTOR, gender, NETWORK, said, testProject } from './sample.ts';

const review = (db: WritableDb, face: FaceId, to: 'accepted' | 'rejected') =>
  applyEdits(
    db,
    [{ face, baseRevision: getFace(db, face).revision, changes: [{ field: 'review', from: 'open', to }] }],
    ANNA,
  );

describe("a detector's result", () => {
  test('becomes open faces with its score and its name', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    expect(faces).toEqual([
      {
        id: faces[0]!.id,
        image,
        box: boxAt(0),
        score: 0.5,
        origin: { kind: 'model', model: DETECTOR },
        review: 'open',
        skipped: false,
        flag: null,
        revision: 0,
        annotations: [],
      },
    ]);
  });

  test('marks the photo as searched, even without a face', () => {
    const { db } = testProject();
    const { image } = addImageWithFaces(db, 1, 0);
    expect(getImage(db, image).searched).not.toBeNull();
  });

  test('takes the place of an earlier one', () => {
    const { db } = testProject();
    const { image } = addImageWithFaces(db, 1, 3);
    const faces = replaceProposedFaces(db, image, [{ box: boxAt(7), score: 0.9 }], DETECTOR);
    expect(facesOf(db, image)).toEqual(faces);
  });

  test('never gets the id of an earlier one', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    const [again] = replaceProposedFaces(db, image, [{ box: boxAt(0), score: 0.9 }], DETECTOR);
    expect(again!.id).toBeGreaterThan(faces[0]!.id);
  });

  test('leaves a face that a person has drawn', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    const drawn = addFace(db, image, boxAt(0), ANNA);
    replaceProposedFaces(db, image, [], DETECTOR);
    expect(facesOf(db, image)).toEqual([drawn]);
  });

  test.each(['accepted', 'rejected'] as const)('leaves a face that a person has %s', (verdict) => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 2);
    review(db, faces[0]!.id, verdict);
    replaceProposedFaces(db, image, [], DETECTOR);
    expect(facesOf(db, image)).toMatchObject([{ id: faces[0]!.id, box: boxAt(0), review: verdict }]);
  });

  test('leaves a face that a person has labelled', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    const to = said(gender('male'), { kind: 'person', name: 'Anna' });
    const change = { field: 'annotation', task: 'gender', from: null, to } as const;
    applyEdits(db, [{ face: faces[0]!.id, baseRevision: 0, changes: [change] }], ANNA);
    replaceProposedFaces(db, image, [], DETECTOR);
    expect(facesOf(db, image)).toHaveLength(1);
  });

  test('leaves a face that a file has labelled', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    writeAnnotation(db, faces[0]!.id, 'gender', said(gender('male'), { kind: 'import', format: 'coco' }));
    replaceProposedFaces(db, image, [], DETECTOR);
    expect(facesOf(db, image)).toHaveLength(1);
  });

  test('leaves a face whose edit was undone, since it can be redone', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    review(db, faces[0]!.id, 'accepted');
    undo(db);
    replaceProposedFaces(db, image, [], DETECTOR);
    expect(facesOf(db, image)).toHaveLength(1);
  });

  test('adds nothing on top of a face that is kept', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    review(db, faces[0]!.id, 'accepted');
    const shifted = { ...boxAt(0), x: boxAt(0).x + 10 };
    expect(replaceProposedFaces(db, image, [{ box: shifted, score: 0.99 }], DETECTOR)).toEqual([]);
  });

  test('adds a face beside one that is kept', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    review(db, faces[0]!.id, 'accepted');
    const beside = { ...boxAt(0), x: boxAt(0).x + 30 };
    expect(replaceProposedFaces(db, image, [{ box: beside, score: 0.99 }], DETECTOR)).toHaveLength(1);
  });

  test('does not bring back a face that a person has deleted', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    const deletion = { field: 'present', from: true, to: false } as const;
    applyEdits(db, [{ face: faces[0]!.id, baseRevision: 0, changes: [deletion] }], ANNA);
    replaceProposedFaces(db, image, [{ box: boxAt(0), score: 0.99 }], DETECTOR);
    expect(facesOf(db, image)).toEqual([]);
  });

  test('with a box that is none is refused whole', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    const broken = { x: 0, y: Number.NaN, width: 10, height: 10 };
    expect(() => replaceProposedFaces(db, image, [{ box: broken, score: 0.9 }], DETECTOR)).toThrow();
    expect(facesOf(db, image)).toEqual(faces);
  });
});

test('a face that is not there is said so', () => {
  expect(() => getFace(testProject().db, 9 as FaceId)).toThrow('face 9 is not there any more');
});

/** Faces of every verdict over three photos, one with a value, one drawn. */
function manyFaces() {
  const { db } = testProject();
  const first = addImageWithFaces(db, 1, 4);
  const second = addImageWithFaces(db, 2, 3);
  addFace(db, addImage(db, 3, '/other/3.jpg'), { x: 0, y: 0, width: 300, height: 200 }, ANNA);
  review(db, first.faces[1]!.id, 'accepted');
  review(db, first.faces[2]!.id, 'rejected');
  review(db, second.faces[0]!.id, 'accepted');
  proposeAnnotations(db, second.faces[2]!.id, [{ ...gender('male'), confidence: 0.8 }], NETWORK);
  return db;
}

const page = (db: WritableDb, query: Partial<FaceQuery> = {}, range = { offset: 0, limit: 100 }) =>
  pageFaces(db, { ...FaceQuery.parse(query), ...range });

describe('a list of faces', () => {
  test('shows where each face lies', () => {
    const { db } = testProject();
    const { image, faces } = addImageWithFaces(db, 1, 1);
    const { annotations: _, ...face } = faces[0]!;
    expect(page(db)).toEqual({
      total: 1,
      rows: [{ ...face, hash: getImage(db, image).hash, path: '/photos/1.jpg' }],
    });
  });

  test.each([
    ['open', 5],
    ['accepted', 2],
    ['rejected', 1],
  ] as const)('filters those that are %s', (verdict, count) => {
    const { total, rows } = page(manyFaces(), { review: verdict });
    expect([total, rows.length, new Set(rows.map((row) => row.review))]).toEqual([count, count, new Set([verdict])]);
  });

  test('filters by part of the path', () => {
    expect(page(manyFaces(), { text: 'OTHER' })).toMatchObject({ total: 1, rows: [{ path: '/other/3.jpg' }] });
  });

  test.each(FACE_SORTS)('filters by path and verdict together, sorted by %s', (sort) => {
    const { total, rows } = page(manyFaces(), { text: '/1.jpg', review: 'open', sort });
    expect([total, rows.map(({ path }) => path)]).toEqual([2, ['/photos/1.jpg', '/photos/1.jpg']]);
  });

  test('filters by task', () => {
    expect(page(manyFaces(), { task: 'gender' })).toMatchObject({ total: 1, rows: [{ path: '/photos/2.jpg' }] });
  });

  test('filters by task and path together', () => {
    expect(page(manyFaces(), { task: 'gender', text: '/1.jpg' })).toEqual({ total: 0, rows: [] });
  });

  test.each(FACE_SORTS)('sorts by %s both ways', (sort) => {
    const db = manyFaces();
    const { rows } = page(db, { sort });
    const keys = rows.map((row) => {
      if (sort === 'photo') return row.path;
      return sort === 'score' ? (row.score ?? 1) : sort === 'size' ? boxArea(row.box) : 0;
    });
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : Number(a > b))));
    expect(page(db, { sort, descending: true }).rows).toEqual(rows.toReversed());
  });

  test('puts the face that changed last at the end of those by change', async () => {
    const db = manyFaces();
    const [first] = page(db).rows;
    await new Promise((resolve) => setTimeout(resolve, 5));
    review(db, first!.id, 'rejected');
    expect(page(db, { sort: 'changed' }).rows.at(-1)!.id).toBe(first!.id);
  });

  test.each(FACE_SORTS)('is the same in pages as in one piece, sorted by %s', (sort) => {
    const db = manyFaces();
    const pages = [0, 3, 6].flatMap((offset) => page(db, { sort }, { offset, limit: 3 }).rows);
    expect(pages).toEqual(page(db, { sort }).rows);
  });

  test('leaves deleted faces out', () => {
    const db = manyFaces();
    const { rows } = page(db, { review: 'open' });
    const deletion = { field: 'present', from: true, to: false } as const;
    applyEdits(db, [{ face: rows[0]!.id, baseRevision: rows[0]!.revision, changes: [deletion] }], ANNA);
    expect(page(db, { review: 'open' })).toEqual({ total: rows.length - 1, rows: rows.slice(1) });
  });
});

test.each(FACE_SORTS)('a page of faces by %s is read from indexes without a sort over all faces', (sort) => {
  const { db } = testProject();
  const prepare = vi.spyOn(db, 'prepare');
  addImageWithFaces(db, 1, 2);
  page(db, { sort, review: 'open' });
  const list = prepare.mock.calls.map(([sql]) => sql).find((sql) => sql.includes(':offset'))!;
  const plan = db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${list}`)
    .all({ review: 'open', limit: 10, offset: 0 });
  expect(plan.map(({ detail }) => detail).join('\n')).not.toContain('TEMP B-TREE');
});
