/** Answers about what evaluations have found. */
import { getEvaluation, listEvaluations } from '../store/evaluations.ts';
import type { HandlerTable } from './app.ts';

export const evaluationHandlers: HandlerTable<'evaluations.list' | 'evaluations.get'> = {
  'evaluations.list': (app) => listEvaluations(app.project().store.db),
  'evaluations.get': (app, { evaluation }) => getEvaluation(app.project().store.db, evaluation),
};
