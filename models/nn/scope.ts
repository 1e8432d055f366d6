/** Where in the network code stands: the builder, and the path that its parameters' names begin with. */
import type { Builder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';
import type { ByteWeights } from './quantised.ts';

export type FloatType = 'float32' | 'float16';

export interface Precision {
  /** What the network computes in. */
  readonly compute: FloatType;
  /** What its weights are kept in; they are turned into the former where they are read. */
  readonly storage: FloatType;
  /** What the weights of linear maps become for their product; they stay what they are where not said. */
  readonly linear?: ByteWeights;
}

export class Scope {
  readonly graph: Builder;
  readonly precision: Precision;
  readonly #path: string;

  constructor(graph: Builder, precision: Precision, path = '') {
    this.graph = graph;
    this.precision = precision;
    this.#path = path;
  }

  at(name: string | number): Scope {
    return new Scope(this.graph, this.precision, `${this.#path}${name}.`);
  }

  /** The same place, where linear maps are products of floats. */
  inFloats(): Scope {
    const { compute, storage } = this.precision;
    return new Scope(this.graph, { compute, storage }, this.#path);
  }

  param(name: string, shape: readonly number[]): Value {
    return this.graph.cast(
      this.graph.parameter(this.#path + name, this.precision.storage, shape),
      this.precision.compute,
    );
  }

  /** A parameter that is kept and computed with in single precision whatever the rest is. */
  singleParam(name: string, shape: readonly number[]): Value {
    return this.graph.parameter(this.#path + name, 'float32', shape);
  }

  /** Numbers that are part of the network, in the type that it computes in. */
  constant(shape: readonly number[], numbers: Iterable<number>): Value {
    return this.graph.floats(shape, numbers, this.precision.compute);
  }
}
