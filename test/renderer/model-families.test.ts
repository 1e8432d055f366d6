/** What the window says of networks, against the networks themselves. */
import { expect, test } from 'vitest';
import { TASKS } from '../../electron/shared/domain/vocabulary.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { parametersOf } from '../../models/programs.ts';
import { networkOf, networkWords } from '../../renderer/model-families.ts';

const product = (shape: readonly unknown[]) => shape.reduce<number>((size, dim) => size * Number(dim), 1);

test.each(Object.values(PRESETS))('$name has the tasks and parameters that the window tells', (config) => {
  const tasks = config.tasks.map(({ task }) => task);
  expect(networkOf(config.name)).toEqual({
    missing: TASKS.filter((task) => !tasks.includes(task)),
    parameters: parametersOf(config).reduce((sum, { shape }) => sum + product(shape), 0),
  });
});

test('a network that lacks tasks says which', () => {
  expect(networkWords({ missing: ['expression', 'identity'], parameters: 91_984_151 })).toBe(
    'Answers 8 of 10 tasks, not expression and identity · 92.0 million parameters',
  );
});
