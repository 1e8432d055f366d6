/** What evaluations have found, so that it need not be computed again to be looked at. */
import type { EvaluationEntry, EvaluationReport } from '../shared/domain/evaluation.ts';
import type { EvaluationId } from '../shared/domain/ids.ts';
import { ProblemError } from '../shared/errors.ts';
import { fromBlob, toBlob } from './blob.ts';
import { all, get, type ReadableDb, runOne, type WritableDb } from './database.ts';

interface Row {
  id: EvaluationId;
  models: string;
  faces: string;
  created: number;
}

const entryOf = ({ id, models, faces, created }: Row): EvaluationEntry => ({
  id,
  models: JSON.parse(models) as EvaluationEntry['models'],
  on: JSON.parse(faces) as EvaluationEntry['on'],
  created,
});

export function addEvaluation(db: WritableDb, report: EvaluationReport): EvaluationId {
  return runOne(
    db,
    'INSERT INTO evaluations (models, faces, report, created) VALUES (?, ?, ?, ?)',
    JSON.stringify(report.models.map(({ model }) => model)),
    JSON.stringify(report.on),
    toBlob(report),
    Date.now(),
  ) as EvaluationId;
}

/** The newest first. */
export const listEvaluations = (db: ReadableDb): EvaluationEntry[] =>
  all<Row>(db, 'SELECT id, models, faces, created FROM evaluations ORDER BY id DESC').map(entryOf);

/** @throws {ProblemError} `not-found` */
export function getEvaluation(db: ReadableDb, id: EvaluationId): EvaluationReport {
  const row = get<{ report: Uint8Array }>(db, 'SELECT report FROM evaluations WHERE id = ?', id);
  if (row) return fromBlob(row.report) as EvaluationReport;
  throw new ProblemError('not-found', `There is no evaluation ${id} in the project. Reload the list.`);
}
