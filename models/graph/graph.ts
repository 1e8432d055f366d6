/** What a network is before it becomes a file: named values, and nodes in an order in which they can run. */
import type { Attributes, OpName } from '../ops/attributes.ts';
import type { Shape } from './dims.ts';
import type { DType, Tensor } from './tensor.ts';

export interface ValueType {
  readonly dtype: DType;
  readonly shape: Shape;
}

export interface Value extends ValueType {
  readonly name: string;
}

export interface Node {
  readonly op: OpName;
  /** Null where an optional input is left out. */
  readonly inputs: readonly (Value | null)[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
}

export interface Graph {
  /** What changes with every run. */
  readonly inputs: readonly Value[];
  /** Weights, by the names of the checkpoint; their numbers are given when the graph is encoded. */
  readonly parameters: readonly Value[];
  /** Numbers that are part of the network itself, by the name of their value. */
  readonly constants: ReadonlyMap<string, { readonly value: Value; readonly tensor: Tensor }>;
  readonly nodes: readonly Node[];
  readonly outputs: readonly Value[];
}

/** The graph without what no output needs. Inputs stay. */
export function prune(graph: Graph): Graph {
  const needed = new Set(graph.outputs.map((value) => value.name));
  const nodes = graph.nodes
    .toReversed()
    .filter((node) => {
      const alive = node.outputs.some((output) => needed.has(output.name));
      if (alive) for (const input of node.inputs) if (input) needed.add(input.name);
      return alive;
    })
    .toReversed();
  return {
    ...graph,
    nodes,
    parameters: graph.parameters.filter((value) => needed.has(value.name)),
    constants: new Map([...graph.constants].filter(([name]) => needed.has(name))),
  };
}
