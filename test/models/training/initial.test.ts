/** A network that begins from nothing: its signals have a size that training can start from. */
import { expect, test } from 'vitest';
import { PRESETS } from '../../../models/facexformer/config.ts';
import { inferenceGraph } from '../../../models/programs.ts';
import { initialWeights } from '../../../models/training/initial.ts';
import { recipeImage } from '../recipe.ts';
import { numbers, Session } from '../run.ts';

const starter = PRESETS['facexformer-starter'];

function normals(): () => number {
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const spread = (data: Float32Array): number => {
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  return Math.sqrt(data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length);
};

const { size } = starter;

test('answers of a fresh starter are neither silent nor wild, and its faces look ahead', async () => {
  const graph = inferenceGraph(starter);
  const session = await Session.open(graph, initialWeights(graph.parameters, normals()));
  const answers = await session.run({ pixels: numbers([4, 3, size, size], recipeImage(4, size)) });
  await session.close();
  for (const task of ['parsing', 'attributes', 'age', 'visibility']) {
    expect(spread(answers[task]!.data), task).toBeGreaterThan(0.02);
    expect(spread(answers[task]!.data), task).toBeLessThan(5);
  }
  const [a, , , , b, , , , c] = answers['pose']!.data;
  expect(Math.min(a!, b!, c!)).toBeGreaterThan(0.5);
});
