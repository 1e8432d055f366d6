/** What the losses are written with: what the trainer feeds, and means over the faces that have a label. */
import type { Builder } from '../../graph/builder.ts';
import type { Value } from '../../graph/graph.ts';
import type { DType } from '../../graph/tensor.ts';

/** Something that the trainer gives with every batch. */
export interface Feed {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly about: string;
  /** Of entries that are drawn for every step: how often each is 1 / keep; else it is 0. */
  readonly keep?: number;
}

/** Where a loss stands: the graph, and what it is fed. */
export class LossScope {
  readonly g: Builder;
  readonly batch: number;
  readonly #feeds: Feed[];
  readonly #path: string;

  /** @param path what the names of feeds begin with */
  constructor(g: Builder, batch: number, feeds: Feed[], path = '') {
    this.g = g;
    this.batch = batch;
    this.#feeds = feeds;
    this.#path = path;
  }

  feed(name: string, dtype: DType, shape: readonly number[], about: string): Value {
    const feed = { name: this.#path + name, dtype, shape, about };
    this.#feeds.push(feed);
    return this.g.input(feed.name, dtype, shape);
  }

  /** float32 [batch], by the name of what it weighs. */
  faceWeights(of: string): Value {
    return this.feed(`weight.${of}`, 'float32', [this.batch], 'how much each face counts; 0 where it has no label');
  }

  /** The mean of numbers by weights of the same shape; zero where every weight is. Neither may be infinite or NaN. */
  mean(numbers: Value, weights: Value): Value {
    const { g } = this;
    const axes = [...numbers.shape.keys()];
    const total = g.clip(g.sum(weights, axes, false), 1e-6, 1e30);
    return g.div(g.sum(g.mul(numbers, weights), axes, false), total);
  }
}

/** Logarithms of the shares that logits stand for, along an axis. */
export function logShares(g: Builder, logits: Value, axis: number): Value {
  // The greatest only keeps numbers small: shares do not change with it.
  const shifted = g.sub(logits, g.detach(g.max(logits, [axis])));
  return g.sub(shifted, g.log(g.sum(g.exp(shifted), [axis])));
}

/** float32 [..., classes]: one at the place of a label of int32 [..., 1], zeros alone where it is none of them. */
export function oneHot(g: Builder, labels: Value, classes: number): Value {
  return g.cast(g.equal(labels, classNumbers(g, classes)), 'float32');
}

/** int32 [classes]: 0, 1, 2 and so on */
export const classNumbers = (g: Builder, classes: number): Value => g.int32s([...Array(classes).keys()]);
