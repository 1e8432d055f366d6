import { expect, test } from 'vitest';
import type { RoundId } from '../../electron/shared/domain/ids.ts';
import { useModel } from '../../electron/store/models.ts';
import { createRound, getRound, listRounds, updateRound } from '../../electron/store/rounds.ts';
import { addImageWithFaces, NETWORK, reopen, testProject } from './sample.ts';

const recipe = { seed: 7, steps: 200 };
const network = { id: NETWORK, kind: 'network', family: 'starter', name: 'Starter', sha256: 'e'.repeat(64) } as const;

test('a round keeps its recipe and its frozen selection', () => {
  const store = testProject();
  const { faces } = addImageWithFaces(store.db, 1, 2);
  const selection = faces.map(({ id, revision }) => ({ face: id, revision }));
  const round = createRound(store.db, { recipe, selection, baseModel: null });
  expect(getRound(reopen(store).db, round.id)).toEqual({
    id: round.id,
    state: 'prepared',
    recipe,
    selection,
    baseModel: null,
    resultModel: null,
    metrics: null,
    created: expect.any(Number),
  });
});

test('a round moves on to its model and its figures', () => {
  const { db } = testProject();
  useModel(db, network);
  const { id } = createRound(db, { recipe, selection: [], baseModel: NETWORK });
  updateRound(db, id, { state: 'trained', resultModel: NETWORK, metrics: { nme: 0.04 } });
  expect(updateRound(db, id, { state: 'promoted' })).toMatchObject({
    state: 'promoted',
    resultModel: NETWORK,
    metrics: { nme: 0.04 },
  });
});

test('a round cannot be based on a model that the project does not know', () => {
  const { db } = testProject();
  expect(() => createRound(db, { recipe, selection: [], baseModel: NETWORK })).toThrow('FOREIGN KEY');
});

test('rounds are listed from the newest', () => {
  const { db } = testProject();
  const round = { recipe, selection: [], baseModel: null };
  const [first, second] = [createRound(db, round), createRound(db, round)];
  expect(listRounds(db)).toEqual([second, first]);
});

test('a round that is not there is said so', () => {
  expect(() => getRound(testProject().db, 3 as RoundId)).toThrow('There is no round 3');
});
