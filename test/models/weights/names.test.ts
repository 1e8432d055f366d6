import { describe, expect, it } from 'vitest';
import { float32Values } from '../../../models/graph/float16.ts';
import type { Value } from '../../../models/graph/graph.ts';
import { float32Tensor, int64Tensor, type Tensor } from '../../../models/graph/tensor.ts';
import { compareWeights, fitWeights } from '../../../models/weights/names.ts';

const parameters: Value[] = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, dtype: 'float32', shape: [2] }));
const found = (entries: Record<string, Tensor>) =>
  new Map(Object.entries(entries).map(([name, tensor]) => [name, { ...tensor, read: () => tensor }]));
const pair = float32Tensor([2], [0.5, -1]);
const all = { a: pair, b: pair, c: pair, d: pair, e: pair };

describe('weights for a network', () => {
  it('are compared by name and shape', () =>
    expect(compareWeights(parameters.slice(0, 3), found({ a: pair, b: float32Tensor([1], [1]), more: pair }))).toEqual({
      missing: ['c'],
      extra: ['more'],
      misshaped: [{ name: 'b', needed: '[2]', found: '[1]' }],
    }));

  it('may come with more than it reads', () =>
    expect([...fitWeights(parameters, found({ ...all, index: int64Tensor([1], [3]) })).keys()]).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
    ]));

  it('are refused with what is missing', () =>
    expect(() => fitWeights(parameters, found({ a: pair }))).toThrow(
      'The file holds another network: 4 of 5 weights are missing (b, c, d and 1 more).',
    ));

  it('are refused with what has another shape', () =>
    expect(() => fitWeights(parameters, found({ ...all, c: float32Tensor([3], [1, 2, 3]) }))).toThrow(
      'c is [3], not [2]',
    ));

  it('are refused when they are no floats', () =>
    expect(() => fitWeights(parameters, found({ ...all, c: int64Tensor([2], [1, 2]) }))).toThrow(
      'Weight c holds int64 numbers, not floats',
    ));

  it('are turned into the type that the network keeps them in', () => {
    const half = fitWeights([{ name: 'a', dtype: 'float16', shape: [2] }], found(all)).get('a')!;
    expect(half.dtype).toBe('float16');
    expect([...float32Values(half)]).toEqual([0.5, -1]);
  });
});
