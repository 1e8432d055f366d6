/** Trains a round to its end, keeps the new model beside the old one, and holds both against faces that were kept apart. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { NetworkFile } from '../inference/network.ts';
import type { RoundId } from '../shared/domain/ids.ts';
import type { Model } from '../shared/domain/model.ts';
import type { Round } from '../shared/domain/round.ts';
import { ProblemError } from '../shared/errors.ts';
import { addPoints, clearPoints, getRound, updateRound } from '../store/rounds.ts';
import type { TrainingRequest, TrainingResult } from '../training/service.ts';
import type { JobReport, JobRun, JobTools } from './job-run.ts';
import { judgeRound, keepModel } from './judge-round.ts';
import { packFile, roundFolder } from './prepare-round.ts';

/** How long the engine works before it says where it stands, in milliseconds: other calls are answered in between. */
const PIECE = 400;

const workFolder = (folder: string): string => path.join(folder, 'training');

/** The model that a round begins with. @throws {ProblemError} `not-found` when it is not installed any more */
export function baseOfRound({ library }: Pick<JobTools, 'library'>, round: Round): Model | null {
  if (round.baseModel === null) return null;
  const model = library.models().find(({ id }) => id === round.baseModel);
  if (model) return model;
  throw new ProblemError(
    'not-found',
    `The network ${round.baseModel} that round ${round.id} begins with is not installed any more. Import its file again.`,
  );
}

export function requestOf({ store, library }: Pick<JobTools, 'store' | 'library'>, round: Round): TrainingRequest {
  const folder = roundFolder(store, round.id);
  const model = baseOfRound({ library }, round);
  const base: NetworkFile | null = model && { file: model.file, preset: model.family };
  return { pack: packFile(folder), folder: workFolder(folder), recipe: round.recipe, base };
}

export const trainRound: JobRun<'train'> = async ({ round: id }, tools, report) => {
  const { store, engine, emit } = tools;
  const { db } = store;
  const round = getRound(db, id);
  if (round.state !== 'prepared' && round.state !== 'training')
    throw new ProblemError('conflict', `Round ${id} is ${round.state}: prepare another one to train again.`);
  const request = requestOf(tools, round);
  const base = baseOfRound(tools, round);
  mkdirSync(request.folder, { recursive: true });
  await engine.call('openTraining', request);
  if (round.state === 'prepared') clearPoints(db, id);
  updateRound(db, id, { state: 'training' });
  emit('rounds.changed', {});
  let result: TrainingResult;
  const file = path.join(roundFolder(store, id), 'result.safetensors');
  try {
    await advance(tools, request.folder, id, report);
    emit('round.progress', { round: id, phase: 'writing', step: 0, steps: 0, points: [] });
    result = await engine.call('finishTraining', { folder: request.folder, to: file });
  } finally {
    await engine.call('closeTraining', { folder: request.folder });
  }
  if (result.ending === 'diverged' && result.bestStep === 0)
    throw new ProblemError(
      'bad-input',
      'The training ran away before it got any better: its losses grew without end. Discard the round, and train with a lower learning rate.',
    );
  const model = await keepModel(tools, file, `${round.recipe.name} (round ${id})`);
  rmSync(file, { force: true });
  const metrics = await judgeRound(tools, request.pack, base, model, report);
  rmSync(request.folder, { recursive: true, force: true });
  updateRound(db, id, { state: 'trained', resultModel: model.id, metrics });
  emit('rounds.changed', {});
  return summarise(result, model);
};

/** Until the training ends; its curve is stored as it grows. */
async function advance(
  { store, engine, emit }: JobTools,
  folder: string,
  round: RoundId,
  { signal, progress, skip }: JobReport,
): Promise<void> {
  while (true) {
    signal.throwIfAborted();
    const standing = await engine.call('advanceTraining', { folder, milliseconds: PIECE });
    addPoints(store.db, round, standing.points);
    for (const { path: file, reason } of standing.skipped) skip(file, reason);
    const { phase, step, steps, points } = standing;
    emit('round.progress', { round, phase, step, steps, points });
    progress(standing.done, standing.of);
    if (standing.ending !== null) return;
  }
}

function summarise({ ending, before, best, bestStep }: TrainingResult, { name }: Model): string {
  const how = {
    finished: 'Trained to the end',
    'stopped-early': 'Stopped early, since it got no better',
    diverged: 'Stopped, since the losses ran away; the best weights before that were kept',
  }[ending];
  const gain =
    before === null || best === null
      ? ''
      : bestStep === 0
        ? ' The loss on faces that were kept apart did not fall, so the result is what it began with.'
        : ` The loss on faces that were kept apart fell from ${before.toFixed(3)} to ${best.toFixed(3)}.`;
  return `${how}.${gain} The result is «${name}».`;
}
