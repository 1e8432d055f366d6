/** Rounds of training: what was learned from, how, and what came of it. */
import type { FaceId, ModelId, RoundId } from '../shared/domain/ids.ts';
import { ProblemError } from '../shared/errors.ts';
import { all, get, type ReadableDb, runOne, type WritableDb } from './database.ts';

export type RoundState = 'prepared' | 'training' | 'trained' | 'promoted' | 'discarded';

/** A face as it was when the round was prepared. */
export interface Selected {
  face: FaceId;
  revision: number;
}

export interface Round {
  id: RoundId;
  state: RoundState;
  /** How to train, in the trainer's own words. */
  recipe: unknown;
  /** What is learned from: frozen, so that the same round can be trained again. */
  selection: Selected[];
  baseModel: ModelId | null;
  resultModel: ModelId | null;
  /** What the evaluation found, or null before it. */
  metrics: unknown;
  created: number;
}

interface Row extends Pick<Round, 'id' | 'state' | 'created'> {
  recipe: string;
  selection: string;
  base_model: ModelId | null;
  result_model: ModelId | null;
  metrics: string | null;
}

const SELECT = 'SELECT id, state, recipe, selection, base_model, result_model, metrics, created FROM rounds';

const roundOf = (row: Row): Round => ({
  id: row.id,
  state: row.state,
  recipe: JSON.parse(row.recipe),
  selection: JSON.parse(row.selection) as Selected[],
  baseModel: row.base_model,
  resultModel: row.result_model,
  metrics: row.metrics === null ? null : JSON.parse(row.metrics),
  created: row.created,
});

/** Prepares a round. The base model must be one that the project has used, see `useModel`. */
export function createRound(db: WritableDb, round: Pick<Round, 'recipe' | 'selection' | 'baseModel'>): Round {
  const id = runOne(
    db,
    "INSERT INTO rounds (state, recipe, selection, base_model, created) VALUES ('prepared', ?, ?, ?, ?)",
    JSON.stringify(round.recipe),
    JSON.stringify(round.selection),
    round.baseModel,
    Date.now(),
  );
  return getRound(db, id as RoundId);
}

/** @throws {ProblemError} `not-found` */
export function getRound(db: ReadableDb, id: RoundId): Round {
  const row = get<Row>(db, `${SELECT} WHERE id = ?`, id);
  if (row) return roundOf(row);
  throw new ProblemError('not-found', `There is no round ${id} in the project. Reload the list of rounds.`);
}

/** All rounds, the newest first. */
export const listRounds = (db: ReadableDb): Round[] => all<Row>(db, `${SELECT} ORDER BY id DESC`).map(roundOf);

/** Moves a round on: what it became, and the model and figures that came of it. */
export function updateRound(
  db: WritableDb,
  id: RoundId,
  progress: Pick<Round, 'state'> & Partial<Pick<Round, 'resultModel' | 'metrics'>>,
): Round {
  const { state, resultModel, metrics } = { ...getRound(db, id), ...progress };
  runOne(
    db,
    'UPDATE rounds SET state = ?, result_model = ?, metrics = ? WHERE id = ?',
    state,
    resultModel,
    metrics === null ? null : JSON.stringify(metrics),
    id,
  );
  return getRound(db, id);
}
