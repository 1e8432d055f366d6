/** Which kind of bytes a network may be computed in on this processor. */
import type { ByteWeights } from '../../models/nn/quantised.ts';
import { encodeModel } from '../../models/onnx/encode.ts';
import { bytesProbe, PROBE_SUM } from '../../models/programs.ts';
import { openSession, Tensor } from '../runtime/session.ts';

let found: Promise<ByteWeights> | null = null;

/** `int8` where products of bytes are summed exactly, else `int7`. Tried once. */
export function byteWeights(): Promise<ByteWeights> {
  found ??= probe();
  return found;
}

async function probe(): Promise<ByteWeights> {
  const session = await openSession(encodeModel(bytesProbe(), new Map()), { provider: 'cpu', threads: 1 });
  const ones = new Tensor('float32', new Float32Array(4 * PROBE_SUM).fill(1), [4, PROBE_SUM]);
  const { y } = await session.run({ x: ones });
  await session.release();
  return y!.data[0] === PROBE_SUM ? 'int8' : 'int7';
}
