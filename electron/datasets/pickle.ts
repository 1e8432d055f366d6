/**
 * Python's pickles of plain values: lists and tuples of bytes, text, numbers and truths. Nothing in them is ever run: what names
 * a function or a class is refused, but for the ways in which bytes and NumPy's truths are written.
 */
export type Plain = null | boolean | number | string | Uint8Array | Plain[];

/** Functions whose results are known without running them; what they are called in the versions of Python and NumPy. */
const KNOWN: Record<string, 'bytes' | 'kind' | 'scalar'> = {
  '_codecs encode': 'bytes',
  'numpy dtype': 'kind',
  'numpy.core.multiarray scalar': 'scalar',
  'numpy._core.multiarray scalar': 'scalar',
};

/** A function that was named, or a kind of numbers; neither stands in a result. */
class Named {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
type Item = Plain | Named | Item[];
const MARK = Symbol('mark');

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
const utf8 = new TextDecoder();

/** @throws {TypeError} for what is no pickle of plain values, is cut short or asks for anything to be run */
export function readPickle(bytes: Uint8Array): Plain {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: (Item | typeof MARK)[] = [];
  const memo = new Map<number, Item>();
  let at = 0;

  const take = (length: number): Uint8Array => {
    if (!(length >= 0 && at + length <= bytes.length)) throw new TypeError('the pickle is cut short');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const whole = (size: 1 | 2 | 4): number => {
    take(size);
    return size === 1
      ? view.getUint8(at - 1)
      : size === 2
        ? view.getUint16(at - 2, true)
        : view.getUint32(at - 4, true);
  };
  const long = (): number => {
    take(8);
    return Number(view.getBigUint64(at - 8, true));
  };
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    const text = latin(take((end < 0 ? bytes.length + 1 : end) - at));
    at++;
    return text;
  };
  const pop = (): Item => {
    const item = stack.pop();
    if (item === undefined || item === MARK) throw new TypeError('the pickle takes away what it has not put');
    return item;
  };
  const sinceMark = (): Item[] => {
    const mark = stack.lastIndexOf(MARK);
    if (mark < 0) throw new TypeError('the pickle takes away what it has not put');
    return stack.splice(mark).slice(1) as Item[];
  };
  const top = (): Item => {
    const item = pop();
    stack.push(item);
    return item;
  };
  const append = (items: Item[]): void => {
    const list = top();
    if (!Array.isArray(list)) throw new TypeError('the pickle adds to what is no list');
    for (const item of items) (list as Item[]).push(item);
  };
  const recall = (key: number): void => {
    const item = memo.get(key);
    if (item === undefined) throw new TypeError('the pickle speaks of what it has not put');
    stack.push(item);
  };
  const name = (text: string): void => {
    const known = KNOWN[text];
    if (!known) throw new TypeError(`the pickle asks for «${text}» to be run, which is never done`);
    stack.push(new Named(known));
  };
  const tuple = (count: number): void => {
    const items = Array.from({ length: count }, pop).reverse();
    stack.push(items);
  };
  const reduce = (): void => {
    const values = pop();
    const called = pop();
    if (!(called instanceof Named) || !Array.isArray(values))
      throw new TypeError('the pickle calls what is no function');
    stack.push(resultOf(called.name, values));
  };

  const steps: Record<number, () => void> = {
    128: () => void take(1), // PROTO
    149: () => void take(8), // FRAME
    40: () => void stack.push(MARK),
    93: () => void stack.push([]),
    41: () => void stack.push([]),
    108: () => void stack.push(sinceMark()),
    116: () => void stack.push(sinceMark()),
    133: () => tuple(1),
    134: () => tuple(2),
    135: () => tuple(3),
    97: () => {
      const item = pop();
      append([item]);
    },
    101: () => append(sinceMark()),
    78: () => void stack.push(null),
    136: () => void stack.push(true),
    137: () => void stack.push(false),
    75: () => void stack.push(whole(1)),
    77: () => void stack.push(whole(2)),
    74: () => void stack.push(whole(4) | 0),
    73: () => {
      const text = line();
      stack.push(text === '01' ? true : text === '00' ? false : Number(text));
    },
    67: () => void stack.push(take(whole(1))),
    66: () => void stack.push(take(whole(4))),
    142: () => void stack.push(take(long())),
    85: () => void stack.push(take(whole(1))), // text of Python 2 is bytes
    84: () => void stack.push(take(whole(4))),
    140: () => void stack.push(utf8.decode(take(whole(1)))),
    88: () => void stack.push(utf8.decode(take(whole(4)))),
    141: () => void stack.push(utf8.decode(take(long()))),
    113: () => void memo.set(whole(1), top()),
    114: () => void memo.set(whole(4), top()),
    112: () => void memo.set(Number(line()), top()),
    148: () => void memo.set(memo.size, top()),
    104: () => recall(whole(1)),
    106: () => recall(whole(4)),
    103: () => recall(Number(line())),
    99: () => name(`${line()} ${line()}`),
    147: () => {
      const [attribute, module] = [pop(), pop()];
      name(`${String(module)} ${String(attribute)}`);
    },
    82: reduce,
    98: () => {
      pop(); // the byte order of a kind of numbers of one byte
      if (!(top() instanceof Named)) throw new TypeError('the pickle changes what is no kind of numbers');
    },
  };

  while (true) {
    const code = whole(1);
    if (code === 46) break;
    const step = steps[code];
    if (!step) throw new TypeError(`the pickle has the step ${code}, which plain values do not need`);
    step();
  }
  return plain(pop());
}

/** What a function of Python would give, for the few that are known. */
function resultOf(called: string, values: readonly Item[]): Item {
  const [first, second] = values;
  if (called === 'bytes' && typeof first === 'string') return Uint8Array.from(first, (letter) => letter.charCodeAt(0));
  const kind = first instanceof Uint8Array ? latin(first) : first;
  if (called === 'kind' && (kind === 'b1' || kind === '?')) return new Named('truth');
  if (called === 'scalar' && first instanceof Named && first.name === 'truth' && second instanceof Uint8Array)
    return second[0] === 1;
  throw new TypeError('the pickle holds values of a kind that is not read here');
}

/** A list may hold another twice, or even itself: each is looked at once. */
function plain(item: Item, seen = new Set<Item>()): Plain {
  if (item instanceof Named) throw new TypeError('the pickle holds a function');
  if (!Array.isArray(item) || seen.has(item)) return item as Plain;
  seen.add(item);
  for (const one of item) plain(one, seen);
  return item as Plain;
}
