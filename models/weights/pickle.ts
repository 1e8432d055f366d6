/**
 * Reads Python pickles without ever running one: a closed list of operations that build plain data, and a closed list
 * of names that may be referred to. Anything else ends the reading with the name of what was tried.
 */
import { type ByteSource, readExactly, textOf, viewOf, WeightsError } from './source.ts';

/** Plain data, or something foreign that one of the allowed names stands for. */
export type Pickled<Foreign> =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Pickled<Foreign>[]
  | Map<Pickled<Foreign>, Pickled<Foreign>>
  | Foreign;

export interface Names<Foreign> {
  /** What a name such as `torch.FloatStorage` is; undefined where it is not allowed. */
  value(name: string): Foreign | undefined;
  /** What calling a name gives; undefined where it may not be called. */
  call(name: string): ((args: Pickled<Foreign>[]) => Pickled<Foreign>) | undefined;
  /** What an identifier of something kept outside of the pickle stands for. */
  persistent(id: Pickled<Foreign>): Pickled<Foreign>;
}

class Mark {}
class Callable<Foreign> {
  readonly run: (args: Pickled<Foreign>[]) => Pickled<Foreign>;
  constructor(run: (args: Pickled<Foreign>[]) => Pickled<Foreign>) {
    this.run = run;
  }
}
type Item<Foreign> = Pickled<Foreign> | Mark | Callable<Foreign>;

const broken = (what: string): WeightsError =>
  new WeightsError('unreadable', `The checkpoint's contents cannot be read: ${what}. The file is damaged.`);

