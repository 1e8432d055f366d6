/**
 * Builds a graph: every call adds a node and returns its value, typed by the operation's own rule. What was computed
 * before is not computed again, and moves that cancel out are left away.
 */
import type { OpAttributes, OpName } from '../ops/attributes.ts';
import { inferTypes, operand, ruleOf } from '../ops/rule.ts';
import { OPS } from '../ops/table.ts';
import { axisOf, broadcast, type Dim, known, product, quotient, type Shape, sameShape } from './dims.ts';
import { float32Values, toHalves } from './float16.ts';
import { type Graph, type Node, prune, type Value } from './graph.ts';
import { bytesOf, type DType, float32Tensor, int64Tensor, int64Values, type Tensor } from './tensor.ts';
import { verify } from './verify.ts';

export interface ConvOptions {
  stride?: number;
  padding?: number;
  group?: number;
}

export interface ProductOptions {
  transA?: 0 | 1;
  transB?: 0 | 1;
  alpha?: number;
}

export class Builder {
  readonly #inputs: Value[] = [];
  readonly #parameters = new Map<string, Value>();
  readonly #constants = new Map<string, { value: Value; tensor: Tensor }>();
  readonly #nodes: Node[] = [];
  /** The node that gives a value. */
  readonly #source = new Map<Value, Node>();
  /** Nodes and constants by what they are made of. */
  readonly #seen = new Map<string, readonly Value[]>();
  readonly #counts = new Map<string, number>();
  readonly #detached = new Set<Value>();

  /** Everything computed so far, in an order in which it can run. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  get parameters(): readonly Value[] {
    return [...this.#parameters.values()];
  }

  input(name: string, dtype: DType, shape: Shape): Value {
    const value = { name, dtype, shape };
    this.#inputs.push(value);
    return value;
  }

  /** A weight by its checkpoint's name. Asking twice gives the same value. */
  parameter(name: string, dtype: DType, shape: readonly number[]): Value {
    const earlier = this.#parameters.get(name);
    if (earlier && !sameShape(earlier.shape, shape)) throw new Error(`${name} is [${earlier.shape}], not [${shape}]`);
    const value = earlier ?? { name, dtype, shape };
    this.#parameters.set(name, value);
    return value;
  }

