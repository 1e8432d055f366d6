import { describe, expect, test } from 'vitest';
import type { ImageId } from '../../electron/shared/domain/ids.ts';
import { IMAGE_SORTS, IMAGE_STATES, ImageQuery, imageState } from '../../electron/shared/domain/image.ts';
import { pageDuplicates } from '../../electron/store/duplicates.ts';
import { facesOf } from '../../electron/store/faces.ts';
import { addFace, applyEdits, getHistory } from '../../electron/store/history.ts';
import {
  countUnsearched,
  findImage,
  findImageByHash,
  findImageByPath,
  getImage,
  imagesAround,
  insertImage,
  listImagePaths,
  markSearched,
  moveImage,
  pageImages,
  replaceImage,
  setImageFile,
  unsearchedImages,
} from '../../electron/store/images.ts';
import type { WritableDb } from '../../electron/store/open.ts';
import { ANNA, addImage, addImageWithFaces, boxAt, factsOf, hashOf, testProject } from './sample.ts';

const page = (db: WritableDb, query: Partial<ImageQuery> = {}, range = { offset: 0, limit: 100 }) =>
  pageImages(db, { ...ImageQuery.parse(query), ...range });
const pathsOf = (db: WritableDb, query: Partial<ImageQuery> = {}, range?: { offset: number; limit: number }) =>
  page(db, query, range).rows.map(({ path }) => path);

describe('a photo', () => {
  test('is found by id, hash and path', () => {
    const { db } = testProject();
    const image = insertImage(db, factsOf(7));
    expect([findImage(db, image.id), findImageByHash(db, image.hash)]).toEqual([image, image]);
    expect(findImageByPath(db, image.path)).toEqual({ ...image, mtime: factsOf(7).mtime });
  });

  test('that is new is present, unsearched and without faces', () => {
    const { db } = testProject();
    expect(insertImage(db, factsOf(1))).toMatchObject({ file: 'present', searched: null, faces: 0, openFaces: 0 });
  });

  test('that is not there is null to a search and a problem to a reader', () => {
    const { db } = testProject();
    expect(findImage(db, 5 as ImageId)).toBeNull();
    expect(() => getImage(db, 5 as ImageId)).toThrow('has no photo 5');
  });

  test('whose file was found elsewhere is present there', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    setImageFile(db, image, 'missing');
    moveImage(db, image, '/elsewhere/1.jpg', 99);
    expect(findImageByPath(db, '/elsewhere/1.jpg')).toMatchObject({ id: image, file: 'present', mtime: 99 });
  });

  test('can be known to be missing', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    setImageFile(db, image, 'missing');
    expect(imageState(getImage(db, image))).toBe('problem');
  });

  test('has a path in the list of all paths', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    expect(listImagePaths(db)).toEqual([{ id: image, path: '/photos/1.jpg' }]);
  });
});

describe('another picture in the place of an old one', () => {
  test('takes its row and is to be searched', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    markSearched(db, image);
    replaceImage(db, image, { ...factsOf(2), path: '/photos/1.jpg' });
    expect(getImage(db, image)).toMatchObject({ hash: hashOf(2), searched: null });
  });

  test('loses what was drawn and deleted on the old one, so undo cannot bring it back', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    const face = addFace(db, image, boxAt(0), ANNA);
    applyEdits(db, [{ face: face.id, baseRevision: 0, changes: [{ field: 'present', from: true, to: false }] }], ANNA);
    replaceImage(db, image, { ...factsOf(2), path: '/photos/1.jpg' });
    expect(getHistory(db)).toEqual({ undo: null, redo: null });
  });

  test('with the bytes of a third photo becomes a duplicate of that', () => {
    const { db } = testProject();
    const image = addImage(db, 1);
    const third = addImage(db, 3);
    replaceImage(db, image, { ...factsOf(3), path: '/photos/1.jpg' });
    expect(pageDuplicates(db, { offset: 0, limit: 9 }).rows).toEqual([
      { path: '/photos/1.jpg', image: third, original: '/photos/3.jpg' },
    ]);
  });
});

describe('photos to search', () => {
  test('come in batches by id', () => {
    const { db } = testProject();
    const [first, second, third] = [addImage(db, 1), addImage(db, 2), addImage(db, 3)];
    expect(unsearchedImages(db, first, 10).map(({ id }) => id)).toEqual([second, third]);
    expect(unsearchedImages(db, 0, 1).map(({ id }) => id)).toEqual([first]);
  });

  test('are those that no detector has seen and whose file is there', () => {
    const { db } = testProject();
    const [searched, missing] = [addImage(db, 1), addImage(db, 2)];
    addImage(db, 3);
    markSearched(db, searched);
    setImageFile(db, missing, 'missing');
    expect(countUnsearched(db)).toBe(1);
  });
});

