/** A graph as text, one value a line, for people and for tests. */
import type { Graph, Value, ValueType } from './graph.ts';
import { elementCount, int64Values } from './tensor.ts';

export const typeText = ({ dtype, shape }: ValueType): string => `${dtype}[${shape.join(', ')}]`;
const declaration = (value: Value): string => `${value.name}: ${typeText(value)}`;

/** Integers up to this many are written out: shapes, axes and sizes. */
const SHOWN = 8;

export function print(graph: Graph): string {
  const lines: string[] = [];
  for (const value of graph.inputs) lines.push(`input ${declaration(value)}`);
  for (const value of graph.parameters) lines.push(`param ${declaration(value)}`);
  for (const { value, tensor } of graph.constants.values()) {
    const shown = value.dtype === 'int64' && elementCount(tensor.shape) <= SHOWN;
    lines.push(`const ${declaration(value)}${shown ? ` = ${int64Values(tensor).join(', ')}` : ''}`);
  }
  for (const node of graph.nodes) {
    const attributes = Object.entries(node.attributes).map(([key, value]) => ` ${key}=${value}`);
    const inputs = node.inputs.map((input) => input?.name ?? '-').join(', ');
    lines.push(`${node.outputs.map(declaration).join(', ')} = ${node.op}(${inputs})${attributes.join('')}`);
  }
  lines.push(`output ${graph.outputs.map((value) => value.name).join(', ')}`);
  return lines.join('\n');
}
