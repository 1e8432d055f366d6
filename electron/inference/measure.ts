/** How long a network takes here, and what computing in bytes would change: measured, not promised. */

import type { Provider } from '../runtime/session.ts';
import type { Measured } from '../shared/domain/model.ts';
import { BATCH } from './batches.ts';
import { compareOpinions, type Opinion } from './compare.ts';
import type { Crop } from './crop.ts';
import { type Network, type NetworkFile, openNetwork } from './network.ts';
import { proposalsOf } from './proposal.ts';

/** Runs that are timed, after one that is not. */
const ROUNDS = 5;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Milliseconds a face, in batches as proposals are made in. */
async function timeOf(network: Network, batch: number, signal: AbortSignal): Promise<number> {
  const pixels = new Float32Array(batch * 3 * network.config.size ** 2);
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    signal.throwIfAborted();
    const start = performance.now();
    await network.run(pixels, batch);
    if (round > 0) times.push((performance.now() - start) / batch);
  }
  return median(times);
}

async function opinionsOf(network: Network, crops: readonly Crop[], signal: AbortSignal): Promise<Opinion[]> {
  const opinions: Opinion[] = [];
  for (const { frame, planes } of crops) {
    signal.throwIfAborted();
    const answers = await network.run(planes, 1);
    opinions.push({ frame, proposals: proposalsOf(network.config, answers, { face: 0, faces: 1, frame }) });
  }
  return opinions;
}

/**
 * @param faces what the two ways of computing are compared on; without any, only times are told
 * @throws {ProblemError} where the network cannot be opened
 */
export async function measureNetwork(
  file: NetworkFile,
  provider: Provider,
  faces: readonly Crop[],
  signal: AbortSignal,
): Promise<Omit<Measured, 'device'>> {
  const look = async (fast: boolean) => {
    const network = await openNetwork({ ...file, fast }, 'all', provider);
    try {
      const milliseconds = await timeOf(network, BATCH[provider], signal);
      return { fast: network.fast, milliseconds, opinions: await opinionsOf(network, faces, signal) };
    } finally {
      await network.close();
    }
  };
  const exact = await look(false);
  const fast = provider === 'cpu' ? await look(true) : null;
  return {
    milliseconds: exact.milliseconds,
    fast: fast?.fast
      ? { milliseconds: fast.milliseconds, changes: compareOpinions(exact.opinions, fast.opinions) }
      : null,
    faces: faces.length,
  };
}
