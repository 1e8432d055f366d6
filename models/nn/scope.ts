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

/** What is otherwise while a network is trained. */
export interface TrainingMode {
  /** A residual branch as some faces are to see it. */
  readonly branch: (path: string, x: Value) => Value;
  /** Whether the normalisation at a path goes by the statistics of its own batch. */
  readonly byBatch: (path: string) => boolean;
  /** Takes what a running mean is to be after the step. */
  readonly follow: (running: Value, next: Value) => void;
}

export class Scope {
  readonly graph: Builder;
  readonly precision: Precision;
  /** Null where a network answers. */
  readonly training: TrainingMode | null;
  readonly #path: string;

  constructor(graph: Builder, precision: Precision, path = '', training: TrainingMode | null = null) {
    this.graph = graph;
    this.precision = precision;
    this.training = training;
    this.#path = path;
  }

  /** What is added to what came in: as it is, or left out for some faces while the network is trained. */
  branch(x: Value): Value {
    return this.training ? this.training.branch(this.#path, x) : x;
  }

  get goesByBatch(): boolean {
    return this.training?.byBatch(this.#path) ?? false;
  }

  at(name: string | number): Scope {
    return new Scope(this.graph, this.precision, `${this.#path}${name}.`, this.training);
  }

  /** The same place, where linear maps are products of floats. */
  inFloats(): Scope {
    const { compute, storage } = this.precision;
    return new Scope(this.graph, { compute, storage }, this.#path, this.training);
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
