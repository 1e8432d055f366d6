/** Which photo goes into which split: by shares or by lists, and never a group of kin into two. */
import { hash } from 'node:crypto';
import path from 'node:path';
import { SPLITS, type Split, type SplitRule } from '../shared/domain/dataset.ts';
import { createKin } from '../shared/domain/kin.ts';
import { ProblemError } from '../shared/errors.ts';

/** A photo with the group that it must not be parted from. */
export interface SplitPhoto {
  path: string;
  /** What orders groups by chance; the same for the same photo everywhere. */
  key: string;
  group: number;
  /** How many faces it brings. */
  faces: number;
}

/**
 * The group of each photo, as the number of one of its photos: those of one person, and those that look nearly the same.
 * @param identities names of the people in each photo
 * @param pairs photos that look nearly the same
 */
export function groupKin(
  identities: readonly (readonly string[])[],
  pairs: Iterable<readonly [number, number]>,
): number[] {
  const kin = createKin<number>();
  const people = new Map<string, number>();
  for (const [at, names] of identities.entries())
    for (const name of names) {
      const other = people.get(name);
      if (other === undefined) people.set(name, at);
      else kin.join(other, at);
    }
  for (const [a, b] of pairs) kin.join(a, b);
  return identities.map((_, at) => kin.leaderOf(at));
}

/**
 * Groups in an order that only the seed and the photos decide, each to the split that lacks most of its share of the
 * faces. The largest groups go first: what comes last fills the gaps.
 */
export function splitByRatio(
  photos: readonly SplitPhoto[],
  { train, val, test, seed }: Extract<SplitRule, { by: 'ratio' }>,
): Split[] {
  const shares: Record<Split, number> = { train, val, test };
  const groups = new Map<number, { key: string; faces: number; split: Split }>();
  for (const { group, key, faces } of photos) {
    const known = groups.get(group);
    const mixed = hash('sha256', `${seed}:${key}`);
    // A group's place does not depend on which of its photos comes first.
    if (known) groups.set(group, { ...known, faces: known.faces + faces, key: known.key < mixed ? known.key : mixed });
    else groups.set(group, { key: mixed, faces, split: 'train' });
  }
  const total = photos.reduce((sum, { faces }) => sum + faces, 0);
  const filled: Record<Split, number> = { train: 0, val: 0, test: 0 };
  const order = [...groups.values()].sort((a, b) => b.faces - a.faces || (a.key < b.key ? -1 : 1));
  for (const group of order) {
    const lacking = (split: Split) => shares[split] * total - filled[split];
    const open = SPLITS.filter((split) => shares[split] > 0);
    group.split = open.reduce((best, split) => (lacking(split) > lacking(best) ? split : best));
    filled[group.split] += group.faces;
  }
  return photos.map(({ group }) => groups.get(group)!.split);
}

/** The lines of a list, without blank ones. */
export const listedNames = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Names on a list that no photo has, by path or by name: a slip of the pen, or a photo that is missing. */
export function namesOfNone(names: readonly string[], photos: Iterable<string>): string[] {
  const known = new Set<string>();
  for (const file of photos) known.add(file).add(path.basename(file));
  return names.filter((name) => !known.has(name));
}

/**
 * By lists of paths or names; null for photos on no list.
 * @throws {ProblemError} where a photo is on two lists, or the lists part a person or two copies of a picture
 */
export function splitByLists(
  photos: readonly SplitPhoto[],
  lists: Readonly<Record<Split, readonly string[]>>,
): (Split | null)[] {
  const listed = new Map<string, Split>();
  for (const split of SPLITS)
    for (const name of lists[split]) {
      const other = listed.get(name);
      if (other && other !== split)
        throw new ProblemError(
          'bad-input',
          `«${name}» is on the lists of ${other} and ${split}. Take it off one of them.`,
        );
      listed.set(name, split);
    }
  const splits = photos.map(({ path: file }) => listed.get(file) ?? listed.get(path.basename(file)) ?? null);
  const groups = new Map<number, { split: Split; path: string }>();
  for (const [at, { group, path: file }] of photos.entries()) {
    const split = splits[at]!;
    if (split === null) continue;
    const known = groups.get(group);
    if (known && known.split !== split)
      throw new ProblemError(
        'bad-input',
        `The lists part what belongs together: «${known.path}» is in ${known.split} and «${file}» in ${split}, and they show one person or the same picture. Put both on one list.`,
      );
    groups.set(group, { split, path: file });
  }
  return splits;
}
