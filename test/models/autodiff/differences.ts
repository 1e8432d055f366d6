/** Gradients by the graph against gradients by small steps. */
import { gradients } from '../../../models/autodiff/gradients.ts';
import { Builder } from '../../../models/graph/builder.ts';
import type { Value } from '../../../models/graph/graph.ts';
import { recipeWeights, uniform } from '../recipe.ts';
import { type Numbers, numbers, Session } from '../run.ts';

export type Expression = (g: Builder, ...inputs: Value[]) => Value;

/** Numbers of a name, spread over [-1, 1) and then moved. */
export const drawn = (
  name: string,
  shape: readonly number[],
  move: (u: number, i: number) => number = (u) => u,
): Numbers => {
  const u = uniform(name);
  return numbers(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => move(u(i), i)),
  );
};

/** Half of the step, in the unit of the inputs. */
const STEP = 2 ** -7;

export interface Comparison {
  /** The greatest difference of both gradients, in parts of the greatest gradient. */
  readonly worst: number;
  readonly greatest: number;
}

/** Every input's own comparison. The loss is a sum of the expression's numbers, each times a number of its own. */
export async function compareWithSteps(inputs: readonly Numbers[], expression: Expression): Promise<Comparison[]> {
  const g = new Builder();
  const values = inputs.map(({ shape }, i) => g.input(`x${i}`, 'float32', shape));
  const y = expression(g, ...values);
  const count = (y.shape as number[]).reduce((a, b) => a * b, 1);
  const weights = g.floats([count], drawn('weights', [count], (u) => 1.5 + u).data, 'float32');
  const loss = g.sum(g.mul(g.reshape(y, [count]), weights), [0], false);
  const found = gradients(g, loss, values);
  const outputs = values.map((value, i) => [
    `g${i}`,
    found.get(value) ?? g.expand(g.floats([], [0], 'float32'), value.shape),
  ]);
  const graph = g.finish({ loss, ...Object.fromEntries(outputs) });
  const session = await Session.open(graph, recipeWeights(graph.parameters));
  const feeds = Object.fromEntries(inputs.map((input, i) => [`x${i}`, input]));
  const gradient = await session.run(feeds);

  const lossAt = async (input: number, element: number, step: number): Promise<number> => {
    const moved = inputs[input]!.data.with(element, inputs[input]!.data[element]! + step);
    return (await session.run({ ...feeds, [`x${input}`]: { ...inputs[input]!, data: moved } }))['loss']!.data[0]!;
  };
  const comparisons: Comparison[] = [];
  for (const [i, { data }] of inputs.entries()) {
    const own = gradient[`g${i}`]!.data;
    let [apart, greatest] = [0, 0];
    for (let k = 0; k < data.length; k++) {
      // Two steps of different length: their mixture is exact for cubes.
      const [near, far] = [
        ((await lossAt(i, k, STEP)) - (await lossAt(i, k, -STEP))) / (2 * STEP),
        ((await lossAt(i, k, 2 * STEP)) - (await lossAt(i, k, -2 * STEP))) / (4 * STEP),
      ];
      const slope = (4 * near - far) / 3;
      const difference = Math.abs(slope - own[k]!);
      apart = difference <= apart ? apart : difference;
      greatest = Math.max(greatest, Math.abs(slope));
    }
    comparisons.push({ worst: apart / Math.max(greatest, 1e-6), greatest });
  }
  await session.close();
  return comparisons;
}
