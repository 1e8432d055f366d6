/** Rounds of training: what was learned from, how, and what came of it. */
import { EvaluationReport } from '../shared/domain/evaluation.ts';
import type { ModelId, RoundId } from '../shared/domain/ids.ts';
import { Recipe } from '../shared/domain/recipe.ts';
import type { LossPoint, Material, Round, RoundState, Selected } from '../shared/domain/round.ts';
import { ProblemError } from '../shared/errors.ts';
import { all, get, inTransaction, type ReadableDb, run, runOne, value, type WritableDb } from './database.ts';

interface Row {
  id: RoundId;
  state: RoundState;
  recipe: string;
  material: string;
  base_model: ModelId | null;
  result_model: ModelId | null;
  replaced_model: ModelId | null;
  metrics: string | null;
  created: number;
}

const SELECT =
  'SELECT id, state, recipe, material, base_model, result_model, replaced_model, metrics, created FROM rounds';

const roundOf = (row: Row): Round => ({
  id: row.id,
  state: row.state,
  recipe: Recipe.parse(JSON.parse(row.recipe)),
  material: JSON.parse(row.material) as Material,
  baseModel: row.base_model,
  resultModel: row.result_model,
  replacedModel: row.replaced_model,
  metrics: row.metrics === null ? null : EvaluationReport.parse(JSON.parse(row.metrics)),
  created: row.created,
});

/** Prepares a round. The base model must be one that the project has used, see `noteModel`. */
export function createRound(
  db: WritableDb,
  round: Pick<Round, 'recipe' | 'material' | 'baseModel'> & { selection: readonly Selected[] },
): Round {
  const id = runOne(
    db,
    `INSERT INTO rounds (state, recipe, material, selection, base_model, created)
     VALUES ('prepared', ?, ?, ?, ?, ?)`,
    JSON.stringify(round.recipe),
    JSON.stringify(round.material),
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

/** The faces of a round as they were when it was prepared: frozen, so that the same round can be trained again. */
export const selectionOf = (db: ReadableDb, id: RoundId): Selected[] =>
  JSON.parse(value<string>(db, 'SELECT selection FROM rounds WHERE id = ?', getRound(db, id).id)) as Selected[];

/** Moves a round on: what it became, and the model and figures that came of it. */
export function updateRound(
  db: WritableDb,
  id: RoundId,
  progress: Partial<Pick<Round, 'state' | 'recipe' | 'resultModel' | 'replacedModel' | 'metrics'>>,
): Round {
  const { state, recipe, resultModel, replacedModel, metrics } = { ...getRound(db, id), ...progress };
  runOne(
    db,
    'UPDATE rounds SET state = ?, recipe = ?, result_model = ?, replaced_model = ?, metrics = ? WHERE id = ?',
    state,
    JSON.stringify(recipe),
    resultModel,
    replacedModel,
    metrics === null || metrics === undefined ? null : JSON.stringify(metrics),
    id,
  );
  return getRound(db, id);
}

/** Takes back a round whose faces could not be frozen. */
export function deleteRound(db: WritableDb, id: RoundId): void {
  runOne(db, 'DELETE FROM rounds WHERE id = ?', id);
}

/** The curves of a round, step by step; the training part's points first. */
export const curveOf = (db: ReadableDb, id: RoundId): LossPoint[] =>
  all<{ point: string }>(db, 'SELECT point FROM round_points WHERE round = ? ORDER BY part, step', id).map(
    ({ point }) => JSON.parse(point) as LossPoint,
  );

/** Adds points to the curves. A step that was taken again, after a kill, stands there once. */
export function addPoints(db: WritableDb, id: RoundId, points: readonly LossPoint[]): void {
  inTransaction(db, () => {
    for (const point of points)
      run(
        db,
        'INSERT INTO round_points (round, part, step, point) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET point = excluded.point',
        id,
        point.part,
        point.step,
        JSON.stringify(point),
      );
  });
}

/** Takes away the curves of a training that begins anew. */
export function clearPoints(db: WritableDb, id: RoundId): void {
  run(db, 'DELETE FROM round_points WHERE round = ?', id);
}
