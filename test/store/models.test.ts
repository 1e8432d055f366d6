import { expect, test } from 'vitest';
import { noteModel, usedModels } from '../../electron/store/models.ts';
import { DETECTOR, testProject } from './sample.ts';

const model = { id: DETECTOR, kind: 'detector', family: 'yunet', name: 'YuNet', sha256: 'd'.repeat(64) } as const;

test('a project names the models that it has used', () => {
  const { db } = testProject();
  noteModel(db, model);
  expect(usedModels(db)).toEqual([{ ...model, used: expect.any(Number) }]);
});

test('a model that is used again is named once, with its newest name', () => {
  const { db } = testProject();
  noteModel(db, model);
  noteModel(db, { ...model, name: 'YuNet 2023' });
  expect(usedModels(db).map(({ name }) => name)).toEqual(['YuNet 2023']);
});
