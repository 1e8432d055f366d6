/**
 * Products in bytes, for processors that multiply four bytes in the time of one float. What comes in is quantised with
 * every run, as a whole; weights once, when the file is opened, each output for itself.
 */
import type { Builder } from '../graph/builder.ts';
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';

/**
 * The greatest weight as a byte. x86 processors without VNNI add two products of bytes in sixteen bits, where sums beyond
 * 32767 are cut off without a word: 255 (64 + 64) stays below, so `int7` is exact everywhere. `int8` is twice as fine, and
 * exact where products are summed in 32 bits.
 */
const GREATEST = { int8: 127, int7: 64 } as const;
export type ByteWeights = keyof typeof GREATEST;

/** x wᵀ + bias of matrices [m, k], [n, k] and [n], all in single precision. */
export function integerProduct(g: Builder, x: Value, weight: Value, bias: Value | null, kind: ByteWeights): Value {
  const [bytes, scale, zero] = g.node('DynamicQuantizeLinear', [x], {});
  const weights = quantise(g, weight, GREATEST[kind]);
  const sums = g.node('MatMulInteger', [bytes!, g.turn(weights.bytes), zero!], {})[0]!;
  // In these steps ONNX Runtime sees a single operation: the product's own way back to floats.
  const y = g.mul(g.cast(sums, 'float32'), g.mul(scale!, weights.scales));
  return bias ? g.add(y, bias) : y;
}

/** int8 [n, k] and scales [n]: the greatest weight of each row becomes `greatest`, zero stays zero. */
function quantise(g: Builder, weight: Value, greatest: number): { bytes: Value; scales: Value } {
  const rows = known(weight.shape[0]);
  // By both ends of a row, since the absolute value of a whole weight would be another one in memory.
  const ends = g.abs(g.concat([g.min(weight, [1]), g.max(weight, [1])], 1));
  // A row of zeros, too, gets a scale to divide by.
  const scales = g.clip(g.scale(g.max(ends, [1], false), 1 / greatest), 1e-30, 1e30);
  const zeros = g.constant({ dtype: 'int8', shape: [rows], bytes: new Uint8Array(rows) });
  return { bytes: g.node('QuantizeLinear', [weight, scales, zeros], { axis: 0 })[0]!, scales };
}
