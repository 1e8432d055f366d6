/**
 * A change to one face and its inverse in one value: every change names what was and what shall be, so undo is the
 * same patch read backwards. Nothing else in the project knows how to undo.
 */
import { z } from 'zod';
import { Annotation, Origin, TaskName } from './annotation.ts';
import type { Face } from './face.ts';
import { Review } from './face.ts';
import { Box } from './geometry.ts';
import { FaceId } from './ids.ts';

const Flag = z.string().max(1000).nullable();
const PlacedBox = z.object({ box: Box, origin: Origin });

export const Change = z.discriminatedUnion('field', [
  z.object({ field: z.literal('box'), from: PlacedBox, to: PlacedBox }),
  z.object({ field: z.literal('review'), from: Review, to: Review }),
  z.object({ field: z.literal('skipped'), from: z.boolean(), to: z.boolean() }),
  z.object({ field: z.literal('flag'), from: Flag, to: Flag }),
  /** Whether the face is there at all: a drawn face goes from false to true, a deleted one from true to false. */
  z.object({ field: z.literal('present'), from: z.boolean(), to: z.boolean() }),
  z.object({ field: z.literal('annotation'), task: TaskName, from: Annotation.nullable(), to: Annotation.nullable() }),
]);
export type Change = z.infer<typeof Change>;

export const Patch = z.object({ face: FaceId, changes: z.array(Change).min(1) });
export type Patch = z.infer<typeof Patch>;

/** The patch that takes this one back. */
export function invertPatch(patch: Patch): Patch {
  return {
    face: patch.face,
    changes: patch.changes.toReversed().map((change) => ({ ...change, from: change.to, to: change.from }) as Change),
  };
}

/** The face after the patch, its revision untouched, or null where the patch removes it. */
export function applyPatch(face: Face, patch: Patch): Face | null {
  let result: Face = face;
  for (const change of patch.changes) {
    switch (change.field) {
      case 'box':
        result = { ...result, ...change.to };
        break;
      case 'review':
        result = { ...result, review: change.to };
        break;
      case 'skipped':
        result = { ...result, skipped: change.to };
        break;
      case 'flag':
        result = { ...result, flag: change.to };
        break;
      case 'annotation': {
        const others = result.annotations.filter((annotation) => annotation.task !== change.task);
        result = { ...result, annotations: change.to ? [...others, change.to] : others };
        break;
      }
      case 'present':
        if (!change.to) return null;
        break;
    }
  }
  return result;
}

/** What the patch does, in the words of a menu: «Undo move box». */
export function describePatch(patch: Patch): string {
  const [first] = patch.changes;
  switch (first?.field) {
    case 'present':
      return first.to ? 'add face' : 'delete face';
    case 'box':
      return first.from.box.width === first.to.box.width && first.from.box.height === first.to.box.height
        ? 'move box'
        : 'resize box';
    case 'review':
      return first.to === 'open' ? 'reopen face' : first.to === 'accepted' ? 'accept face' : 'reject face';
    case 'skipped':
      return first.to ? 'skip face' : 'take up face';
    case 'flag':
      return first.to === null ? 'unflag face' : 'flag face';
    case 'annotation': {
      const origin = first.to?.origin;
      const verb = origin?.kind === 'person' && origin.accepts !== undefined ? 'accept' : 'change';
      return `${verb} ${first.task}`;
    }
    case undefined:
      return 'change';
  }
}
