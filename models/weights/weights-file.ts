/** A file of weights of any kind that is read: tensors by name, each read when it is asked for. */
import type { Tensor, TensorType } from '../graph/tensor.ts';
import { looksLikeSafetensors, openSafetensors } from './safetensors.ts';
import { type ByteSource, WeightsError } from './source.ts';
import { openTorchLegacy } from './torch-legacy.ts';
import { openTorchZip } from './torch-zip.ts';

export interface TensorEntry {
  readonly dtype: TensorType;
  readonly shape: readonly number[];
  /** Where in the file its bytes begin, where they lie there row by row. */
  readonly offset?: number;
  read(): Tensor;
}

export interface WeightsFile {
  readonly format: 'safetensors' | 'torch-zip' | 'torch-legacy';
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  /** What a safetensors file says of itself. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** @throws WeightsError with a sentence that says what the file is not, or what it tried. */
export function openWeights(source: ByteSource): WeightsFile {
  const start = source.read(0, Math.min(4, source.size));
  const startsWith = (...bytes: number[]): boolean => bytes.every((byte, i) => start[i] === byte);
  // First: it begins with a length, whose bytes may be those that the others begin with.
  if (looksLikeSafetensors(source)) return openSafetensors(source);
  if (startsWith(0x50, 0x4b, 3, 4)) return openTorchZip(source);
  // The pickle operation that says which protocol follows.
  if (startsWith(0x80)) return openTorchLegacy(source);
  throw new WeightsError(
    'unsupported',
    'This is no file of weights that can be read: it is neither safetensors nor a PyTorch checkpoint.',
  );
}
