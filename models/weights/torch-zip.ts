/** PyTorch checkpoints since 1.6: a zip archive of one pickle and one entry a storage. */
import { BYTES_PER_ELEMENT } from '../graph/tensor.ts';
import { unpickle } from './pickle.ts';
import { type ByteSource, memorySource, textOf, WeightsError } from './source.ts';
import { type Checkpoint, materialise, stateDict, torchNames } from './torch.ts';
import type { WeightsFile } from './weights-file.ts';
import { zipEntries } from './zip.ts';

export function openTorchZip(source: ByteSource): WeightsFile {
  return { format: 'torch-zip', tensors: stateDict(readTorchZip(source)) };
}

export function readTorchZip(source: ByteSource): Checkpoint {
  const entries = zipEntries(source);
  // The folder at the top is named after the file as it was first saved.
  const pickle = [...entries].find(([name]) => /^[^/]*\/data\.pkl$/.test(name));
  if (!pickle)
    throw new WeightsError('unsupported', 'This archive is no PyTorch checkpoint: it holds no data.pkl in a folder.');
  const [name, { offset, size }] = pickle;
  const folder = name.slice(0, -'data.pkl'.length);
  const order = entries.get(`${folder}byteorder`);
  if (order && textOf(source.read(order.offset, order.size)) !== 'little')
    throw new WeightsError(
      'unsupported',
      'The checkpoint was saved on a big-endian machine. Save it again on another.',
    );

  const storageOf = (key: string) => entries.get(`${folder}data/${key}`);
  const names = torchNames(({ key, count, dtype }) => {
    const entry = storageOf(key);
    const bytes = count * BYTES_PER_ELEMENT[dtype];
    if (!entry || entry.size < bytes)
      throw new WeightsError(
        'unreadable',
        `Storage ${key} of the checkpoint has ${entry?.size ?? 0} bytes, but its ${count} numbers need ${bytes}. The file is damaged: fetch it again.`,
      );
  });
  const { value } = unpickle(memorySource(source.read(offset, size)), 0, names);
  return {
    tree: value,
    read: (tensor) =>
      materialise(tensor, ({ key }, from, length) => source.read(storageOf(key)!.offset + from, length)),
  };
}
