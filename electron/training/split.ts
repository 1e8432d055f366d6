/** Which faces are learned from and which are kept apart: people stay together, and so do photos that look the same. */
import type { Part } from '../shared/domain/round.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { Random } from '../shared/random.ts';

export interface SplitFace {
  /** What it shares with others, such as its photo and its person: faces with a key in common are one group. */
  keys: readonly string[];
  tasks: readonly Task[];
}

export interface Split {
  /** The part of each face. */
  parts: Part[];
  groups: number;
}

/** The number of each face's group, by joining faces that share a key. */
function groupsOf(faces: readonly SplitFace[]): number[] {
  const leader = faces.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (leader[at] !== at) at = leader[at] = leader[leader[at]!]!;
    return at;
  };
  const first = new Map<string, number>();
  for (const [i, { keys }] of faces.entries())
    for (const key of keys) {
      const other = first.get(key);
      if (other === undefined) first.set(key, i);
      else leader[find(i)] = find(other);
    }
  return faces.map((_, i) => find(i));
}

/**
 * Keeps about `share` of the faces apart, group by group in an order that follows from the seed. Where a task has labels
 * in two groups or more, each part gets at least one of them. With a single group nothing is kept apart.
 */
export function splitFaces(faces: readonly SplitFace[], share: number, seed: number): Split {
  const leaders = groupsOf(faces);
  const groups = Map.groupBy(faces.keys(), (i) => leaders[i]!);
  const order = new Random(seed, 'split').shuffled([...groups.values()]);
  const heldOut = new Set<readonly number[]>();
  const wanted = faces.length * share;
  let count = 0;
  for (const group of order) {
    if (heldOut.size + 1 >= order.length || count + group.length / 2 > wanted) continue;
    heldOut.add(group);
    count += group.length;
  }
  // What one task needs may leave another on one side, so a second look follows.
  for (let look = 0; share > 0 && look < 2; look++) balanceTasks(faces, order, heldOut);
  const apart = new Set([...heldOut].flat());
  return { parts: faces.map((_, i) => (apart.has(i) ? 'held-out' : 'train')), groups: order.length };
}

/** Moves the smallest group that helps, wherever a task stands on one side only. */
function balanceTasks(faces: readonly SplitFace[], order: readonly number[][], heldOut: Set<readonly number[]>): void {
  const has = (group: readonly number[], task: Task) => group.some((i) => faces[i]!.tasks.includes(task));
  const tasks = new Set(faces.flatMap((face) => face.tasks));
  for (const task of tasks) {
    const known = order.filter((group) => has(group, task)).toSorted((a, b) => a.length - b.length);
    if (known.length < 2) {
      for (const group of known) heldOut.delete(group);
      continue;
    }
    if (known.every((group) => heldOut.has(group))) heldOut.delete(known[0]!);
    else if (!known.some((group) => heldOut.has(group))) heldOut.add(known[0]!);
  }
}
