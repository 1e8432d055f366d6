/** Answers about datasets: which formats there are, what a folder looks like, what a job did. */
import { getReport } from '../store/dataset.ts';
import type { HandlerTable } from './app.ts';

export const datasetHandlers: HandlerTable<'datasets.formats' | 'datasets.recognise' | 'datasets.report'> = {
  'datasets.formats': (app) => app.datasets.formats(),
  'datasets.recognise': (app, { path }) => app.datasets.recognise(path),
  'datasets.report': (app, { job }) => getReport(app.project().store.db, job),
};
