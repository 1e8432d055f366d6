/** Numbers at rest: weights and constants as raw little-endian bytes with a type and a shape. */

/** Types that a graph computes in. */
export type DType = 'float32' | 'float16' | 'int64' | 'int32' | 'bool' | 'uint8' | 'int8';
/** Types that a weights file may hold besides. */
export type TensorType = DType | 'float64' | 'bfloat16' | 'int16';

export const BYTES_PER_ELEMENT: Record<TensorType, number> = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
};

export interface Tensor {
  readonly dtype: TensorType;
  readonly shape: readonly number[];
  /** Row by row, not necessarily aligned in its buffer. */
  readonly bytes: Uint8Array;
}

export const elementCount = (shape: readonly number[]): number => shape.reduce((count, size) => count * size, 1);

export const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

export function float32Tensor(shape: readonly number[], values: Iterable<number>): Tensor {
  const data = values instanceof Float32Array ? values : Float32Array.from(values);
  if (data.length !== elementCount(shape)) throw new Error(`${data.length} values do not fill [${shape.join(', ')}]`);
  return { dtype: 'float32', shape, bytes: bytesOf(data) };
}

export function int64Tensor(shape: readonly number[], values: Iterable<number>): Tensor {
  const data = BigInt64Array.from(Array.from(values, BigInt));
  if (data.length !== elementCount(shape)) throw new Error(`${data.length} values do not fill [${shape.join(', ')}]`);
  return { dtype: 'int64', shape, bytes: bytesOf(data) };
}

/** Whole numbers of an int64 tensor, such as the shape that a Reshape takes. */
export function int64Values(tensor: Tensor): number[] {
  const view = new DataView(tensor.bytes.buffer, tensor.bytes.byteOffset, tensor.bytes.byteLength);
  return Array.from({ length: elementCount(tensor.shape) }, (_, i) => Number(view.getBigInt64(i * 8, true)));
}
