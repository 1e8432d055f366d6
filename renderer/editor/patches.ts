/** The patches that people make in the editor. */
import type { Face, Review } from '../../electron/shared/domain/face.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';

/** Placing a box makes it the work of `person`, whoever found the face. */
export const placeBox = (face: Face, box: Box, person: string): Patch => ({
  face: face.id,
  changes: [
    {
      field: 'box',
      from: { box: face.box, origin: face.origin },
      to: { box, origin: { kind: 'person', name: person } },
    },
  ],
});

export const judge = (face: Face, review: Review): Patch => ({
  face: face.id,
  changes: [{ field: 'review', from: face.review, to: review }],
});

export const remove = (face: Face): Patch => ({
  face: face.id,
  changes: [{ field: 'present', from: true, to: false }],
});
