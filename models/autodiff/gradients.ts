/** From a loss back to what it was computed from: one walk over the nodes, and one rule an operation. */
import type { Builder } from '../graph/builder.ts';
import { known, product, sameShape } from '../graph/dims.ts';
import type { Node, Value } from '../graph/graph.ts';
import { typeText } from '../graph/print.ts';
import type { Attributes } from '../ops/attributes.ts';
import { type GradientRule, NO_GRADIENT, ruleOf } from '../ops/rule.ts';
import { OPS } from '../ops/table.ts';

/**
 * How a loss changes with each of some values, in their shapes: nodes are added to the same graph. Values that the loss
 * does not depend on are left out.
 *
 * @param loss one float
 * @throws Error that names an operation on the way that has no gradient
 */
export function gradients(g: Builder, loss: Value, wanted: readonly Value[]): Map<Value, Value> {
  if (known(product(loss.shape)) !== 1) throw new Error(`a loss is one number, not ${typeText(loss)}`);
  const path = nodesBetween(g, loss, new Set(wanted));
  const found = new Map<Value, Value>([[loss, g.expand(g.floats([], [1], loss.dtype), loss.shape)]]);
  const add = (value: Value, dx: Value, node: Node): void => {
    if (!sameShape(dx.shape, value.shape) || dx.dtype !== value.dtype)
      throw new Error(`${node.op} gives ${typeText(dx)} for the gradient of ${value.name}, a ${typeText(value)}`);
    const earlier = found.get(value);
    found.set(value, earlier ? g.add(earlier, dx) : dx);
  };

  for (const node of path.nodes.toReversed()) {
    const upstream = node.outputs.map((output) => found.get(output) ?? null);
    if (upstream.every((dy) => dy === null)) continue;
    const wants = (i: number): boolean => path.depends(node.inputs[i] ?? null);
    const changes = ruleWithGradient(node)({ g, ...node, upstream, wants });
    for (const [i, input] of node.inputs.entries()) {
      const dx = changes[i];
      if (input && dx && wants(i)) add(input, dx, node);
    }
  }
  return new Map(
    wanted.flatMap((value) => {
      const gradient = found.get(value);
      return gradient ? [[value, gradient]] : [];
    }),
  );
}

function ruleWithGradient({ op }: Node): GradientRule<Attributes> {
  const { gradient } = ruleOf(OPS, op);
  if (gradient === NO_GRADIENT)
    throw new Error(`${op} has no gradient, and the loss depends on what is learnt through it`);
  return gradient;
}

/** The nodes that lead from some values to the loss, and which values depend on the former. */
function nodesBetween(g: Builder, loss: Value, from: ReadonlySet<Value>) {
  const led = new Set<Value>([loss]);
  const before = g.nodes
    .toReversed()
    .filter((node) => {
      const leads = node.outputs.some((output) => led.has(output));
      if (leads) for (const input of node.inputs) if (input) led.add(input);
      return leads;
    })
    .toReversed();
  const dependent = new Set<Value>(from);
  const depends = (value: Value | null): boolean => value !== null && dependent.has(value);
  const nodes = before.filter((node) => {
    if (!node.inputs.some(depends) || node.outputs.every((output) => g.isDetached(output))) return false;
    ruleWithGradient(node);
    for (const output of node.outputs) dependent.add(output);
    return true;
  });
  return { nodes, depends };
}
