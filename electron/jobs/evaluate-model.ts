/** Holds one network, or two, against the confirmed values of the project, and keeps what comes of it. */
import { TASKS } from '../shared/domain/vocabulary.ts';
import { addEvaluation } from '../store/evaluations.ts';
import { noteModel } from '../store/models.ts';
import { chooseNetwork } from './choose-network.ts';
import { evaluateModels } from './evaluate-models.ts';
import { facesToJudge } from './faces-to-judge.ts';
import type { JobRun } from './job-run.ts';

const SEED = 1;

export const evaluateModel: JobRun<'evaluate'> = async ({ models: ids, split }, tools, report) => {
  const { store, library, emit } = tools;
  const models = (ids ?? [undefined]).map((id) => chooseNetwork(library, id));
  for (const model of models) noteModel(store.db, model);
  const chosen = facesToJudge(
    store.db,
    models.map(({ id }) => id),
    split,
  );
  const found = await evaluateModels(tools, { models, ...chosen, seed: SEED }, report);
  addEvaluation(store.db, found);
  emit('evaluations.changed', {});
  const tasks = TASKS.filter((task) => found.models[0]!.tasks.some((one) => one.task === task));
  const { faces, skipped } = found.on;
  const names = models.map(({ name }) => name).join(' and ');
  const left = skipped > 0 ? `, skipped ${skipped}` : '';
  return `Evaluated ${names} on ${faces} ${faces === 1 ? 'face' : 'faces'} and ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}${left}.`;
};
