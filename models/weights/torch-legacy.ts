/** PyTorch checkpoints before 1.6: four pickles and a list of keys, then the storages one after the other. */
import { BYTES_PER_ELEMENT } from '../graph/tensor.ts';
import { unpickle } from './pickle.ts';
import { type ByteSource, readExactly, viewOf, WeightsError } from './source.ts';
import { type Checkpoint, materialise, type Storage, stateDict, type Tree, torchNames } from './torch.ts';
import type { WeightsFile } from './weights-file.ts';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;

export function openTorchLegacy(source: ByteSource): WeightsFile {
  return { format: 'torch-legacy', tensors: stateDict(readTorchLegacy(source)) };
}

export function readTorchLegacy(source: ByteSource): Checkpoint {
  const storages = new Map<string, Storage>();
  const names = torchNames((storage) => storages.set(storage.key, storage));
  let at = 0;
  const next = (): Tree => {
    const { value, end } = unpickle(source, at, names);
    at = end;
    return value;
  };
  if (next() !== MAGIC || next() !== PROTOCOL)
    throw new WeightsError('unsupported', 'This is a pickle, but no PyTorch checkpoint: it does not begin like one.');
  const system = next();
  if (system instanceof Map && system.get('little_endian') === false)
    throw new WeightsError(
      'unsupported',
      'The checkpoint was saved on a big-endian machine. Save it again on another.',
    );
  const tree = next();
  const keys = next();

  const offsets = new Map<string, number>();
  for (const key of Array.isArray(keys) ? keys : []) {
    const storage = storages.get(String(key));
    const count = Number(viewOf(readExactly(source, at, 8, `storage ${key}`)).getBigInt64(0, true));
    if (storage?.count !== count)
      throw new WeightsError(
        'unreadable',
        `Storage ${key} of the checkpoint has ${count} numbers, not ${storage?.count}.`,
      );
    const length = count * BYTES_PER_ELEMENT[storage.dtype];
    if (at + 8 + length > source.size)
      throw new WeightsError('unreadable', `The file ends inside storage ${key}. It may be cut off: fetch it again.`);
    offsets.set(storage.key, at + 8);
    at += 8 + length;
  }
  for (const key of storages.keys())
    if (!offsets.has(key)) throw new WeightsError('unreadable', `Storage ${key} is missing. The file is damaged.`);
  return {
    tree,
    read: (tensor) => materialise(tensor, ({ key }, from, length) => source.read(offsets.get(key)! + from, length)),
  };
}
