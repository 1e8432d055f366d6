/** Finds the round that a returned file of weights belongs to, after a look at what it holds. */
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashFile } from '../inference/hash.ts';
import type { RoundId } from '../shared/domain/ids.ts';
import type { Job } from '../shared/domain/job.ts';
import type { Round } from '../shared/domain/round.ts';
import { ProblemError } from '../shared/errors.ts';
import { createRound, getRound, listRounds, selectionOf } from '../store/rounds.ts';
import { networkOf } from '../training/begin.ts';
import type { Returned } from '../training/package/returned.ts';
import type { JobTools } from './job-run.ts';
import { packageIdOf } from './package-round.ts';
import { packFile, roundFolder } from './prepare-round.ts';
import type { JobRunner } from './runner.ts';
import { baseOfRound } from './train-round.ts';

/** Weights on the core's disk, or those that only a browser holds. */
export type ReturnedFile = { path: string } | { name: string; bytes: Uint8Array };

/** The rounds whose package has this id, those without a result first. */
async function roundsOf(tools: JobTools, id: string): Promise<Round[]> {
  const found: Round[] = [];
  for (const round of listRounds(tools.store.db)) {
    if (round.state === 'discarded') continue;
    if ((await packageIdOf(tools, round)) === id) found.push(round);
  }
  return found.toSorted((a, b) => Number(b.state === 'prepared') - Number(a.state === 'prepared'));
}

async function roundOf(tools: JobTools, name: string, told: string | null, asked?: RoundId): Promise<Round> {
  const { db } = tools.store;
  if (asked === undefined) {
    if (told === null)
      throw new ProblemError(
        'bad-input',
        `${name} does not say which package it was trained on. Name its round, or write the package's id into the file as docs/scale.md shows.`,
      );
    const [round] = await roundsOf(tools, told);
    if (round) return round;
    throw new ProblemError(
      'not-found',
      `${name} was trained on a package of another project, or its round was discarded here. Open the project that wrote the package.`,
    );
  }
  const round = getRound(db, asked);
  if (told === null || told === (await packageIdOf(tools, round))) return round;
  const [other] = await roundsOf(tools, told);
  throw new ProblemError(
    'conflict',
    other
      ? `${name} was trained on the package of round ${other.id}, not of round ${asked}. Bring it back there.`
      : `${name} was trained on a package of another project, not of round ${asked}. Open the project that wrote the package.`,
  );
}

/** A round on the same frozen faces, for a result beside the one that is there. */
function siblingOf({ store, emit }: JobTools, round: Round): Round {
  const { recipe, material, baseModel } = round;
  const selection = selectionOf(store.db, round.id);
  const sibling = createRound(store.db, { recipe, material, baseModel, selection });
  const folder = roundFolder(store, sibling.id);
  mkdirSync(folder, { recursive: true });
  copyFileSync(packFile(roundFolder(store, round.id)), packFile(folder));
  emit('rounds.changed', {});
  return sibling;
}

function demandFit(tools: JobTools, name: string, { preset }: Returned, round: Round): void {
  const base = baseOfRound(tools, round);
  const wanted = networkOf(round.recipe, base && { preset: base.family }).name;
  if (preset !== wanted)
    throw new ProblemError(
      'unsupported',
      `${name} holds ${preset}, and round ${round.id} trains ${wanted}. Bring back the weights of that network.`,
    );
}

/** A file that is a model of the app already brings nothing new, and would be thrown away with the round. */
async function demandNew({ library }: JobTools, file: string, name: string): Promise<void> {
  const sha256 = await hashFile(file);
  const known = library.models().find((model) => model.sha256 === sha256);
  if (known)
    throw new ProblemError(
      'conflict',
      `${name} is «${known.name}» to the byte, which is here already. Choose another file.`,
    );
}

/**
 * Begins to take in a returned file. Nothing is changed where it does not fit.
 * @throws {ProblemError} with what does not fit: another network, missing weights, another project
 */
export async function bringBack(
  tools: JobTools,
  jobs: JobRunner,
  { round: asked, file }: { round?: RoundId | undefined; file: ReturnedFile },
): Promise<Job> {
  const { store, engine } = tools;
  const uploads = path.join(store.project.path, 'rounds');
  mkdirSync(uploads, { recursive: true });
  const aside = 'bytes' in file ? mkdtempSync(path.join(uploads, 'returned-')) : null;
  try {
    const name = 'bytes' in file ? path.basename(file.name) : path.basename(file.path);
    const at = aside === null || !('bytes' in file) ? (file as { path: string }).path : path.join(aside, 'weights');
    if (aside !== null && 'bytes' in file) writeFileSync(at, file.bytes);
    const returned = await engine.call('inspectReturned', { file: at, name });
    const round = await roundOf(tools, name, returned.package, asked);
    demandFit(tools, name, returned, round);
    await demandNew(tools, at, name);
    // Its frozen faces must be there, to judge by.
    await packageIdOf(tools, round);
    const target = round.state === 'prepared' ? round : siblingOf(tools, round);
    if (aside === null) return jobs.start({ kind: 'import-round', round: target.id, file: at });
    const kept = path.join(roundFolder(store, target.id), name);
    renameSync(at, kept);
    return jobs.start({ kind: 'import-round', round: target.id, file: kept });
  } finally {
    if (aside !== null) rmSync(aside, { recursive: true, force: true });
  }
}
