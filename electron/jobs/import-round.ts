/** Takes in what other machines made of a round, and judges it here as if it had been trained here. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ProblemError } from '../shared/errors.ts';
import { getRound, updateRound } from '../store/rounds.ts';
import type { JobRun } from './job-run.ts';
import { judgeRound, keepModel } from './judge-round.ts';
import { packFile, roundFolder } from './prepare-round.ts';
import { baseOfRound } from './train-round.ts';

export const importRound: JobRun<'import-round'> = async ({ round: id, file }, tools, report) => {
  const { store, emit } = tools;
  const round = getRound(store.db, id);
  if (round.state !== 'prepared')
    throw new ProblemError('conflict', `Round ${id} is ${round.state}: bring the file back once more.`);
  const base = baseOfRound(tools, round);
  const model = await keepModel(tools, file, `${round.recipe.name} (round ${id}, trained elsewhere)`);
  const folder = roundFolder(store, id);
  const metrics = await judgeRound(tools, packFile(folder), base, model, report);
  updateRound(store.db, id, { state: 'trained', resultModel: model.id, metrics });
  // What a browser has brought lies with the round until now.
  if (path.dirname(file) === folder) rmSync(file, { force: true });
  emit('rounds.changed', {});
  return `Took in «${model.name}»${metrics ? ' and judged it on the faces that were kept apart' : ''}.`;
};
