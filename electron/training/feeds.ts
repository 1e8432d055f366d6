/** Faces side by side as the tensors of one run. */
import type { Feed } from '../../models/training/losses/loss.ts';
import { Tensor } from '../runtime/session.ts';
import type { FaceFeeds } from './targets.ts';

const ARRAYS = { float32: Float32Array, int32: Int32Array } as const;

/**
 * Every face's numbers in its place of each feed. What a face lacks stays zero, and so do places without a face: their
 * weights are zero too, so they count nothing.
 */
export function feedsOf(feeds: readonly Feed[], faces: readonly (FaceFeeds | null)[]): Record<string, Tensor> {
  return Object.fromEntries(
    feeds.map(({ name, dtype, shape }) => {
      if (dtype !== 'float32' && dtype !== 'int32') throw new Error(`${name} is fed ${dtype}`);
      const length = shape.reduce((product, side) => product * side, 1);
      const each = length / shape[0]!;
      const data = new ARRAYS[dtype](length);
      for (const [i, face] of faces.entries()) {
        const numbers = face?.[name];
        if (!numbers) continue;
        if (numbers.length !== each) throw new Error(`${name} takes ${each} numbers a face, not ${numbers.length}`);
        data.set(numbers, i * each);
      }
      return [name, new Tensor(dtype, data, shape)];
    }),
  );
}
