/**
 * Pairs of faces that look alike, found without comparing each with each: faces are laid into lists by the nearest of some
 * centres, and each face is held against the lists whose centres are nearest to it (an inverted file, as in Jégou and
 * others, 2011). What is missed are single pairs between far lists, and others of the same person mostly make up for them.
 */

import { type Random, seededRandom } from '../../shared/domain/random.ts';
import { EMBEDDING_LENGTH } from '../../shared/domain/vocabulary.ts';
import { likeness, normalise, type Vectors } from './vectors.ts';

/** So few are compared each with each. */
const FEW = 1000;
/** Lists that a face is held against, its own among them. */
const PROBES = 4;
/** Faces a centre that the centres are made from, and rounds of making them. */
const [SAMPLE, ROUNDS] = [24, 4];
/** A face keeps its nearest, so that a crowd of one person costs no more than it must. */
const MOST = 64;

export interface Neighbour {
  other: number;
  likeness: number;
}

/** For each face those more alike than `from`, in both directions, the nearest at most. `apart` pairs are left out. */
export function findNeighbours(
  vectors: Vectors,
  from: number,
  apart: (a: number, b: number) => boolean,
): Neighbour[][] {
  const { count, values } = vectors;
  const found: Neighbour[][] = Array.from({ length: count }, () => []);
  const note = (face: number, neighbour: Neighbour): void => {
    const own = found[face]!;
    own.push(neighbour);
    if (own.length >= 2 * MOST) keepNearest(own);
  };
  const { probes, lists } = layIntoLists(vectors);
  const looksInto = (face: number, list: number): boolean => {
    for (let probe = 0; probe < PROBES; probe++) if (probes[face * PROBES + probe] === list) return true;
    return false;
  };
  for (let face = 0; face < count; face++) {
    const home = probes[face * PROBES]!;
    for (let probe = 0; probe < PROBES; probe++) {
      for (const other of lists[probes[face * PROBES + probe]!] ?? []) {
        // A pair that either would find is looked at once.
        if (other === face || (other < face && looksInto(other, home)) || apart(face, other)) continue;
        const alike = likeness(values, face, values, other);
        if (alike <= from) continue;
        note(face, { other, likeness: alike });
        note(other, { other: face, likeness: alike });
      }
    }
  }
  for (const own of found) keepNearest(own);
  return found;
}

function keepNearest(neighbours: Neighbour[]): void {
  neighbours.sort((a, b) => b.likeness - a.likeness || a.other - b.other);
  if (neighbours.length > MOST) neighbours.length = MOST;
}

/** For each face the lists that it looks into, the nearest first, -1 for none; for each list its faces. */
function layIntoLists(vectors: Vectors): { probes: Int32Array; lists: number[][] } {
  const { count, values } = vectors;
  const probes = new Int32Array(count * PROBES).fill(-1);
  const lists = count < FEW ? 1 : Math.round(Math.sqrt(count));
  const centres = lists === 1 ? null : makeCentres(vectors, lists, seededRandom(1));
  const members: number[][] = Array.from({ length: lists }, () => []);
  for (let face = 0; face < count; face++) {
    if (centres) nearestCentres(values, face, centres, lists, probes.subarray(face * PROBES, (face + 1) * PROBES));
    else probes[face * PROBES] = 0;
    members[probes[face * PROBES]!]!.push(face);
  }
  return { probes, lists: members };
}

/** Fills `into` with the numbers of the nearest centres, the nearest first. */
function nearestCentres(values: Float32Array, face: number, centres: Float32Array, count: number, into: Int32Array) {
  const best = new Float64Array(into.length).fill(Number.NEGATIVE_INFINITY);
  for (let centre = 0; centre < count; centre++) {
    const alike = likeness(values, face, centres, centre);
    let place = into.length;
    while (place > 0 && alike > best[place - 1]!) place--;
    if (place === into.length) continue;
    best.copyWithin(place + 1, place);
    into.copyWithin(place + 1, place);
    best[place] = alike;
    into[place] = centre;
  }
}

/** Centres of lists, by k-means over directions on a part of the faces. */
function makeCentres({ count, values }: Vectors, lists: number, random: Random): Float32Array {
  const vector = (at: number) => values.subarray(at * EMBEDDING_LENGTH, (at + 1) * EMBEDDING_LENGTH);
  const pick = () => Math.floor(random() * count);
  const sample = Array.from({ length: Math.min(count, SAMPLE * lists) }, pick);
  const centres = new Float32Array(lists * EMBEDDING_LENGTH);
  for (let list = 0; list < lists; list++) centres.set(vector(pick()), list * EMBEDDING_LENGTH);
  const nearest = new Int32Array(1);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Float32Array(centres.length);
    for (const face of sample) {
      nearestCentres(values, face, centres, lists, nearest);
      const [own, to] = [vector(face), nearest[0]! * EMBEDDING_LENGTH];
      for (let at = 0; at < EMBEDDING_LENGTH; at++) sums[to + at]! += own[at]!;
    }
    for (let list = 0; list < lists; list++) normalise(sums, list);
    centres.set(sums);
  }
  return centres;
}
