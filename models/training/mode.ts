/** What is random or follows the batch while a network is trained. The trainer draws; the graph is fed. */
import { known, product } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import type { TrainingMode } from '../nn/scope.ts';
import type { Feed, LossScope } from './losses/loss.ts';

export interface ModeOptions {
  readonly trains: (parameter: string) => boolean;
  /** The share of faces that the last residual branch is left out for; earlier ones less, the first never. 0 where not said. */
  readonly stochasticDepth?: number;
  /**
   * Whether normalisations that are learnt go by the mean and variance of their batch and keep running ones, as when a
   * network begins from nothing. Where not said they go by what the network came with, as a few faces tell little.
   */
  readonly batchStatistics?: boolean;
}

/** What has to be fed and read besides. */
export interface Mode extends TrainingMode {
  /** The feeds of residual branches, with how often each entry is kept. */
  readonly keeps: () => ReadonlyMap<string, number>;
  /** Running statistics, and what they are to be after the step. */
  readonly running: ReadonlyMap<Value, Value>;
}

export function trainingMode(scope: LossScope, options: ModeOptions): Mode {
  const { g, batch } = scope;
  const { trains, stochasticDepth = 0, batchStatistics = false } = options;
  const branches: string[] = [];
  const running = new Map<Value, Value>();
  return {
    running,
    branch: (path, x) => {
      if (stochasticDepth === 0 || !g.parameters.some(({ name }) => name.startsWith(path) && trains(name))) return x;
      const name = `keep.${path.slice(0, -1)}`;
      branches.push(name);
      const keep = scope.feed(name, 'float32', [batch], 'which faces see a residual branch');
      const rows = g.reshape(x, [batch, known(product(x.shape)) / batch]);
      return g.reshape(g.mul(rows, g.reshape(keep, [batch, 1])), x.shape);
    },
    byBatch: (path) => batchStatistics && trains(`${path}weight`),
    follow: (statistic, next) => running.set(statistic, next),
    keeps: () =>
      new Map(branches.map((name, i) => [name, 1 - (stochasticDepth * i) / Math.max(branches.length - 1, 1)])),
  };
}

/** What a residual branch's feed is for one step: 0 for faces that do not see it, larger than 1 for the others. */
export function drawKeeps({ shape, keep = 1 }: Feed, random: () => number): Float32Array {
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => (random() < keep ? 1 / keep : 0));
}
