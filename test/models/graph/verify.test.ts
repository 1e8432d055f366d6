import { describe, expect, it } from 'vitest';
import { Builder } from '../../../models/graph/builder.ts';
import type { Graph } from '../../../models/graph/graph.ts';
import { verify } from '../../../models/graph/verify.ts';

function example(): Graph {
  const g = new Builder();
  const x = g.input('x', 'float32', ['batch', 4]);
  return g.finish({ y: g.relu(g.scale(x, 2)) });
}

describe('verifying a graph', () => {
  it('passes what the builder made', () => {
    const graph = example();
    expect(verify(graph)).toBe(graph);
  });

  it('refuses nodes out of order', () => {
    const graph = example();
    expect(() => verify({ ...graph, nodes: graph.nodes.toReversed() })).toThrow('y reads mul_1 before it is defined');
  });

  it('refuses a value defined twice', () => {
    const graph = example();
    expect(() => verify({ ...graph, nodes: [...graph.nodes, graph.nodes[1]!] })).toThrow('y is defined twice');
  });

  it('refuses a type that the operation does not give', () => {
    const graph = example();
    const y = { ...graph.outputs[0]!, shape: ['batch', 5] };
    const nodes = graph.nodes.with(1, { ...graph.nodes[1]!, outputs: [y] });
    expect(() => verify({ ...graph, nodes, outputs: [y] })).toThrow(
      'y says float32[batch, 5], but Relu gives float32[batch, 4]',
    );
  });

  it('refuses an output that nothing gives', () => {
    const graph = example();
    expect(() => verify({ ...graph, outputs: [{ name: 'z', dtype: 'float32', shape: [] }] })).toThrow(
      'the graph reads z before it is defined',
    );
  });

  it('refuses a constant of another size than it says', () => {
    const graph = example();
    const { value } = graph.constants.get('const_1')!;
    const tensor = { dtype: 'float32', shape: [], bytes: new Uint8Array(2) } as const;
    expect(() => verify({ ...graph, constants: new Map([['const_1', { value, tensor }]]) })).toThrow(
      'constant const_1 is not the float32[] that it says it is',
    );
  });
});
