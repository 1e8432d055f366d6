import { describe, expect, it } from 'vitest';
import { broadcast, product, quotient } from '../../../models/graph/dims.ts';

describe('sizes with an open batch', () => {
  it('multiply into one coefficient', () => expect(product(['batch', 64, 49])).toBe('3136*batch'));
  it('multiply to a number without a symbol', () => expect(product([2, 3, 4])).toBe(24));
  it('refuse two symbols in a product', () => expect(() => product(['a', 'b'])).toThrow('cannot multiply a by b'));
  it('divide by what they hold', () => expect(quotient('3136*batch', '64*batch')).toBe(49));
  it('keep the symbol when divided by a number', () => expect(quotient('3136*batch', 3136)).toBe('batch'));
  it('do not divide into parts', () => expect(quotient('3*batch', 2)).toBeNull());
  it('stretch over ones', () => expect(broadcast([1, 18, 256], ['batch', 1, 256])).toEqual(['batch', 18, 256]));
  it('refuse to stretch over other sizes', () =>
    expect(() => broadcast([2, 3], [2, 4])).toThrow('cannot broadcast [2, 3] with [2, 4]'));
});
