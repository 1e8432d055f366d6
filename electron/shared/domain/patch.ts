/**
 * A change to one face and its inverse in one value: every change names what was and what shall be, so undo is the
 * same patch read backwards. Nothing else in the project knows how to undo.
 */
import { z } from 'zod';
import { Annotation, type AnnotationValue, MapGrid, Origin, TaskName } from './annotation.ts';
import { changeCells } from './cells.ts';
import type { Face } from './face.ts';
import { Review } from './face.ts';
import { Box } from './geometry.ts';
import { FaceId } from './ids.ts';
import type { Task } from './vocabulary.ts';

const Flag = z.string().max(1000).nullable();
const PlacedBox = z.object({ box: Box, origin: Origin });
const bytes = z.instanceof(Uint8Array);
/** The classes of the runs of cells that change, and who says so. */
const Cells = z.object({
  labels: bytes,
  origin: Origin,
  confidence: z.number().min(0).max(1).nullable(),
});

export const Change = z.discriminatedUnion('field', [
  z.object({ field: z.literal('box'), from: PlacedBox, to: PlacedBox }),
  z.object({ field: z.literal('review'), from: Review, to: Review }),
  z.object({ field: z.literal('skipped'), from: z.boolean(), to: z.boolean() }),
  z.object({ field: z.literal('flag'), from: Flag, to: Flag }),
  /** Whether the face is there at all: a drawn face goes from false to true, a deleted one from true to false. */
  z.object({ field: z.literal('present'), from: z.boolean(), to: z.boolean() }),
  z.object({ field: z.literal('annotation'), task: TaskName, from: Annotation.nullable(), to: Annotation.nullable() }),
  /** Some cells of the label map: what a stroke of the brush changes. `runs` is as in `CellRuns`. */
  z.object({ field: z.literal('cells'), grid: MapGrid, runs: bytes, from: Cells, to: Cells }),
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

type Parsing = Extract<AnnotationValue, { task: 'parsing' }>['value'];
type CellsChange = Extract<Change, { field: 'cells' }>;

/**
 * The label map with some of its cells changed. Null where it is not the map that the change was made on; with
 * `whatever` set, it is enough that it has the same cells.
 */
export function changeMap(map: Parsing, { grid, runs, from, to }: CellsChange, whatever = false): Parsing | null {
  const { profile, frame, width, height } = map;
  const same =
    profile === grid.profile &&
    width === grid.width &&
    height === grid.height &&
    (['x', 'y', 'width', 'height'] as const).every((key) => frame[key] === grid.frame[key]);
  const labels = same ? changeCells(map.labels, { runs, before: from.labels, after: to.labels }, whatever) : null;
  return labels && { ...map, labels };
}

/** A change of cells that does not fit the map leaves the face as it is: the store, which is asked next, refuses it. */
function withCells(face: Face, change: CellsChange): Face {
  return {
    ...face,
    annotations: face.annotations.map((annotation) => {
      const value = annotation.task === 'parsing' ? changeMap(annotation.value, change) : null;
      const { origin, confidence } = change.to;
      return value ? { task: 'parsing', value, origin, confidence } : annotation;
    }),
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
      case 'cells':
        result = withCells(result, change);
        break;
      case 'present':
        if (!change.to) return null;
        break;
    }
  }
  return result;
}

/** The tasks whose values the changes are about; null where they are about more than values. */
export function tasksOf(changes: readonly Change[]): Task[] | null {
  const tasks = new Set<Task>();
  for (const change of changes) {
    if (change.field === 'annotation') tasks.add(change.task);
    else if (change.field === 'cells') tasks.add('parsing');
    else return null;
  }
  return [...tasks];
}

/** What the patch does, in the words of a menu: «Undo move box». */
export function describePatch(patch: Patch): string {
  const { changes } = patch;
  // Painting on a face without a map begins with an empty one.
  const first = changes.find(({ field }) => field === 'cells') ?? changes[0];
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
    case 'cells':
      return 'paint mask';
    case undefined:
      return 'change';
  }
}
