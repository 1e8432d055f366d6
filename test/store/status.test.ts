import { expect, test } from 'vitest';
import type { FaceId } from '../../electron/shared/domain/ids.ts';
import { TASKS } from '../../electron/shared/domain/vocabulary.ts';
import { proposeAnnotations, writeAnnotation } from '../../electron/store/annotations.ts';
import { noteDuplicate } from '../../electron/store/duplicates.ts';
import { applyEdits } from '../../electron/store/history.ts';
import { setImageFile } from '../../electron/store/images.ts';
import { MIGRATIONS } from '../../electron/store/migrations/migrations.ts';
import { labelCounts, projectStatus } from '../../electron/store/status.ts';
import { ANNA, addImage, addImageWithFaces, gender, NETWORK, said, testProject } from './sample.ts';

const noAnnotations = Object.fromEntries(TASKS.map((task) => [task, 0]));

test('a new project has nothing', () => {
  expect(projectStatus(testProject().db)).toEqual({
    images: 0,
    states: { unsearched: 0, empty: 0, open: 0, done: 0, problem: 0 },
    duplicates: 0,
    faces: 0,
    open: 0,
    accepted: 0,
    rejected: 0,
    annotations: noAnnotations,
    storeVersion: MIGRATIONS.length,
  });
});

test('the status counts photos, faces and values', () => {
  const { db } = testProject();
  addImage(db, 1);
  setImageFile(db, addImage(db, 2), 'missing');
  const { image, faces } = addImageWithFaces(db, 3, 5);
  noteDuplicate(db, '/copy.jpg', image);
  for (const face of faces.slice(0, 2))
    proposeAnnotations(
      db,
      face.id,
      [
        { ...gender('male'), confidence: 1 },
        { task: 'race', value: { label: 'Asian' }, confidence: 1 },
      ],
      NETWORK,
    );
  const edits = [
    { field: 'review', from: 'open', to: 'accepted' } as const,
    { field: 'review', from: 'open', to: 'rejected' } as const,
    { field: 'present', from: true, to: false } as const,
  ].map((change, i) => ({ face: faces[i + 2]!.id, baseRevision: 0, changes: [change] }));
  applyEdits(db, edits, ANNA);
  expect(projectStatus(db)).toEqual({
    images: 3,
    states: { unsearched: 1, empty: 0, open: 1, done: 0, problem: 1 },
    duplicates: 1,
    faces: 4,
    open: 2,
    accepted: 1,
    rejected: 1,
    annotations: { ...noAnnotations, gender: 2, race: 2 },
    storeVersion: MIGRATIONS.length,
  });
});

test('what people and files say counts as true, and on accepted faces everything; rejected faces count for nothing', () => {
  const { db } = testProject();
  const { faces } = addImageWithFaces(db, 1, 4);
  const [proposed, spoken, accepted, rejected] = faces.map(({ id }) => id) as [FaceId, FaceId, FaceId, FaceId];
  for (const face of [proposed, spoken, accepted, rejected])
    proposeAnnotations(db, face, [{ ...gender('male'), confidence: 1 }], NETWORK);
  const { revision } = faces[0]!;
  writeAnnotation(db, spoken, 'gender', said(gender('female'), { kind: 'person', name: '' }));
  const judge = (face: FaceId, to: 'accepted' | 'rejected') =>
    applyEdits(db, [{ face, baseRevision: revision + 1, changes: [{ field: 'review', from: 'open', to }] }], ANNA);
  judge(accepted, 'accepted');
  judge(rejected, 'rejected');
  expect(labelCounts(db)).toMatchObject({ gender: { values: 3, confirmed: 2 }, race: { values: 0, confirmed: 0 } });
});