/** Reads one pickle from `start`; `end` is the first byte behind it. */
export function unpickle<Foreign>(
  source: ByteSource,
  start: number,
  names: Names<Foreign>,
): { value: Pickled<Foreign>; end: number } {
  type Data = Pickled<Foreign>;
  let at = start;
  const stack: Item<Foreign>[] = [];
  const memo = new Map<number, Item<Foreign>>();

  const bytes = (length: number): Uint8Array => {
    const read = readExactly(source, at, length, 'its contents');
    at += length;
    return read;
  };
  const byte = (): number => bytes(1)[0]!;
  const uint16 = (): number => viewOf(bytes(2)).getUint16(0, true);
  const uint32 = (): number => viewOf(bytes(4)).getUint32(0, true);
  const uint64 = (): number => Number(viewOf(bytes(8)).getBigUint64(0, true));
  const line = (): string => {
    const from = at;
    while (byte() !== 0x0a);
    return textOf(source.read(from, at - from - 1));
  };
  const long = (length: number): number | bigint => {
    let value = 0n;
    for (const [i, part] of bytes(length).entries()) value |= BigInt(part) << BigInt(8 * i);
    const signed = BigInt.asIntN(8 * length, value);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  };

  const pop = (): Item<Foreign> => {
    if (stack.length === 0) throw broken('it takes a value that is not there');
    return stack.pop()!;
  };
  const data = (item: Item<Foreign>): Data => {
    if (item instanceof Mark || item instanceof Callable) throw broken('it takes a mark or a function for a value');
    return item;
  };
  const popData = (): Data => data(pop());
  const popToMark = (): Data[] => {
    const from = stack.findLastIndex((item) => item instanceof Mark);
    if (from < 0) throw broken('a list has no beginning');
    return stack.splice(from).slice(1).map(data);
  };
  const last = (): Data => data(stack.at(-1) ?? new Mark());
  const extend = (values: Data[]): void => {
    const list = last();
    if (!Array.isArray(list)) throw broken('it adds to something that is no list');
    for (const value of values) list.push(value);
  };
  const fill = (pairs: Data[]): void => {
    const map = last();
    if (!(map instanceof Map) || pairs.length % 2) throw broken('it sets an entry of something that is no table');
    for (let i = 0; i < pairs.length; i += 2) map.set(pairs[i]!, pairs[i + 1]!);
  };
  const recall = (index: number): void => {
    const item = memo.get(index);
    if (item === undefined) throw broken('it refers to a value that was never kept');
    stack.push(item);
  };
  const keep = (index: number): void => {
    const item = pop();
    memo.set(index, item);
    stack.push(item);
  };
  const lookUp = (module: string, name: string): void => {
    const full = `${module}.${name}`;
    const call = names.call(full);
    const value = call ? new Callable(call) : names.value(full);
    if (value === undefined)
      throw new WeightsError(
        'unsupported',
        `The checkpoint asks to use ${full}, which is no part of plain weights. Nothing was run. If you do not trust where the file is from, delete it; otherwise save its weights alone (a state dict, or safetensors).`,
      );
    stack.push(value);
  };

  const operations: Record<number, () => void> = {
    128: () => void byte(), // PROTO
    149: () => void bytes(8), // FRAME
    40: () => void stack.push(new Mark()), // MARK
    48: () => void pop(), // POP
    78: () => void stack.push(null), // NONE
    136: () => void stack.push(true), // NEWTRUE
    137: () => void stack.push(false), // NEWFALSE
    74: () => void stack.push(viewOf(bytes(4)).getInt32(0, true)), // BININT
    75: () => void stack.push(byte()), // BININT1
    77: () => void stack.push(uint16()), // BININT2
    138: () => void stack.push(long(byte())), // LONG1
    71: () => void stack.push(viewOf(bytes(8)).getFloat64(0, false)), // BINFLOAT
    88: () => void stack.push(textOf(bytes(uint32()))), // BINUNICODE
    140: () => void stack.push(textOf(bytes(byte()))), // SHORT_BINUNICODE
    141: () => void stack.push(textOf(bytes(uint64()))), // BINUNICODE8
    84: () => void stack.push(textOf(bytes(uint32()))), // BINSTRING
    85: () => void stack.push(textOf(bytes(byte()))), // SHORT_BINSTRING
    66: () => void stack.push(bytes(uint32())), // BINBYTES
    67: () => void stack.push(bytes(byte())), // SHORT_BINBYTES
    93: () => void stack.push([]), // EMPTY_LIST
    125: () => void stack.push(new Map()), // EMPTY_DICT
    41: () => void stack.push([]), // EMPTY_TUPLE
    116: () => void stack.push(popToMark()), // TUPLE
    108: () => void stack.push(popToMark()), // LIST
    133: () => void stack.push([popData()]), // TUPLE1
    134: () => void stack.push([popData(), popData()].reverse()), // TUPLE2
    135: () => void stack.push([popData(), popData(), popData()].reverse()), // TUPLE3
    97: () => extend([popData()]), // APPEND
    101: () => extend(popToMark()), // APPENDS
    115: () => fill([popData(), popData()].reverse()), // SETITEM
    117: () => fill(popToMark()), // SETITEMS
    113: () => keep(byte()), // BINPUT
    114: () => keep(uint32()), // LONG_BINPUT
    148: () => keep(memo.size), // MEMOIZE
    104: () => recall(byte()), // BINGET
    106: () => recall(uint32()), // LONG_BINGET
    99: () => lookUp(line(), line()), // GLOBAL
    147: () => {
      // STACK_GLOBAL
      const name = popData();
      lookUp(String(popData()), String(name));
    },
    81: () => void stack.push(names.persistent(popData())), // BINPERSID
    82: () => {
      // REDUCE
      const args = popData();
      const callable = pop();
      if (!(callable instanceof Callable) || !Array.isArray(args))
        throw broken('it calls something that is no function');
      stack.push(callable.run(args));
    },
    // BUILD gives an object attributes. The data that is read here has none; what was meant for them is dropped.
    98: () => void popData(),
  };

  for (;;) {
    const code = byte();
    if (code === 0x2e) return { value: popData(), end: at }; // STOP
    const operation = operations[code];
    if (!operation)
      throw new WeightsError(
        'unsupported',
        `The checkpoint uses pickle operation 0x${code.toString(16)}, which plain weights do not need. Nothing was run.`,
      );
    operation();
  }
}
