/** What both kinds of PyTorch checkpoint share: storages, tensors that look into them, and where the weights are. */
import { BYTES_PER_ELEMENT, elementCount, type Tensor, type TensorType } from '../graph/tensor.ts';
import type { Names, Pickled } from './pickle.ts';
import { WeightsError } from './source.ts';
import type { TensorEntry } from './weights-file.ts';

/** A run of numbers in the file that tensors share. */
export interface Storage {
  readonly kind: 'storage';
  readonly key: string;
  readonly dtype: TensorType;
  readonly count: number;
}

/** A tensor as a look into a storage: element [i, j, ...] is at offset + i stride[0] + j stride[1] + ... */
export interface StoredTensor {
  readonly kind: 'tensor';
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}

/** A storage type that is named but not yet a storage. */
interface StorageType {
  readonly kind: 'type';
  readonly dtype: TensorType;
}

export type Foreign = Storage | StoredTensor | StorageType;
export type Tree = Pickled<Foreign>;

export interface Checkpoint {
  /** Everything that was saved. */
  readonly tree: Tree;
  /** The numbers of a tensor in it. */
  readonly read: (tensor: StoredTensor) => Tensor;
}

const STORAGE_TYPES: Record<string, TensorType> = {
  'torch.FloatStorage': 'float32',
  'torch.HalfStorage': 'float16',
  'torch.BFloat16Storage': 'bfloat16',
  'torch.DoubleStorage': 'float64',
  'torch.LongStorage': 'int64',
  'torch.IntStorage': 'int32',
  'torch.ShortStorage': 'int16',
  'torch.CharStorage': 'int8',
  'torch.ByteStorage': 'uint8',
  'torch.BoolStorage': 'bool',
};

const broken = (what: string): WeightsError =>
  new WeightsError('unreadable', `The checkpoint's contents cannot be read: ${what}. The file is damaged.`);

const isForeign = <Kind extends Foreign['kind']>(
  value: Tree | undefined,
  kind: Kind,
): value is Foreign & { kind: Kind } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;

const isCount = (value: Tree | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const counts = (value: Tree | undefined): readonly number[] => {
  if (!Array.isArray(value) || !value.every(isCount)) throw broken('a tensor has no valid shape or place');
  return value;
};

/** Largest tensor that is made, in bytes: a small file may claim a tensor that repeats one number without end. */
const LARGEST_TENSOR = 2 ** 30;

function rebuildTensor([storage, offset, size, strides]: Tree[]): StoredTensor {
  if (!isForeign(storage, 'storage') || !isCount(offset)) throw broken('a tensor has no storage');
  const [shape, stride] = [counts(size), counts(strides)];
  if (shape.length !== stride.length) throw broken('a tensor has no valid shape or place');
  if (elementCount(shape) > 0) {
    const reach = shape.reduce((sum, length, i) => sum + (length - 1) * stride[i]!, offset);
    if (reach >= storage.count)
      throw broken(`a tensor [${shape.join(', ')}] reaches beyond the ${storage.count} numbers of its storage`);
    if (elementCount(shape) * BYTES_PER_ELEMENT[storage.dtype] > LARGEST_TENSOR)
      throw broken(`a tensor [${shape.join(', ')}] is larger than any weights`);
  }
  return { kind: 'tensor', storage, offset, shape, stride };
}

/** Python's ordered table, from nothing or from a list of pairs. */
function orderedDict([pairs]: Tree[]): Tree {
  if (pairs === undefined) return new Map();
  if (!Array.isArray(pairs) || !pairs.every((pair): pair is Tree[] => Array.isArray(pair) && pair.length === 2))
    throw broken('a table is made of something that is no list of pairs');
  return new Map(pairs.map(([key, value]) => [key!, value!]));
}

const CALLS: Record<string, (args: Tree[]) => Tree> = {
  'collections.OrderedDict': orderedDict,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_parameter': ([data]) => data ?? null,
  'torch.Size': ([sizes]) => [...counts(sizes)],
};

/** @param onStorage is called for each storage that the pickle names, and may refuse it. */
export function torchNames(onStorage: (storage: Storage) => void): Names<Foreign> {
  return {
    value: (name) => {
      const dtype = Object.hasOwn(STORAGE_TYPES, name) ? STORAGE_TYPES[name] : undefined;
      return dtype && { kind: 'type', dtype };
    },
    call: (name) => (Object.hasOwn(CALLS, name) ? CALLS[name] : undefined),
    // ('storage', type, key, where it lay, count): the device that it lay on does not matter here.
    persistent: (id) => {
      const [tag, type, key, , count] = Array.isArray(id) ? id : [];
      if (tag !== 'storage' || !isForeign(type, 'type') || typeof key !== 'string' || !isCount(count))
        throw broken('it refers to something outside that is no storage');
      const storage: Storage = { kind: 'storage', key, dtype: type.dtype, count };
      onStorage(storage);
      return storage;
    },
  };
}

/** The tensor by itself, row by row. `read` gives bytes of its storage. */
export function materialise(
  { storage, offset, shape, stride }: StoredTensor,
  read: (storage: Storage, offset: number, length: number) => Uint8Array,
): Tensor {
  const { dtype } = storage;
  const size = BYTES_PER_ELEMENT[dtype];
  const total = elementCount(shape);
  if (total === 0) return { dtype, shape, bytes: new Uint8Array(0) };
  const rowByRow = shape.map((_, i) => elementCount(shape.slice(i + 1)));
  if (shape.every((length, i) => length === 1 || stride[i] === rowByRow[i]))
    return { dtype, shape, bytes: read(storage, offset * size, total * size) };

  const reach = shape.reduce((sum, length, i) => sum + (length - 1) * stride[i]!, 0);
  const from = read(storage, offset * size, (reach + 1) * size);
  const bytes = new Uint8Array(total * size);
  const index = shape.map(() => 0);
  for (let i = 0; i < total; i++) {
    const place = index.reduce((sum, at, axis) => sum + at * stride[axis]!, 0);
    bytes.set(from.subarray(place * size, (place + 1) * size), i * size);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return { dtype, shape, bytes };
}

/** Where training scripts put the weights, first choice first. Null is the whole checkpoint. */
const PLACES = ['state_dict_backbone', 'state_dict', 'model_state_dict', 'model', null];

/** The weights of a checkpoint by name. A `module.` in front of every name, as several processors leave it, goes. */
export function stateDict({ tree, read }: Checkpoint): ReadonlyMap<string, TensorEntry> {
  const whole = tree instanceof Map ? tree : new Map<Tree, Tree>();
  for (const place of PLACES) {
    const found = place === null ? whole : whole.get(place);
    if (!(found instanceof Map)) continue;
    const tensors = [...found].filter((entry): entry is [string, StoredTensor] => {
      const [name, value] = entry;
      return typeof name === 'string' && isForeign(value, 'tensor');
    });
    if (tensors.length === 0) continue;
    const wrapped = tensors.every(([name]) => name.startsWith('module.'));
    return new Map(
      tensors.map(([name, tensor]) => [
        wrapped ? name.slice('module.'.length) : name,
        { dtype: tensor.storage.dtype, shape: tensor.shape, read: () => read(tensor) },
      ]),
    );
  }
  const keys = [...whole.keys()].filter((key) => typeof key === 'string').slice(0, 8);
  throw new WeightsError(
    'unsupported',
    `The checkpoint holds no table of weights${keys.length ? `; it holds ${keys.join(', ')}` : ''}.`,
  );
}
