/** A few linear maps with ReLU between them: parameters `layers.0`, `layers.1` and so on. */
import type { Value } from '../graph/graph.ts';
import { linear } from './linear.ts';
import type { Scope } from './scope.ts';

export function mlp(p: Scope, x: Value, widths: readonly number[]): Value {
  return widths.reduce((input, width, i) => {
    const output = linear(p.at('layers').at(i), input, width);
    return i < widths.length - 1 ? p.graph.relu(output) : output;
  }, x);
}
