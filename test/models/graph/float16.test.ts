import { describe, expect, it } from 'vitest';
import { castTensor, float32Values, fromHalf, toHalves } from '../../../models/graph/float16.ts';
import { float32Tensor } from '../../../models/graph/tensor.ts';

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [1 / 3, 0x3555],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [3 * 2 ** -26, 0x0001],
    [2 ** -14 - 2 ** -26, 0x0400],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [Number.POSITIVE_INFINITY, 0x7c00],
    [Number.NaN, 0x7e00],
  ])('writes %d as its nearest half', (value, half) =>
    expect(toHalves(Float32Array.of(value))).toEqual(Uint16Array.of(half)),
  );

  it('reads back every half that it writes', () => {
    const finite = Array.from({ length: 65536 }, (_, half) => half).filter((half) => (half & 0x7c00) !== 0x7c00);
    expect(finite.filter((half) => toHalves(Float32Array.of(fromHalf(half)))[0] !== half)).toEqual([]);
  });

  it('reads bfloat16', () => {
    const bytes = Uint8Array.from([0x80, 0x3f, 0x2f, 0x3e]);
    expect([...float32Values({ dtype: 'bfloat16', shape: [2], bytes })]).toEqual([1, 0.1708984375]);
  });

  it('reads float32 bytes that do not lie at a multiple of four', () => {
    const bytes = new Uint8Array(9);
    new DataView(bytes.buffer).setFloat32(1, 0.25, true);
    new DataView(bytes.buffer).setFloat32(5, -3, true);
    expect([...float32Values({ dtype: 'float32', shape: [2], bytes: bytes.subarray(1) })]).toEqual([0.25, -3]);
  });

  it('leaves a tensor that has the type already as it is', () => {
    const tensor = float32Tensor([2], [1, 2]);
    expect(castTensor(tensor, 'float32')).toBe(tensor);
  });
});
