/**
 * Which part of a project's faces is learned from and which is held out. A face goes where its person goes, or, where
 * nobody says who it is, where its photo goes: by the hash of that name alone. So a face that was held out once is held
 * out in every later round, however many faces come, and no figure is measured on what an earlier round has learned.
 */

import type { Split } from './evaluation.ts';
import type { ContentHash } from './ids.ts';
import { hashToUnit } from './random.ts';

/** How much of the groups is held out; the rest is learned from. */
export interface SplitShares {
  validation: number;
  test: number;
}
export const SPLIT_SHARES: SplitShares = { validation: 0.1, test: 0.2 };

/** What a face is never parted from: all faces of its person, else all of its photo. */
export const splitGroup = (identity: string | null, photo: ContentHash): string =>
  identity === null ? `photo ${photo}` : `person ${identity}`;

/** The part of a group. The test part is the upper end of [0, 1), so changing the other share moves no face into it. */
export function splitOf(group: string, { validation, test }: SplitShares = SPLIT_SHARES): Split {
  const place = hashToUnit(group);
  if (place >= 1 - test) return 'test';
  return place >= 1 - test - validation ? 'validation' : 'train';
}
