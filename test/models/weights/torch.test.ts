import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { float32Values } from '../../../models/graph/float16.ts';
import type { Tensor } from '../../../models/graph/tensor.ts';
import { memorySource, WeightsError } from '../../../models/weights/source.ts';
import type { StoredTensor, Tree } from '../../../models/weights/torch.ts';
import { readTorchLegacy } from '../../../models/weights/torch-legacy.ts';
import { readTorchZip } from '../../../models/weights/torch-zip.ts';
import { openWeights } from '../../../models/weights/weights-file.ts';
import { describeWithFixtures } from '../../helpers/shared.ts';

function elements({ dtype, shape, bytes }: Tensor): unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = shape.reduce((a, b) => a * b, 1);
  const each = <T>(read: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => read(i));
  switch (dtype) {
    case 'int64':
      return each((i) => String(view.getBigInt64(8 * i, true)));
    case 'float64':
      return each((i) => view.getFloat64(8 * i, true));
    case 'bool':
      return each((i) => view.getUint8(i) === 1);
    case 'uint8':
      return each((i) => view.getUint8(i));
    default:
      return [...float32Values({ dtype, shape, bytes })];
  }
}

/** A tree in the words of the reference file. */
function described(tree: Tree, read: (tensor: StoredTensor) => Tensor): unknown {
  if (tree instanceof Map) return { dict: [...tree].map(([key, value]) => [key, described(value, read)]) };
  if (Array.isArray(tree)) return { list: tree.map((value) => described(value, read)) };
  if (typeof tree === 'object' && tree !== null && 'kind' in tree && tree.kind === 'tensor') {
    const { storage, shape, stride, offset } = tree;
    return { dtype: storage.dtype, shape, stride, storage_offset: offset, values: elements(read(tree)) };
  }
  return { value: tree };
}

/** The reference tree, without what only Python tells apart. */
function expected(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(expected);
  if (typeof tree !== 'object' || tree === null) return tree;
  const { tensor: _, values_are: __, tuple, ...rest } = tree as Record<string, unknown>;
  if (tuple) return { list: expected(tuple) };
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, expected(value)]));
}

describeWithFixtures('PyTorch checkpoints', (fixtures) => {
  const folder = path.join(fixtures, 'parity/checkpoints');
  const source = (file: string) => memorySource(fs.readFileSync(path.join(folder, file)));
  const reference = () => JSON.parse(fs.readFileSync(path.join(folder, 'checkpoints.json'), 'utf8'));
  const refusal = (file: string): WeightsError => {
    try {
      for (const tensor of openWeights(source(file)).tensors.values()) tensor.read();
    } catch (error) {
      if (error instanceof WeightsError) return error;
      throw error;
    }
    throw new Error(`${file} was read`);
  };

  it.each(['tiny_zip.pt', 'tiny_zip_cuda_tag.pt', 'tiny_zip_torch2_records.pt'])('are read whole: %s', (file) => {
    const { tree, read } = readTorchZip(source(file));
    expect(described(tree, read)).toEqual(expected(reference().tree_of_tiny_files));
  });

  it('are read whole in the older form', () => {
    const { tree, read } = readTorchLegacy(source('tiny_legacy.pt'));
    expect(described(tree, read)).toEqual(expected(reference().tree_of_tiny_files));
  });

  it('give the weights under the key that the network is released with', () => {
    const { format, tensors } = openWeights(source('tiny_zip.pt'));
    expect(format).toBe('torch-zip');
    expect([...tensors.keys()].slice(0, 3)).toEqual(['f32', 'f16', 'bf16']);
  });

  it('give parameters as plain tensors', () => {
    const weight = openWeights(source('tiny_zip_parameter.pt')).tensors.get('w')!;
    expect(weight.shape).toEqual([2, 3]);
    expect(elements(weight.read())).toEqual(reference().files['tiny_zip_parameter.pt'].values);
  });

  it.each(['evil_zip.pt', 'evil_legacy.pt', 'evil_raw.pkl'])(
    'that would run a command are refused by its name: %s',
    (file) => expect(refusal(file).message).toContain('asks to use posix.system'),
  );

  it('that would run code beside the weights are refused by its name', () =>
    expect(refusal('evil_eval_zip.pt').message).toMatch(/asks to use (__builtin__|builtins)\.eval/));

  it('that were cut off say so', () =>
    expect(refusal('broken_truncated_zip.pt').message).toBe(
      "The checkpoint's archive is damaged: its directory is missing. It may be cut off: fetch or copy it again.",
    ));

  it('with too few numbers say which are missing', () =>
    expect(refusal('broken_short_storage.pt').message).toBe(
      'Storage 0 of the checkpoint has 16 bytes, but its 8 numbers need 32. The file is damaged: fetch it again.',
    ));

  it('run nothing', () => expect(fs.existsSync('PWNED_BY_UNPICKLER')).toBe(false));

  it.each(['tiny_zip.pt', 'tiny_legacy.pt'])('cut anywhere are refused in a sentence: %s', (file) => {
    const whole = fs.readFileSync(path.join(folder, file));
    for (let length = 0; length < whole.length - 22; length += 13) {
      const read = () => {
        for (const tensor of openWeights(memorySource(whole.subarray(0, length))).tensors.values()) tensor.read();
      };
      expect(read, `${length} bytes`).toThrow(WeightsError);
    }
  });

  it.each(['tiny_zip.pt', 'tiny_legacy.pt'])('with a byte changed are read or refused in a sentence: %s', (file) => {
    const whole = fs.readFileSync(path.join(folder, file));
    for (let place = 0; place < whole.length; place += 3) {
      const bytes = Uint8Array.from(whole);
      bytes[place]! ^= 0xff;
      try {
        for (const tensor of openWeights(memorySource(bytes)).tensors.values()) tensor.read();
      } catch (error) {
        expect(error, `byte ${place}`).toBeInstanceOf(WeightsError);
      }
    }
  });
});

describe('files that are no weights', () => {
  it.each([
    ['empty', []],
    ['text', [...Buffer.from('<html><body>404 not found</body></html>')]],
    ['a picture', [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]],
  ])('are refused: %s', (_, bytes) =>
    expect(() => openWeights(memorySource(Uint8Array.from(bytes)))).toThrow('neither safetensors nor a PyTorch'),
  );

  it('are refused as an archive without a checkpoint', () => {
    const end = new Uint8Array(26);
    end.set([0x50, 0x4b, 3, 4, 0x50, 0x4b, 5, 6]);
    expect(() => openWeights(memorySource(end))).toThrow('no data.pkl');
  });
});
