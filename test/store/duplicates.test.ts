import { expect, test } from 'vitest';
import { noteDuplicate, pageDuplicates } from '../../electron/store/duplicates.ts';
import { insertImage, moveImage } from '../../electron/store/images.ts';
import { addImage, factsOf, testProject } from './sample.ts';

const all = { offset: 0, limit: 100 };

test('a second copy is listed with the photo it is a copy of', () => {
  const { db } = testProject();
  const image = addImage(db, 1);
  noteDuplicate(db, '/copies/1.jpg', image);
  expect(pageDuplicates(db, all)).toEqual({
    total: 1,
    rows: [{ path: '/copies/1.jpg', image, original: '/photos/1.jpg' }],
  });
});

test('a copy that is met again is listed once', () => {
  const { db } = testProject();
  const image = addImage(db, 1);
  noteDuplicate(db, '/copies/1.jpg', image);
  noteDuplicate(db, '/copies/1.jpg', image);
  expect(pageDuplicates(db, all).total).toBe(1);
});

test('copies come in pages by path', () => {
  const { db } = testProject();
  const image = addImage(db, 1);
  for (const name of ['c', 'a', 'b']) noteDuplicate(db, `/${name}.jpg`, image);
  expect(pageDuplicates(db, { offset: 1, limit: 1 })).toEqual({
    total: 3,
    rows: [{ path: '/b.jpg', image, original: '/photos/1.jpg' }],
  });
});

test('a copy that gets bytes of its own is a photo, and no copy any more', () => {
  const { db } = testProject();
  noteDuplicate(db, '/photos/2.jpg', addImage(db, 1));
  insertImage(db, factsOf(2));
  expect(pageDuplicates(db, all).total).toBe(0);
});

test('a copy that takes the place of its lost original is no copy any more', () => {
  const { db } = testProject();
  const image = addImage(db, 1);
  noteDuplicate(db, '/copies/1.jpg', image);
  moveImage(db, image, '/copies/1.jpg', 5);
  expect(pageDuplicates(db, all).total).toBe(0);
});
