/** Everything that a person does with rounds of training, over the open project. */
import path from 'node:path';
import type { ModelId, RoundId } from '../shared/domain/ids.ts';
import { isActive, type Job } from '../shared/domain/job.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import type { Estimate, Material, PackagePicture, Round, RoundFaces } from '../shared/domain/round.ts';
import { listJobs } from '../store/jobs.ts';
import { getRound } from '../store/rounds.ts';
import { bringBack, type ReturnedFile } from './bring-back.ts';
import { discardRound, promoteRound, rollBackRound } from './end-round.ts';
import type { JobTools } from './job-run.ts';
import { prepareRound, roundMaterial } from './prepare-round.ts';
import type { JobRunner } from './runner.ts';
import { requestOf } from './train-round.ts';

export interface RoundDesk {
  material(recipe: Recipe, faces: RoundFaces): Promise<Material>;
  prepare(input: { recipe: Recipe; faces: RoundFaces; model?: ModelId | undefined }): Promise<Round>;
  /** Measured with one real step. */
  estimate(round: RoundId): Promise<Estimate>;
  /** Begins its training, or goes on with it. */
  start(round: RoundId): Job;
  /** Begins to write it for other machines, or goes on with what was broken off in the same folder. */
  package(input: { round: RoundId; folder: string; picture: PackagePicture }): Job;
  /** Takes in what other machines made of a round. */
  bringBack(input: { round?: RoundId | undefined; file: ReturnedFile }): Promise<Job>;
  promote(round: RoundId): Round;
  rollBack(round: RoundId): Round;
  discard(round: RoundId): Promise<Round>;
}

export function createRoundDesk(tools: JobTools, jobs: JobRunner): RoundDesk {
  const all = { ...tools, jobs };
  return {
    material: (recipe, faces) => roundMaterial(tools, recipe, faces),
    prepare: (input) => prepareRound(tools, input),
    estimate: (id) => tools.engine.call('estimateTraining', requestOf(tools, getRound(tools.store.db, id))),
    start(id) {
      getRound(tools.store.db, id);
      const known = listJobs(tools.store.db).find(
        ({ request, state }) => request.kind === 'train' && request.round === id && state !== 'done',
      );
      if (known && isActive(known)) return known;
      return known ? jobs.resume(known.id) : jobs.start({ kind: 'train', round: id });
    },
    package({ round, folder, picture }) {
      getRound(tools.store.db, round);
      return jobs.start({ kind: 'package', round, folder: path.resolve(folder), picture });
    },
    bringBack: (input) => bringBack(tools, jobs, input),
    promote: (round) => promoteRound(all, round),
    rollBack: (round) => rollBackRound(all, round),
    discard: (round) => discardRound(all, round),
  };
}
