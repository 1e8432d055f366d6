/** The patches that people make in the editor. */
import type { AnnotationValue, Origin } from '../../electron/shared/domain/annotation.ts';
import { diffCells } from '../../electron/shared/domain/cells.ts';
import type { Face, Review } from '../../electron/shared/domain/face.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import type { Change, Patch } from '../../electron/shared/domain/patch.ts';
import { type LabelValue, labelOf } from './labels.ts';

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

/** Says something of the face for a task, whatever was said before. */
export const say = (face: Face, label: AnnotationValue, person: string): Patch => ({
  face: face.id,
  changes: [sayChange(face, label, person)],
});

const sayChange = (face: Face, label: AnnotationValue, person: string): Change => ({
  field: 'annotation',
  task: label.task,
  from: labelOf(face, label.task),
  to: { ...label, origin: { kind: 'person', name: person }, confidence: null },
});

/** Gives the face's map other cells; a face without a map gets an empty one first. Null where no cell changes. */
export function paintCells(face: Face, painted: LabelValue<'parsing'>, person: string): Patch | null {
  const stored = labelOf(face, 'parsing');
  const { labels, ...grid } = painted;
  const before = stored?.value.labels ?? new Uint8Array(labels.length);
  const runs = diffCells(before, labels);
  if (!runs) return null;
  const by: Origin = { kind: 'person', name: person };
  const change: Change = {
    field: 'cells',
    grid,
    runs: runs.runs,
    from: { labels: runs.before, origin: stored?.origin ?? by, confidence: stored?.confidence ?? null },
    to: { labels: runs.after, origin: by, confidence: null },
  };
  const empty = { task: 'parsing', value: { ...grid, labels: before } } as const;
  return { face: face.id, changes: stored ? [change] : [sayChange(face, empty, person), change] };
}
