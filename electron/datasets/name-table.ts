/**
 * A number for each of millions of names, without the names: a name is known by 64 bits of its SHA-256. That two of a million
 * share them has a chance of one in thirty million.
 */
import { hash } from 'node:crypto';

export class NameTable {
  /** The two halves of a name's bits, and its number; a place without bits is free. */
  #bits = new Uint32Array(2 * 1024);
  #numbers = new Float64Array(1024);
  #size = 0;

  get(name: string): number | undefined {
    const place = this.#placeOf(...bitsOf(name));
    return this.#isFree(place) ? undefined : this.#numbers[place];
  }

  has = (name: string): boolean => this.get(name) !== undefined;

  set(name: string, number: number): void {
    if (2 * this.#size >= this.#numbers.length) this.#grow();
    const isNew = this.#put(...bitsOf(name), number);
    if (isNew) this.#size++;
  }

  #isFree = (place: number): boolean => this.#bits[2 * place] === 0 && this.#bits[2 * place + 1] === 0;

  /** Where these bits are, or the free place where they would be. */
  #placeOf(low: number, high: number): number {
    const last = this.#numbers.length - 1;
    for (let place = low & last; ; place = (place + 1) & last) {
      if (this.#bits[2 * place] === low && this.#bits[2 * place + 1] === high) return place;
      if (this.#isFree(place)) return place;
    }
  }

  #put(low: number, high: number, number: number): boolean {
    const place = this.#placeOf(low, high);
    const isNew = this.#isFree(place);
    this.#bits[2 * place] = low;
    this.#bits[2 * place + 1] = high;
    this.#numbers[place] = number;
    return isNew;
  }

  #grow(): void {
    const [bits, numbers] = [this.#bits, this.#numbers];
    this.#bits = new Uint32Array(2 * bits.length);
    this.#numbers = new Float64Array(2 * numbers.length);
    for (const [place, number] of numbers.entries()) {
      const [low, high] = [bits[2 * place]!, bits[2 * place + 1]!];
      if (low !== 0 || high !== 0) this.#put(low, high, number);
    }
  }
}

/** Never both zero: that is a free place. */
function bitsOf(name: string): [low: number, high: number] {
  const sum = hash('sha256', name, 'buffer');
  const [low, high] = [sum.readUInt32LE(0), sum.readUInt32LE(4)];
  return [low, low === 0 && high === 0 ? 1 : high];
}
