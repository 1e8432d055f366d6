/** Directions of embeddings as unit vectors in one array, one behind the other. */
import { EMBEDDING_LENGTH } from '../../shared/domain/vocabulary.ts';

const LENGTH = EMBEDDING_LENGTH;

export interface Vectors {
  count: number;
  /** count x 512, each of length 1. */
  values: Float32Array;
}

/** From signed bytes, 512 a face. */
export function unitVectors(directions: Int8Array): Vectors {
  const count = directions.length / LENGTH;
  const values = Float32Array.from(directions);
  for (let at = 0; at < count; at++) normalise(values, at);
  return { count, values };
}

/** Brings one vector of an array to length 1; one without a direction stays 0. */
export function normalise(values: Float32Array, at: number): void {
  const length = Math.sqrt(likeness(values, at, values, at)) || 1;
  for (let i = at * LENGTH; i < (at + 1) * LENGTH; i++) values[i]! /= length;
}

/** The cosine of vector `i` of one array and vector `j` of another. Four sums at once, which processors do side by side. */
export function likeness(a: Float32Array, i: number, b: Float32Array, j: number): number {
  const [from, other] = [i * LENGTH, j * LENGTH];
  let [first, second, third, fourth] = [0, 0, 0, 0];
  for (let at = 0; at < LENGTH; at += 4) {
    first += a[from + at]! * b[other + at]!;
    second += a[from + at + 1]! * b[other + at + 1]!;
    third += a[from + at + 2]! * b[other + at + 2]!;
    fourth += a[from + at + 3]! * b[other + at + 3]!;
  }
  return first + second + third + fourth;
}

/** The mean of some of the vectors, not brought to length 1: the product of two means is the mean likeness of all pairs. */
export function meanOf({ values }: Vectors, members: readonly number[]): Float32Array {
  const mean = new Float32Array(LENGTH);
  for (const member of members)
    for (let at = 0; at < LENGTH; at++) mean[at]! += values[member * LENGTH + at]! / members.length;
  return mean;
}
