/**
 * Which faces are learned from and which are kept apart. Each face goes where `shared/domain/split.ts` puts its person or
 * photo for good; photos that look nearly the same go together, to the stricter side of them.
 */
import { SPLITS, type Split as SplitPart } from '../shared/domain/evaluation.ts';
import type { ContentHash } from '../shared/domain/ids.ts';
import { createKin } from '../shared/domain/kin.ts';
import { type SplitShares, splitGroup, splitOf } from '../shared/domain/split.ts';
import type { Task } from '../shared/domain/vocabulary.ts';

export interface SplitFace {
  photo: ContentHash;
  /** Who it is, where that is labelled. */
  person: string | null;
  tasks: readonly Task[];
}

export interface Split {
  /** The part of each face. */
  parts: SplitPart[];
  /** How many people, or photos with all that look like them. */
  groups: number;
}

const strictest = (parts: readonly SplitPart[]): SplitPart => SPLITS.findLast((part) => parts.includes(part))!;

/** @param alike pairs of photos that look nearly the same */
export function splitFaces(
  faces: readonly SplitFace[],
  shares: SplitShares,
  alike: Iterable<readonly [ContentHash, ContentHash]> = [],
): Split {
  const kin = createKin<string>();
  const twins = new Set<ContentHash>();
  for (const [a, b] of alike) {
    kin.join(splitGroup(null, a), splitGroup(null, b));
    twins.add(a).add(b);
  }
  // A face that has a name on one of two such photos may have none on the other.
  for (const { person, photo } of faces)
    if (person !== null && twins.has(photo)) kin.join(splitGroup(null, photo), splitGroup(person, photo));
  const groupOf = ({ person, photo }: SplitFace): string => kin.leaderOf(splitGroup(person, photo));

  const groups = Map.groupBy(faces, groupOf);
  const parts = new Map(
    [...groups].map(([group, members]) => [
      group,
      strictest(members.map(({ person, photo }) => splitOf(splitGroup(person, photo), shares))),
    ]),
  );
  return {
    parts: faces.map((face) => parts.get(groupOf(face))!),
    groups: groups.size,
  };
}
