/** The rules of a graph, checked once more from the outside: order, names, and every node's types. */
import { inferTypes, operand, ruleOf } from '../ops/rule.ts';
import { OPS } from '../ops/table.ts';
import { sameShape } from './dims.ts';
import type { Graph, Value } from './graph.ts';
import { typeText } from './print.ts';
import { BYTES_PER_ELEMENT, elementCount } from './tensor.ts';

/** Returns the graph itself. @throws Error that names the first value or node that breaks a rule. */
export function verify(graph: Graph): Graph {
  const defined = new Map<string, Value>();
  const define = (value: Value): void => {
    if (defined.has(value.name)) throw new Error(`${value.name} is defined twice`);
    defined.set(value.name, value);
  };
  const use = (value: Value, by: string): void => {
    if (defined.get(value.name) !== value) throw new Error(`${by} reads ${value.name} before it is defined`);
  };

  for (const value of [...graph.inputs, ...graph.parameters]) define(value);
  for (const { value, tensor } of graph.constants.values()) {
    define(value);
    const bytes = elementCount(tensor.shape) * BYTES_PER_ELEMENT[tensor.dtype];
    if (tensor.dtype !== value.dtype || !sameShape(tensor.shape, value.shape) || tensor.bytes.length !== bytes)
      throw new Error(`constant ${value.name} is not the ${typeText(value)} that it says it is`);
  }
  for (const node of graph.nodes) {
    const by = node.outputs.map((output) => output.name).join(', ');
    for (const input of node.inputs) if (input) use(input, by);
    const operands = node.inputs.map((input) => input && operand(input, graph.constants.get(input.name)?.tensor));
    const types = inferTypes(OPS, node.op, operands, node.attributes);
    const { required = types.length } = ruleOf(OPS, node.op);
    if (node.outputs.length < required || node.outputs.length > types.length)
      throw new Error(`${by} should be ${types.length} values`);
    for (const [i, output] of node.outputs.entries()) {
      const type = types[i]!;
      if (type.dtype !== output.dtype || !sameShape(type.shape, output.shape))
        throw new Error(`${output.name} says ${typeText(output)}, but ${node.op} gives ${typeText(type)}`);
      define(output);
    }
  }
  for (const output of graph.outputs) use(output, 'the graph');
  return graph;
}
