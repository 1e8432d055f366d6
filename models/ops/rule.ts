/** What an operation is to a graph: how many inputs it takes, what types it gives, and how its gradient is built. */
import type { Builder } from '../graph/builder.ts';
import type { Value, ValueType } from '../graph/graph.ts';
import { typeText } from '../graph/print.ts';
import { int64Values, type Tensor } from '../graph/tensor.ts';
import type { Attributes, OpAttributes, OpName } from './attributes.ts';

/** An input as a rule sees it. */
export interface Operand extends ValueType {
  /** The numbers of a constant list of integers. */
  readonly integers?: readonly number[];
}

/** Says aloud that no gradient flows through the operation: asking for one is an error, not a zero. */
export const NO_GRADIENT = 'none';

/** A node on the way back from the loss. */
export interface Backward<A> {
  readonly g: Builder;
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly Value[];
  readonly attributes: A;
  /** How the loss changes with each output, in its shape; null where it does not depend on it. */
  readonly upstream: readonly (Value | null)[];
  /** Whether anyone asks how the loss changes with an input. */
  readonly wants: (input: number) => boolean;
}

/** How the loss changes with each input: a value in the input's shape, or null for none or one that nobody wants. */
export type GradientRule<A> = (node: Backward<A>) => readonly (Value | null)[];

export interface OpRule<A> {
  /** The least and the greatest number of inputs. */
  readonly inputs: readonly [number, number];
  /** @throws Error that says what does not fit. */
  readonly types: (inputs: readonly Operand[], attributes: A) => ValueType[];
  /** Outputs that a node must have; those behind are left out where nobody reads them. All where not said. */
  readonly required?: number;
  readonly gradient: GradientRule<A> | typeof NO_GRADIENT;
}

/** A rule for every operation. */
export type OpTable = { readonly [Op in OpName]: OpRule<OpAttributes[Op]> };

/** A rule by its name. The attributes of a node were typed by the operation's name where the node was made. */
export const ruleOf = (table: OpTable, op: OpName): OpRule<Attributes> => table[op] as OpRule<Attributes>;

export const operand = (value: Value, tensor: Tensor | undefined): Operand =>
  tensor?.dtype === 'int64' ? { ...value, integers: int64Values(tensor) } : value;

/** The types that a node gives. @throws Error that names the operation and the types it got. */
export function inferTypes(
  table: OpTable,
  op: OpName,
  inputs: readonly (Operand | null)[],
  attributes: Attributes,
): ValueType[] {
  const given = inputs.map((input) => (input ? typeText(input) : '-')).join(', ');
  const rule = ruleOf(table, op);
  const [least, most] = rule.inputs;
  try {
    if (inputs.length < least || inputs.length > most) throw new Error(`takes ${least} to ${most} inputs`);
    return rule.types(
      inputs.map((input) => input ?? ABSENT),
      attributes,
    );
  } catch (error) {
    throw new Error(`${op}(${given}): ${error instanceof Error ? error.message : error}`);
  }
}

/** Stands for an optional input that is left out. */
const ABSENT: Operand = { dtype: 'uint8', shape: [0] };
export const isGiven = (input: Operand | undefined): input is Operand => input !== undefined && input !== ABSENT;

export function sameDtype(...inputs: readonly (Operand | undefined)[]): ValueType['dtype'] {
  const types = new Set(inputs.filter(isGiven).map((input) => input.dtype));
  if (types.size !== 1) throw new Error('inputs differ in type');
  return [...types][0]!;
}

export function float(input: Operand | undefined): ValueType['dtype'] {
  if (!isGiven(input) || (input.dtype !== 'float32' && input.dtype !== 'float16')) throw new Error('needs floats');
  return input.dtype;
}

export function integers(input: Operand | undefined): readonly number[] {
  if (!input?.integers) throw new Error('needs a constant list of integers');
  return input.integers;
}
