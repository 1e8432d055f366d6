import { expect, test } from 'vitest';
import type { EvaluationReport } from '../../electron/shared/domain/evaluation.ts';
import type { RoundId } from '../../electron/shared/domain/ids.ts';
import { Recipe } from '../../electron/shared/domain/recipe.ts';
import type { Material } from '../../electron/shared/domain/round.ts';
import { noteModel } from '../../electron/store/models.ts';
import {
  addPoints,
  createRound,
  curveOf,
  getRound,
  listRounds,
  selectionOf,
  updateRound,
} from '../../electron/store/rounds.ts';
import { addImageWithFaces, NETWORK, reopen, testProject } from './sample.ts';

const recipe = Recipe.parse({ seed: 7, steps: 200 });
const material = { faces: 2, photos: 1, groups: 1, by: 'photo', tasks: {}, warnings: [] } satisfies Material;
const round = { recipe, material, selection: [], baseModel: null };
const network = { id: NETWORK, kind: 'network', family: 'starter', name: 'Starter', sha256: 'e'.repeat(64) } as const;

test('a round keeps its recipe and its frozen selection', () => {
  const store = testProject();
  const { faces } = addImageWithFaces(store.db, 1, 2);
  const selection = faces.map(({ id, revision }) => ({ face: id, revision, part: 'train' as const }));
  const { id } = createRound(store.db, { ...round, selection });
  const { db } = reopen(store);
  expect(selectionOf(db, id)).toEqual(selection);
  expect(getRound(db, id)).toEqual({
    id,
    state: 'prepared',
    recipe,
    material,
    baseModel: null,
    resultModel: null,
    replacedModel: null,
    metrics: null,
    created: expect.any(Number),
  });
});

const metrics: EvaluationReport = {
  on: { split: 'test', faces: 4, photos: 4, identities: 0, skipped: 0 },
  seed: 1,
  models: [{ model: NETWORK, tasks: [], groups: [] }],
  differences: null,
};

test('a round moves on to its model and its figures', () => {
  const { db } = testProject();
  noteModel(db, network);
  const { id } = createRound(db, { ...round, baseModel: NETWORK });
  updateRound(db, id, { state: 'trained', resultModel: NETWORK, metrics });
  expect(updateRound(db, id, { state: 'promoted' })).toMatchObject({
    state: 'promoted',
    resultModel: NETWORK,
    metrics,
  });
});

test('a round cannot be based on a model that the project does not know', () => {
  const { db } = testProject();
  expect(() => createRound(db, { ...round, baseModel: NETWORK })).toThrow('FOREIGN KEY');
});

test('rounds are listed from the newest', () => {
  const { db } = testProject();
  const [first, second] = [createRound(db, round), createRound(db, round)];
  expect(listRounds(db)).toEqual([second, first]);
});

test('a round that is not there is said so', () => {
  expect(() => getRound(testProject().db, 3 as RoundId)).toThrow('There is no round 3');
});

test('the curves of a round hold each step once', () => {
  const { db } = testProject();
  const { id } = createRound(db, round);
  const point = (step: number, total: number) => ({
    step,
    epoch: 0,
    part: 'train' as const,
    total,
    tasks: { age: total },
  });
  addPoints(db, id, [point(1, 4), point(2, 3)]);
  addPoints(db, id, [point(2, 2)]);
  expect(curveOf(db, id)).toEqual([point(1, 4), point(2, 2)]);
});
