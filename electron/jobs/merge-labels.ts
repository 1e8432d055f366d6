/** What a face that is read does to a face that is there: who gives way to whom. */
import { isDeepStrictEqual } from 'node:util';
import type { ReadFace } from '../datasets/format.ts';
import type { Annotation } from '../shared/domain/annotation.ts';
import type { Policy } from '../shared/domain/dataset.ts';
import type { Face } from '../shared/domain/face.ts';
import { type Box, boxCenter, boxOverlap, type Size } from '../shared/domain/geometry.ts';
import type { ModelId } from '../shared/domain/ids.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import type { ImportedChange } from '../store/history.ts';

/** Two boxes that share at least this much, as intersection over union, are one face. */
const SAME_FACE = 0.4;
/** A box that is only reckoned from points or a mask may share less. */
const SAME_RECKONED = 0.15;

/** The box of the points, or of the mask's frame; null where a face has neither. */
function reckonedBox({ annotations }: ReadFace): Box | null {
  const points = annotations.find(({ task }) => task === 'landmarks');
  if (points?.task === 'landmarks') {
    const xs = points.value.points.map(([x]) => x);
    const ys = points.value.points.map(([, y]) => y);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - x, Math.max(...ys) - y];
    if (width > 0 && height > 0) return { x, y, width, height };
  }
  const mask = annotations.find(({ task }) => task === 'parsing');
  return mask?.task === 'parsing' ? mask.value.frame : null;
}

export interface PlacedFace {
  face: ReadFace;
  /** Where it is put if it is a new one. */
  box: Box;
  /** The face of the project that it is. */
  known: Face | null;
}

/** Gives each face that is read a place, and the face of the project at that place, no face to two. */
export function placeFaces(read: readonly ReadFace[], known: readonly Face[], photo: Size): PlacedFace[] {
  const free = new Set(known);
  return read.map((face) => {
    const reckoned = face.box === null;
    const box = face.box ?? reckonedBox(face);
    // Labels without a place in a photo with one face are about that face; without any, about the whole picture.
    if (box === null) {
      const only = free.size === 1 && known.length === 1 && read.length === 1 ? known[0]! : null;
      if (only) free.delete(only);
      return { face, box: only?.box ?? { x: 0, y: 0, ...photo }, known: only };
    }
    const center = boxCenter(box);
    const holds = (other: Box) =>
      center.x > other.x && center.y > other.y && center.x < other.x + other.width && center.y < other.y + other.height;
    const [best] = [...free]
      .map((other) => ({ other, shared: boxOverlap(box, other.box) }))
      .filter(
        ({ other, shared }) => shared >= (reckoned ? SAME_RECKONED : SAME_FACE) && (!reckoned || holds(other.box)),
      )
      .sort((a, b) => b.shared - a.shared);
    if (best) free.delete(best.other);
    return { face, box, known: best?.other ?? null };
  });
}

export interface Merge {
  changes: ImportedChange[];
  stored: Task[];
  kept: Task[];
}

/** Whether a value of the file takes the place of the one that is there. */
function givesWay(there: Annotation, { review }: Face, policy: Policy): boolean {
  switch (policy) {
    case 'replace-all':
      return true;
    case 'keep-human':
      return there.origin.kind !== 'person' && review === 'open';
    case 'replace-proposals':
    case 'as-proposal':
      return there.origin.kind === 'model' && review === 'open';
  }
}

/** @param proposer under whose name the file proposes, where its values come in as proposals */
export function mergeFace({ face, box, known }: PlacedFace, policy: Policy, proposer: ModelId): Merge {
  const merge: Merge = { changes: [], stored: [], kept: [] };
  for (const said of face.annotations) {
    const { task } = said;
    const there = known?.annotations.find((annotation) => annotation.task === task) ?? null;
    const incoming: Annotation =
      policy === 'as-proposal' ? { ...said, origin: { kind: 'model', model: proposer } } : said;
    const isClosed = policy === 'as-proposal' && known !== null && known.review !== 'open';
    const isSame = there !== null && isDeepStrictEqual(there, incoming);
    if (isClosed || isSame || (there !== null && known !== null && !givesWay(there, known, policy))) {
      merge.kept.push(task);
      continue;
    }
    merge.changes.push({ field: 'annotation', task, from: there, to: incoming });
    merge.stored.push(task);
  }
  const from = known?.review ?? 'open';
  if (
    policy !== 'as-proposal' &&
    face.review !== from &&
    (from === 'open' || policy === 'replace-all') &&
    face.review !== 'open'
  )
    merge.changes.push({ field: 'review', from, to: face.review });
  if (policy !== 'as-proposal' && face.skipped && !known?.skipped)
    merge.changes.push({ field: 'skipped', from: false, to: true });
  if (policy !== 'as-proposal' && face.flag != null && (known?.flag ?? null) === null)
    merge.changes.push({ field: 'flag', from: null, to: face.flag });
  if (policy === 'replace-all' && known !== null && face.box !== null && !isDeepStrictEqual(known.box, box))
    merge.changes.push({
      field: 'box',
      from: { box: known.box, origin: known.origin },
      to: { box, origin: face.origin },
    });
  return merge;
}
