/** What a person decides about a trained round: its model becomes the one that works, goes back, or is thrown away. */
import { rmSync } from 'node:fs';
import type { ModelId, RoundId } from '../shared/domain/ids.ts';
import { isActive } from '../shared/domain/job.ts';
import type { Model } from '../shared/domain/model.ts';
import type { Round } from '../shared/domain/round.ts';
import { ProblemError } from '../shared/errors.ts';
import { listJobs } from '../store/jobs.ts';
import { noteModel } from '../store/models.ts';
import { getRound, updateRound } from '../store/rounds.ts';
import type { JobTools } from './job-run.ts';
import { roundFolder } from './prepare-round.ts';
import type { JobRunner } from './runner.ts';

interface Tools extends Pick<JobTools, 'store' | 'library' | 'models' | 'emit'> {
  jobs: JobRunner;
}

function installed({ library }: Tools, id: ModelId | null, what: string): Model {
  const model = library.models().find((other) => other.id === id);
  if (model) return model;
  throw new ProblemError('not-found', `${what} is not installed any more. Import its file again on the Models page.`);
}

function stateIs(round: Round, state: Round['state'], otherwise: string): void {
  if (round.state !== state) throw new ProblemError('conflict', otherwise);
}

/** Makes a network the one that works, and has it propose anew what no person has touched. */
function activate({ models, jobs }: Tools, model: Model): void {
  models.activate(model.id);
  jobs.start({ kind: 'annotate', images: 'all', tasks: 'all' });
}

/** The round's model becomes the one that works. What it replaces is remembered. */
export function promoteRound(tools: Tools, id: RoundId): Round {
  const { db } = tools.store;
  const round = getRound(db, id);
  stateIs(round, 'trained', `Round ${id} has no new model to promote: it is ${round.state}.`);
  const model = installed(tools, round.resultModel, `The model of round ${id}`);
  const replaced = tools.library.activeModel('network');
  if (replaced) noteModel(db, replaced);
  const promoted = updateRound(db, id, { state: 'promoted', replacedModel: replaced?.id ?? null });
  activate(tools, model);
  tools.emit('rounds.changed', {});
  return promoted;
}

/** Back to the model that a promotion put aside; the round's own stays, to be promoted again. */
export function rollBackRound(tools: Tools, id: RoundId): Round {
  const { db } = tools.store;
  const round = getRound(db, id);
  stateIs(round, 'promoted', `Round ${id} is ${round.state}, so there is nothing to go back from.`);
  if (round.replacedModel === null)
    throw new ProblemError(
      'not-found',
      `There was no network before round ${id} to go back to. Choose one on the Models page.`,
    );
  const model = installed(tools, round.replacedModel, `The model before round ${id}`);
  const back = updateRound(db, id, { state: 'trained', replacedModel: null });
  activate(tools, model);
  tools.emit('rounds.changed', {});
  return back;
}

/** Throws a round's model and files away. Its record stays. */
export async function discardRound(tools: Tools, id: RoundId): Promise<Round> {
  const { db } = tools.store;
  const round = getRound(db, id);
  if (round.state === 'promoted')
    throw new ProblemError('conflict', `The model of round ${id} is the one that works. Roll it back first.`);
  if (listJobs(db).some((job) => job.request.kind === 'train' && job.request.round === id && isActive(job)))
    throw new ProblemError('conflict', `Round ${id} is being trained. Cancel its job first.`);
  const model = tools.library.models().find((other) => other.id === round.resultModel);
  const discarded = updateRound(db, id, { state: 'discarded', resultModel: null });
  rmSync(roundFolder(tools.store, id), { recursive: true, force: true });
  if (model && !model.active) await tools.models.remove(model.id);
  tools.emit('rounds.changed', {});
  return discarded;
}
