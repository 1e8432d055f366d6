/** Random numbers that follow from a seed and a name, so that one part of a picture can change without the others. */
import { seededRandom } from '../../shared/domain/random.ts';

/** Mixes a number and a text into 32 bits (FNV-1a, then the finaliser of MurmurHash3). */
function mix(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ (seed | 0);
  hash = Math.imul(hash ^ Math.floor(seed / 2 ** 32), 0x01000193);
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

export class Random {
  readonly #seed: number;
  /** In [0, 1). */
  readonly next: () => number;

  constructor(seed: number, name = '') {
    this.#seed = mix(seed, name);
    this.next = seededRandom(this.#seed);
  }

  /** Numbers of their own for a named part: how many others were drawn before does not matter. */
  part(name: string): Random {
    return new Random(this.#seed, name);
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.next();
  }

  /** About normal, never further than 3.5 deviations: four uniform numbers added up. */
  normal(deviation = 1): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * 1.732 * deviation;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** One of the names, each as likely as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      rest -= weight;
      if (rest < 0) return name;
    }
    return entries.at(-1)![0];
  }
}
