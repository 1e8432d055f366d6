/** Unnamed faces that look as if they were of one person, and which known person that may be. */

import type { Strictness } from '../../shared/domain/people.ts';
import { seededRandom, shuffled } from '../../shared/domain/random.ts';
import { findNeighbours, type Neighbour } from './neighbours.ts';
import { likeness, meanOf, unitVectors, type Vectors } from './vectors.ts';

export interface FacesToGroup {
  /** 512 signed bytes a face. */
  directions: Int8Array<ArrayBuffer>;
  /** Of each face: two faces of one photo are two persons. */
  photos: Int32Array<ArrayBuffer>;
  /** Who each face is, as far as that is known. */
  names: readonly (string | null)[];
  strictness: Strictness;
}

export interface Group {
  /** Places in the input, the most typical first. */
  faces: number[];
  /** The known person whose faces are alike enough to these, with the mean cosine of all pairs. */
  maybe: { name: string; likeness: number } | null;
}

/** How many faces of other people a face may be taken to be alike to, as expected. */
const WRONG_LINKS: Record<Strictness, number> = { loose: 0.2, usual: 0.005, strict: 0.0005 };
/** Pairs that tell what two faces mostly share. */
const PAIRS = 20_000;

/** Groups of two faces and more, the largest first. */
export function groupFaces({ directions, photos, names, strictness }: FacesToGroup): Group[] {
  const vectors = unitVectors(directions);
  const alikeFrom = personBegins(vectors, WRONG_LINKS[strictness]);
  const known = (face: number) => names[face] !== null;
  const neighbours = findNeighbours(vectors, alikeFrom, (a, b) => photos[a] === photos[b] || known(a) || known(b));
  const persons = Map.groupBy(
    Array.from({ length: vectors.count }, (_, face) => face).filter(known),
    (face) => names[face]!,
  );
  const means = [...persons].map(([name, faces]) => ({ name, mean: meanOf(vectors, faces) }));
  return whisper(neighbours)
    .map((faces) => ofOnePerson(vectors, onePerPhoto(mostTypicalFirst(vectors, faces), photos), alikeFrom))
    .filter((faces) => faces.length > 1)
    .map((faces) => ({ faces, maybe: nearestPerson(meanOf(vectors, faces), means, alikeFrom) }))
    .sort((a, b) => b.faces.length - a.faces.length || a.faces[0]! - b.faces[0]!);
}

/**
 * The likeness from which on two faces are taken to be of one person. What is alike to one network is not to another, so a
 * network's own likenesses are the scale: Fisher's transform makes them nearly normal, and their median and the median
 * distance from it are hardly moved by the few pairs that are of one person.
 */
function personBegins({ count, values }: Vectors, wrongLinks: number): number {
  if (count < 2) return 1;
  const random = seededRandom(2);
  const pick = () => Math.floor(random() * count);
  const pairs = Float64Array.from({ length: PAIRS }, () => {
    const face = pick();
    const other = (face + 1 + Math.floor(random() * (count - 1))) % count;
    return Math.atanh(Math.min(0.9999, likeness(values, face, values, other)));
  }).sort();
  const median = pairs[PAIRS >> 1]!;
  const deviation = 1.4826 * pairs.map((pair) => Math.abs(pair - median)).sort()[PAIRS >> 1]!;
  return Math.tanh(median + deviation * deviationsFor(Math.min(0.5, wrongLinks / count)));
}

/** Beyond how many deviations a normal value lies with this chance (Abramowitz and Stegun, 26.2.22). */
function deviationsFor(chance: number): number {
  const t = Math.sqrt(-2 * Math.log(chance));
  return t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t);
}

const MOST_ROUNDS = 20;

/**
 * Chinese whispers (Biemann, 2006), by which dlib groups faces too: each face takes the group that most of its neighbours
 * are in, weighed by how alike they are, until all agree.
 */
function whisper(neighbours: readonly Neighbour[][]): number[][] {
  const groups = Int32Array.from(neighbours, (_, face) => face);
  const faces = Array.from(groups).filter((face) => neighbours[face]!.length > 0);
  const random = seededRandom(3);
  for (let round = 0, changed = true; changed && round < MOST_ROUNDS; round++) {
    changed = false;
    for (const face of shuffled(faces, random)) {
      const votes = new Map<number, number>();
      for (const { other, likeness: weight } of neighbours[face]!)
        votes.set(groups[other]!, (votes.get(groups[other]!) ?? 0) + weight);
      let best = groups[face]!;
      for (const [group, sum] of votes) if (sum > (votes.get(best) ?? 0)) best = group;
      changed ||= best !== groups[face];
      groups[face] = best;
    }
  }
  return [...Map.groupBy(faces, (face) => groups[face]!).values()];
}

/** For each face of a group its mean likeness to the others. */
function typicalness(vectors: Vectors, faces: readonly number[]): number[] {
  const mean = meanOf(vectors, faces);
  const { length } = faces;
  return faces.map((face) => (length * likeness(vectors.values, face, mean, 0) - 1) / Math.max(1, length - 1));
}

function mostTypicalFirst(vectors: Vectors, faces: readonly number[]): number[] {
  const typical = typicalness(vectors, faces);
  return [...faces.keys()].sort((a, b) => typical[b]! - typical[a]! || a - b).map((at) => faces[at]!);
}

/** Leaves out, the least typical first, who is not as alike to the others as one person is: chains of look-alikes break. */
function ofOnePerson(vectors: Vectors, faces: readonly number[], alikeFrom: number): number[] {
  let left = [...faces];
  while (left.length > 1) {
    const typical = typicalness(vectors, left);
    if (Math.min(...typical) >= alikeFrom) break;
    // A tenth at a time: those who are left are more alike to each other than they were to those who go.
    const limit = typical.toSorted((a, b) => a - b)[Math.floor(left.length / 10)]!;
    left = left.filter((_, at) => typical[at]! > Math.min(limit, alikeFrom));
  }
  return left;
}

/** Of two faces on one photo the more typical one stays. */
function onePerPhoto(faces: readonly number[], photos: Int32Array): number[] {
  const seen = new Set<number>();
  return faces.filter((face) => seen.size < seen.add(photos[face]!).size);
}

function nearestPerson(
  mean: Float32Array,
  persons: readonly { name: string; mean: Float32Array }[],
  alikeFrom: number,
): Group['maybe'] {
  let best: Group['maybe'] = null;
  for (const person of persons) {
    const alike = likeness(mean, 0, person.mean, 0);
    if (alike > (best?.likeness ?? alikeFrom)) best = { name: person.name, likeness: alike };
  }
  return best;
}
