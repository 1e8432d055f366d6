/** Half precision by hand, since not every runtime has Float16Array: IEEE 754 binary16, and bfloat16. */
import { bytesOf, elementCount, type Tensor } from './tensor.ts';

/** The nearest binary16 (ties to even) of every value, as its sixteen bits. */
export function toHalves(values: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) {
    const x = bits[i]!;
    const sign = (x >>> 16) & 0x8000;
    const magnitude = x & 0x7fffffff;
    if (magnitude > 0x7f800000)
      halves[i] = sign | 0x7e00; // not a number
    else if (magnitude >= 0x477ff000)
      halves[i] = sign | 0x7c00; // rounds past 65504
    // Below the smallest normal half, 2^-14: a whole number of 2^-24 steps, rounded as adding 2^23 steps rounds it.
    else if (magnitude < 0x38800000)
      halves[i] = sign | (Math.fround(Math.abs(values[i]!) * 2 ** 24 + 2 ** 23) - 2 ** 23);
    else halves[i] = sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
  }
  return halves;
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

/** Bytes that lie aligned for numbers of so many bytes; a copy where they do not. */
const aligned = (bytes: Uint8Array, width: number): Uint8Array =>
  bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);

/** The values of a floating-point tensor as single precision. Float32 bytes that lie aligned are not copied. */
export function float32Values({ bytes, dtype, shape }: Tensor): Float32Array {
  const count = elementCount(shape);
  switch (dtype) {
    case 'float32': {
      const { buffer, byteOffset } = aligned(bytes, 4);
      return new Float32Array(buffer, byteOffset, count);
    }
    case 'float16': {
      const { buffer, byteOffset } = aligned(bytes, 2);
      const [table, words, values] = [halfTable(), new Uint16Array(buffer, byteOffset, count), new Float32Array(count)];
      for (let i = 0; i < count; i++) values[i] = table[words[i]!]!;
      return values;
    }
    case 'bfloat16': {
      const { buffer, byteOffset } = aligned(bytes, 2);
      return new Float32Array(
        Uint32Array.from(new Uint16Array(buffer, byteOffset, count), (word) => word << 16).buffer,
      );
    }
    case 'float64': {
      const { buffer, byteOffset } = aligned(bytes, 8);
      return Float32Array.from(new Float64Array(buffer, byteOffset, count));
    }
    default:
      throw new Error(`${dtype} is no floating-point type`);
  }
}

/** A floating-point tensor in the wanted precision; the same tensor where it has it already. */
export function castTensor(tensor: Tensor, dtype: 'float32' | 'float16'): Tensor {
  if (tensor.dtype === dtype) return tensor;
  const values = float32Values(tensor);
  const data = dtype === 'float32' ? values : toHalves(values);
  return { dtype, shape: tensor.shape, bytes: bytesOf(data) };
}
