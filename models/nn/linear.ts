/** A linear map of the last axis. */
import { known, product } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { integerProduct } from './quantised.ts';
import type { Scope } from './scope.ts';

/** x wᵀ + bias of [..., in] by [out, in] -> [..., out], as one product of plain matrices. */
export function project(p: Scope, x: Value, weight: Value, bias: Value | null): Value {
  const { graph: g, precision } = p;
  const rows = g.reshape(x, [product(x.shape.slice(0, -1)), x.shape.at(-1)!]);
  const y = precision.linear ? integerProduct(g, rows, weight, bias, precision.linear) : g.gemm(rows, weight, bias);
  return g.reshape(y, [...x.shape.slice(0, -1), weight.shape[0]!]);
}

/** Parameters `weight` [width, in] and `bias` [width]. */
export function linear(p: Scope, x: Value, width: number, { bias = true } = {}): Value {
  const weight = p.param('weight', [width, known(x.shape.at(-1))]);
  return project(p, x, weight, bias ? p.param('bias', [width]) : null);
}
