import { expect, test } from 'vitest';
import { Face } from '../../electron/shared/domain/face.ts';
import { applyPatch, type Change, describePatch, invertPatch, Patch } from '../../electron/shared/domain/patch.ts';

const detector = { kind: 'model', model: '0123456789abcdef' } as const;
const ada = { kind: 'person', name: 'Ada' } as const;
const face = Face.parse({
  id: 1,
  image: 1,
  box: { x: 10, y: 20, width: 30, height: 40 },
  score: 0.9,
  origin: detector,
  review: 'open',
  skipped: false,
  flag: null,
  revision: 3,
  annotations: [{ task: 'gender', value: { label: 'female' }, origin: detector, confidence: 0.8 }],
});
const patchOf = (...changes: unknown[]) => Patch.parse({ face: 1, changes });

const moved = {
  field: 'box',
  from: { box: face.box, origin: detector },
  to: { box: { ...face.box, x: 50 }, origin: ada },
};
const accepted = { field: 'review', from: 'open', to: 'accepted' };
const corrected = {
  field: 'annotation',
  task: 'gender',
  from: face.annotations[0],
  to: { task: 'gender', value: { label: 'male' }, origin: ada, confidence: null },
};
const cleared = { field: 'annotation', task: 'gender', from: face.annotations[0], to: null };

test.each<[string, unknown[]]>([
  ['a move', [moved]],
  ['a verdict', [accepted]],
  ['a corrected label', [corrected]],
  ['a cleared label', [cleared]],
  ['several changes to one face', [moved, corrected, accepted]],
  ['two changes to one field', [corrected, { ...corrected, from: corrected.to, to: null }]],
])('the inverse of %s leads back to the face as it was', (_name, changes) => {
  const patch = patchOf(...changes);
  const after = applyPatch(face, patch);
  expect(after).not.toEqual(face);
  expect(applyPatch(after!, invertPatch(patch))).toEqual(face);
});

test('deleting a face leaves none', () => {
  expect(applyPatch(face, patchOf({ field: 'present', from: true, to: false }))).toBeNull();
});

test.each<[unknown, string]>([
  [moved, 'move box'],
  [{ ...moved, to: { ...moved.to, box: { ...face.box, width: 99 } } }, 'resize box'],
  [accepted, 'accept face'],
  [{ field: 'present', from: false, to: true }, 'add face'],
  [{ field: 'present', from: true, to: false }, 'delete face'],
  [corrected, 'change gender'],
])('a patch says what it does: %#', (change, words) => {
  expect(describePatch(patchOf(change as Change))).toBe(words);
});
