/** Parts the photos of an export: by shares, or by lists in text files. Nobody and no picture comes into two parts. */
import { readFileSync } from 'node:fs';
import type { Skipped } from '../datasets/export.ts';
import { groupKin, listedNames, namesOfNone, splitByLists, splitByRatio } from '../datasets/splits.ts';
import { nearPairs } from '../imaging/fingerprint.ts';
import type { Split, SplitRule } from '../shared/domain/dataset.ts';
import { ProblemError } from '../shared/errors.ts';
import { type ExportPhoto, knownImages } from '../store/dataset.ts';
import { fingerprintsOf } from './fingerprints.ts';
import type { JobTools } from './job-run.ts';

interface PhotoSplits {
  /** Of each photo; null for those that go nowhere, or where there are no splits. */
  splits: (Split | null)[];
  /** What stands on the lists and is no photo of the project. */
  strangers: Skipped[];
}

/** @param people names of who is in each photo */
export async function splitPhotos(
  rule: SplitRule,
  chosen: readonly { photo: ExportPhoto; faces: readonly unknown[] }[],
  people: readonly string[][],
  tools: JobTools,
  signal: AbortSignal,
): Promise<PhotoSplits> {
  if (rule.by === 'none') return { splits: chosen.map(() => null), strangers: [] };
  const photos = chosen.map(({ photo }) => photo);
  const prints = await fingerprintsOf(tools, photos, signal);
  const groups = groupKin(people, nearPairs(prints));
  const described = chosen.map(({ photo, faces }, at) => ({
    path: photo.path,
    key: photo.hash,
    group: groups[at]!,
    faces: faces.length,
  }));
  if (rule.by === 'ratio') return { splits: splitByRatio(described, rule), strangers: [] };
  const lists = { train: namesIn(rule.train), val: namesIn(rule.val), test: namesIn(rule.test) };
  const known = knownImages(tools.store.db).map(({ path }) => path);
  const strangers = Object.entries(lists).flatMap(([split, names]) =>
    namesOfNone(names, known).map((name) => ({
      path: `${rule[split as Split]}: ${name}`,
      reason: 'The project has no photo of this path or name.',
    })),
  );
  return { splits: splitByLists(described, lists), strangers };
}

function namesIn(file: string | null): string[] {
  if (file === null) return [];
  try {
    return listedNames(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ProblemError('not-found', `The list ${file} cannot be read. Check its path.`, { cause: error });
  }
}