/** A photo in each state, and two open ones with different numbers of faces. */
function oneOfEach() {
  const { db } = testProject();
  addImage(db, 1, '/b/unsearched.jpg');
  addImageWithFaces(db, 2, 0); // empty
  addImageWithFaces(db, 3, 2); // open
  const done = addImageWithFaces(db, 4, 1);
  const review = { field: 'review', from: 'open', to: 'accepted' } as const;
  applyEdits(db, [{ face: done.faces[0]!.id, baseRevision: 0, changes: [review] }], ANNA);
  setImageFile(db, addImage(db, 5, '/a/gone.jpg'), 'missing');
  addImageWithFaces(db, 6, 3); // open
  return db;
}

describe('a list of photos', () => {
  test.each(IMAGE_STATES)('filters by the state %s as windows name it', (state) => {
    const db = oneOfEach();
    const expected = page(db).rows.filter((image) => imageState(image) === state);
    expect(expected.length).toBeGreaterThan(0);
    expect(page(db, { state })).toEqual({ total: expected.length, rows: expected });
  });

  test.each(IMAGE_SORTS)('sorts by %s both ways', (sort) => {
    const db = oneOfEach();
    const up = page(db, { sort }).rows;
    const keys = up.map(
      (image) => ({ path: image.path, added: image.added, faces: image.faces, open: image.openFaces })[sort],
    );
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : Number(a > b))));
    expect(page(db, { sort, descending: true }).rows).toEqual(up.toReversed());
  });

  test('is the same in pages as in one piece, from either end', () => {
    const db = oneOfEach();
    const whole = pathsOf(db, { sort: 'faces' });
    const pages = [0, 2, 4].flatMap((offset) => pathsOf(db, { sort: 'faces' }, { offset, limit: 2 }));
    expect(pages).toEqual(whole);
  });

  test('is empty behind its end', () => {
    expect(page(oneOfEach(), {}, { offset: 50, limit: 10 })).toEqual({ total: 6, rows: [] });
  });

  test('finds part of a path in any case', () => {
    expect(pathsOf(oneOfEach(), { text: 'UNSEARCH' })).toEqual(['/b/unsearched.jpg']);
  });

  test('finds accents however the disk spells them', () => {
    const { db } = testProject();
    addImage(db, 1, '/photos/Ame\u0301lie.jpg');
    expect(pathsOf(db, { text: 'AM\u00c9LIE' })).toHaveLength(1);
  });

  test('takes signs that mean something to a search as they are', () => {
    const { db } = testProject();
    addImage(db, 1, '/photos/100%_sure.jpg');
    addImage(db, 2, '/photos/100 unsure.jpg');
    expect(pathsOf(db, { text: '%_' })).toEqual(['/photos/100%_sure.jpg']);
  });
});

describe('the neighbours of a photo', () => {
  test.each(IMAGE_SORTS)('agree with the list sorted by %s, both ways', (sort) => {
    const db = oneOfEach();
    for (const descending of [false, true]) {
      const query = ImageQuery.parse({ sort, descending });
      const ids = page(db, query).rows.map(({ id }) => id);
      for (const [position, id] of ids.entries()) {
        expect(imagesAround(db, id, query)).toEqual({
          total: ids.length,
          position,
          previous: ids[position - 1] ?? null,
          next: ids[position + 1] ?? null,
        });
      }
    }
  });

  test('are known even when the photo has left the list', () => {
    const db = oneOfEach();
    const query = ImageQuery.parse({ state: 'open' });
    const [first, second] = page(db, query).rows.map(({ id }) => id);
    const between = findImageByPath(db, '/photos/4.jpg')!.id;
    expect(imagesAround(db, between, query)).toEqual({ total: 2, position: null, previous: first, next: second });
  });
});

test('the counters of a photo are those of its faces', () => {
  const db = oneOfEach();
  for (const image of page(db).rows) {
    const faces = facesOf(db, image.id);
    expect([image.faces, image.openFaces]).toEqual([
      faces.length,
      faces.filter(({ review }) => review === 'open').length,
    ]);
  }
});
