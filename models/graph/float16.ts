/** Half precision by hand, since not every runtime has Float16Array: IEEE 754 binary16, and bfloat16. */
import { bytesOf, elementCount, type Tensor } from './tensor.ts';

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The nearest binary16 (ties to even) as its sixteen bits. */
export function toHalf(value: number): number {
  single[0] = value;
  const x = bits[0]!;
  const sign = (x >>> 16) & 0x8000;
  const magnitude = x & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // not a number
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // rounds past 65504
  if (magnitude < 0x38800000) {
    // Below the smallest normal half, 2^-14: a whole number of 2^-24 steps, rounded by adding 2^23 steps.
    single[0] = Math.abs(value) * 2 ** 24 + 2 ** 23;
    return sign | (bits[0]! - 0x4b000000);
  }
  const odd = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
}

export function fromHalf(half: number): number {
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

let halves: Float32Array | null = null;
/** All 65536 halves: decoding a tensor is one look-up an element. */
function halfTable(): Float32Array {
  halves ??= Float32Array.from({ length: 65536 }, (_, half) => fromHalf(half));
  return halves;
}

/** The values of a floating-point tensor as single precision. Float32 bytes that lie aligned are not copied. */
export function float32Values(tensor: Tensor): Float32Array {
  const { bytes, dtype } = tensor;
  const count = elementCount(tensor.shape);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (dtype) {
    case 'float32':
      if (bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, count);
      return new Float32Array(new Uint8Array(bytes).buffer);
    case 'float16': {
      const table = halfTable();
      return Float32Array.from({ length: count }, (_, i) => table[view.getUint16(2 * i, true)]!);
    }
    case 'bfloat16': {
      const words = Uint32Array.from({ length: count }, (_, i) => view.getUint16(2 * i, true) << 16);
      return new Float32Array(words.buffer);
    }
    case 'float64':
      return Float32Array.from({ length: count }, (_, i) => view.getFloat64(8 * i, true));
    default:
      throw new Error(`${dtype} is no floating-point type`);
  }
}

/** A floating-point tensor in the wanted precision; the same tensor where it has it already. */
export function castTensor(tensor: Tensor, dtype: 'float32' | 'float16'): Tensor {
  if (tensor.dtype === dtype) return tensor;
  const values = float32Values(tensor);
  const data = dtype === 'float32' ? values : Uint16Array.from(values, toHalf);
  return { dtype, shape: tensor.shape, bytes: bytesOf(data) };
}