  constant(tensor: Tensor & { dtype: DType }): Value {
    const { dtype, shape, bytes } = tensor;
    const key = `${dtype}[${shape}]${fnv1a(bytes)}`;
    const [earlier] = this.#seen.get(key) ?? [];
    if (earlier && sameBytes(this.#constants.get(earlier.name)!.tensor.bytes, bytes)) return earlier;
    const value = { name: this.#name('const'), dtype, shape };
    this.#constants.set(value.name, { value, tensor });
    this.#seen.set(key, [value]);
    return value;
  }

  /** A floating-point constant in the type of another value. */
  floats(shape: readonly number[], numbers: Iterable<number>, dtype: DType): Value {
    const tensor = float32Tensor(shape, numbers);
    if (dtype === 'float32') return this.constant({ ...tensor, dtype });
    if (dtype !== 'float16') throw new Error(`floats cannot be ${dtype}`);
    return this.constant({ dtype, shape, bytes: bytesOf(toHalves(float32Values(tensor))) });
  }

  integers(numbers: readonly number[]): Value {
    return this.constant({ ...int64Tensor([numbers.length], numbers), dtype: 'int64' });
  }

  int32s(numbers: readonly number[]): Value {
    return this.constant({ dtype: 'int32', shape: [numbers.length], bytes: bytesOf(Int32Array.from(numbers)) });
  }

  isConstant(value: Value): boolean {
    return this.#constants.has(value.name);
  }
  /** The whole numbers of a constant. @throws Error where the value is none. */
  integersOf(value: Value): readonly number[] {
    const tensor = this.#constants.get(value.name)?.tensor;
    if (tensor?.dtype !== 'int64') throw new Error(`${value.name} is not a constant list of integers`);
    return int64Values(tensor);
  }

  /** The same numbers, through which no gradient flows. */
  detach(x: Value): Value {
    const still = this.#one('Identity', [x], {});
    this.#detached.add(still);
    return still;
  }
  isDetached(x: Value): boolean {
    return this.#detached.has(x);
  }

  #name(stem: string): string {
    const count = (this.#counts.get(stem) ?? 0) + 1;
    this.#counts.set(stem, count);
    return `${stem}_${count}`;
  }

  /** Any operation. The shorthands below say it more briefly. */
  node<Op extends OpName>(op: Op, inputs: readonly (Value | null)[], attributes: OpAttributes[Op]): readonly Value[] {
    const key = `${op}(${inputs.map((input) => input?.name ?? '')})${JSON.stringify(attributes)}`;
    const earlier = this.#seen.get(key);
    if (earlier) return earlier;
    const operands = inputs.map((input) => input && operand(input, this.#constants.get(input.name)?.tensor));
    const types = inferTypes(OPS, op, operands, { ...attributes });
    const outputs = types.map((type) => ({ name: this.#name(op.toLowerCase()), ...type }));
    const node: Node = { op, inputs, attributes: { ...attributes }, outputs };
    this.#nodes.push(node);
    for (const output of outputs) this.#source.set(output, node);
    this.#seen.set(key, outputs);
    return outputs;
  }

  #one<Op extends OpName>(op: Op, inputs: readonly (Value | null)[], attributes: OpAttributes[Op]): Value {
    return this.node(op, inputs, attributes)[0]!;
  }

  /** The graph of these outputs, verified, without what none of them needs. */
  finish(outputs: Readonly<Record<string, Value>>): Graph {
    // An output takes its public name where the value has none yet, and is copied where it has.
    const used = new Set(this.#nodes.flatMap((node) => node.inputs));
    for (const value of Object.values(outputs)) used.add(value);
    const renamed = new Map<Value, Value>();
    const copies: Node[] = [];
    const named = Object.entries(outputs).map(([name, value]) => {
      const output = { ...value, name };
      if (this.#source.has(value) && !renamed.has(value)) renamed.set(value, output);
      else copies.push({ op: 'Identity', inputs: [renamed.get(value) ?? value], attributes: {}, outputs: [output] });
      return output;
    });
    const rename = (value: Value): Value => renamed.get(value) ?? value;
    const nodes = this.#nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map((input) => input && rename(input)),
      outputs: readOutputs(node, used).map(rename),
    }));
    return verify(
      prune({
        inputs: this.#inputs,
        parameters: [...this.#parameters.values()],
        constants: this.#constants,
        nodes: [...nodes, ...copies],
        outputs: named,
      }),
    );
  }

  cast(x: Value, to: DType): Value {
    return x.dtype === to ? x : this.#one('Cast', [x], { to });
  }
  relu(x: Value): Value {
    return this.#one('Relu', [x], {});
  }
  gelu(x: Value): Value {
    return this.#one('Gelu', [x], { approximate: 'none' });
  }
  abs(x: Value): Value {
    return this.#one('Abs', [x], {});
  }
  sqrt(x: Value): Value {
    return this.#one('Sqrt', [x], {});
  }
  sin(x: Value): Value {
    return this.#one('Sin', [x], {});
  }
  cos(x: Value): Value {
    return this.#one('Cos', [x], {});
  }
  clip(x: Value, low: number, high: number): Value {
    return this.#one('Clip', [x, this.floats([], [low], x.dtype), this.floats([], [high], x.dtype)], {});
  }
  acos(x: Value): Value {
    return this.#one('Acos', [x], {});
  }
  /** Minus minus is left away. */
  neg(x: Value): Value {
    const source = this.#source.get(x);
    return source?.op === 'Neg' ? source.inputs[0]! : this.#one('Neg', [x], {});
  }
  exp(x: Value): Value {
    return this.#one('Exp', [x], {});
  }
  log(x: Value): Value {
    return this.#one('Log', [x], {});
  }
  erf(x: Value): Value {
    return this.#one('Erf', [x], {});
  }
  sigmoid(x: Value): Value {
    return this.#one('Sigmoid', [x], {});
  }
  softplus(x: Value): Value {
    return this.#one('Softplus', [x], {});
  }
  add(a: Value, b: Value): Value {
    return this.#two('Add', a, b);
  }
  sub(a: Value, b: Value): Value {
    return this.#two('Sub', a, b);
  }
  mul(a: Value, b: Value): Value {
    return this.#two('Mul', a, b);
  }
  div(a: Value, b: Value): Value {
    return this.#two('Div', a, b);
  }
  greater(a: Value, b: Value): Value {
    return this.#two('Greater', a, b);
  }
  equal(a: Value, b: Value): Value {
    return this.#two('Equal', a, b);
  }
  /** What an operation stretches by itself is not stretched before. */
  #two(op: 'Add' | 'Sub' | 'Mul' | 'Div' | 'Greater' | 'Equal', a: Value, b: Value): Value {
    const shape = broadcast(a.shape, b.shape);
    const plain = (x: Value, other: Value): Value => {
      const source = this.#source.get(x);
      const small = source?.op === 'Expand' ? source.inputs[0]! : x;
      return sameShape(broadcast(small.shape, other.shape), shape) ? small : x;
    };
    const left = plain(a, b);
    return this.#one(op, [left, plain(b, left)], {});
  }
  where(condition: Value, a: Value, b: Value): Value {
    return this.#one('Where', [condition, a, b], {});
  }
  /** a x + b with numbers known now. */
  scale(x: Value, factor: number, offset = 0): Value {
    const scaled = factor === 1 ? x : this.mul(x, this.floats([], [factor], x.dtype));
    return offset === 0 ? scaled : this.add(scaled, this.floats([], [offset], x.dtype));
  }

  matmul(a: Value, b: Value): Value {
    return this.#one('MatMul', [a, b], {});
  }
  /** x wᵀ + bias of matrices [m, k], [n, k] and [n]. */
  gemm(x: Value, weight: Value, bias: Value | null): Value {
    return this.#one('Gemm', bias ? [x, weight, bias] : [x, weight], { transA: 0, transB: 1, alpha: 1, beta: 1 });
  }
  /** alpha a b of plain matrices, each turned over where its flag says so. */
  product(a: Value, b: Value, { transA = 0, transB = 0, alpha = 1 }: ProductOptions = {}): Value {
    return this.#one('Gemm', [a, b], { transA, transB, alpha, beta: 1 });
  }

  sum(x: Value, axes: readonly number[], keep = true): Value {
    return this.#one('ReduceSum', [x, this.integers(axes)], { keepdims: keep ? 1 : 0 });
  }
  mean(x: Value, axes: readonly number[], keep = true): Value {
    return this.#one('ReduceMean', [x, this.integers(axes)], { keepdims: keep ? 1 : 0 });
  }
  max(x: Value, axes: readonly number[], keep = true): Value {
    return this.#one('ReduceMax', [x, this.integers(axes)], { keepdims: keep ? 1 : 0 });
  }
  min(x: Value, axes: readonly number[], keep = true): Value {
    return this.#one('ReduceMin', [x, this.integers(axes)], { keepdims: keep ? 1 : 0 });
  }

  /** At most one size may hold the open symbol; it is what remains when the others are taken out. */
  reshape(x: Value, shape: Shape): Value {
    const source = this.#source.get(x);
    if (source?.op === 'Reshape') return this.reshape(source.inputs[0]!, shape);
    if (sameShape(x.shape, shape)) return x;
    if (quotient(product(x.shape), product(shape)) !== 1)
      throw new Error(`cannot reshape ${x.name} from [${x.shape.join(', ')}] to [${shape.join(', ')}]`);
    const target = shape.map((dim) => (typeof dim === 'number' ? dim : -1));
    return this.#one('Reshape', [x, this.integers(target)], {});
  }
  /** Two that take each other back are left away; others stay two, since a product can take in a turn before it. */
  transpose(x: Value, perm: readonly number[]): Value {
    if (perm.every((axis, i) => axis === i)) return x;
    const source = this.#source.get(x);
    const earlier = source?.op === 'Transpose' ? (source.attributes['perm'] as readonly number[]) : [];
    if (earlier.length > 0 && perm.every((axis, i) => earlier[axis] === i)) return source!.inputs[0]!;
    return this.#one('Transpose', [x], { perm });
  }
  /** The matrix turned over: its last two axes change places. */
  turn(x: Value): Value {
    const axes = [...x.shape.keys()];
    return this.transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
  }
  concat(parts: readonly Value[], axis: number): Value {
    const [first] = parts;
    return first && parts.length === 1
      ? first
      : this.#one('Concat', parts, { axis: axisOf(axis, first!.shape.length) });
  }
  split(x: Value, sizes: readonly number[], axis: number): readonly Value[] {
    if (sizes.length === 1) return [x];
    return this.node('Split', [x, this.integers(sizes)], { axis: axisOf(axis, x.shape.length) });
  }
  /** Entries `indices` of an axis, in their order. */
  gather(x: Value, indices: readonly number[], axis: number): Value {
    return this.#one('Gather', [x, this.integers(indices)], { axis: axisOf(axis, x.shape.length) });
  }

  /** A shape with every size known, which the value is stretched to. */
  expand(x: Value, shape: Shape): Value {
    return sameShape(x.shape, shape) ? x : this.#one('Expand', [x, this.integers(shape.map(known))], {});
  }
  /** Zeros in front of an axis and behind it. */
  pad(x: Value, axis: number, before: number, behind: number): Value {
    if (before === 0 && behind === 0) return x;
    const pads = Array<number>(2 * x.shape.length)
      .fill(0)
      .with(axis, before)
      .with(x.shape.length + axis, behind);
    return this.#one('Pad', [x, this.integers(pads)], { mode: 'constant' });
  }
  /** `count` entries of an axis from `start` on, `step` apart; a negative step goes backwards. */
  slice(x: Value, axis: number, { start, count, step = 1 }: { start: number; count: number; step?: number }): Value {
    const size = known(x.shape[axis]);
    if (start === 0 && count === size && step === 1) return x;
    const stop = step > 0 ? Math.min(start + count * step, size) : start + count * step;
    const end = stop < 0 ? -size - 1 : stop;
    const lists = [[start], [end], [axis], [step]].map((list) => this.integers(list));
    return this.#one('Slice', [x, ...lists], {});
  }
  /** Numbers [n], and updates [k] added at their places [k]. */
  scatterAdd(x: Value, places: Value, updates: Value): Value {
    return this.#one('ScatterElements', [x, places, updates], { axis: 0, reduction: 'add' });
  }

  softmax(x: Value, axis = -1): Value {
    return this.#one('Softmax', [x], { axis: axisOf(axis, x.shape.length) });
  }

  conv(x: Value, weight: Value, bias: Value | null, options: ConvOptions = {}): Value {
    const { stride = 1, padding = 0, group = 1 } = options;
    return this.#one('Conv', bias ? [x, weight, bias] : [x, weight], {
      ...window(weight.shape.slice(2).map(known), stride, padding),
      dilations: [1, 1],
      group,
    });
  }
  convTranspose(x: Value, weight: Value, bias: Value, stride: number): Value {
    return this.#one('ConvTranspose', [x, weight, bias], {
      ...window(weight.shape.slice(2).map(known), stride, 0),
      dilations: [1, 1],
      group: 1,
      output_padding: [0, 0],
    });
  }
  maxPool(x: Value, size: number, stride: number, padding: number): Value {
    return this.#one('MaxPool', [x], window([size, size], stride, padding));
  }
  /** Bilinear, cell centres kept in place (align_corners = false), edges held. */
  resize(x: Value, height: number, width: number): Value {
    const sizes: Dim[] = [height, width];
    if (sameShape(x.shape.slice(2), sizes)) return x;
    return this.#one('Resize', [x, null, null, this.integers([height, width])], {
      mode: 'linear',
      coordinate_transformation_mode: 'half_pixel',
      axes: [2, 3],
    });
  }
}

/** The outputs of a node without optional ones at its end that nobody reads. */
function readOutputs({ op, outputs }: Node, used: ReadonlySet<Value | null>): readonly Value[] {
  const last = outputs.findLastIndex((output) => used.has(output));
  return outputs.slice(0, Math.max(ruleOf(OPS, op).required ?? outputs.length, last + 1));
}

const window = (kernel: readonly number[], stride: number, padding: number) => ({
  kernel_shape: kernel,
  strides: [stride, stride],
  pads: [padding, padding, padding, padding],
});

function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
