/**
 * Identity by ArcFace (Deng et al. 2019): an angle is added between a face and its own class before they are compared. A
 * class's centre is learned, or follows from numbers that describe the person. Where a batch has several pictures of each
 * person, it can be told pairs of them too, which is what verification asks.
 */
import { known } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import { type LossScope, logShares, oneHot } from './loss.ts';

interface LearnedCentres {
  /**
   * Class centres that a batch is compared with: all that there are, or those of the batch's own faces and a random choice
   * of others (PartialFC, An et al. 2022). The trainer feeds their rows as the parameter `identity_centres`.
   */
  readonly classes: number;
}

/** Centres as a linear map, learned as the parameter `identity_map`: no person has to be met twice. */
interface DescribedCentres {
  /** How many numbers describe a person. */
  readonly described: number;
  /** Persons that each face of a batch brings for all of them to be compared with: its own first, then others. */
  readonly persons: number;
}

/** Pairs of a batch's faces, told to be of one person or of two. Every face counts: each is of a known person. */
interface PairLoss {
  readonly weight: number;
  /** Pictures of each person, one beside the other in a batch. */
  readonly pictures: number;
  /** The cosine from which on two pictures are said to be of one person, and how steep its logit is there. */
  readonly threshold: number;
  readonly steepness: number;
}

export type IdentityLoss = (LearnedCentres | DescribedCentres) & {
  readonly weight?: number;
  readonly scale?: number;
  /** Radians. */
  readonly margin?: number;
  readonly pairs?: PairLoss;
};

/** The parameters that only training knows: class centres [classes, length], and the map to them [described, length]. */
export const CENTRES = 'identity_centres';
export const CENTRE_MAP = 'identity_map';

/** Keeps the root off zero, where its slope has no limit. */
const SMALLEST = 1e-7;

/** The classes that a batch is compared with: their centres [classes, length], and int32 [batch, 1], each face's own. */
interface Compared {
  centres: Value;
  own: Value;
}

function learnedCentres(scope: LossScope, { classes }: LearnedCentres, length: number): Compared {
  const { g, batch } = scope;
  const target = scope.feed('target.identity', 'int32', [batch], `which row of ${CENTRES} each face belongs to`);
  return { centres: g.parameter(CENTRES, 'float32', [classes, length]), own: g.reshape(target, [batch, 1]) };
}

function describedCentres(scope: LossScope, { described, persons }: DescribedCentres, length: number): Compared {
  const { g, batch } = scope;
  const about = 'numbers that describe persons: first whom the face is of, then others';
  const numbers = scope.feed('target.identity.persons', 'float32', [batch, persons, described], about);
  const map = g.parameter(CENTRE_MAP, 'float32', [described, length]);
  const own = Array.from({ length: batch }, (_, face) => face * persons);
  return {
    centres: g.matmul(g.reshape(numbers, [batch * persons, described]), map),
    own: g.reshape(g.int32s(own), [batch, 1]),
  };
}

/**
 * The logistic loss of pairs by the logits that say "one person"; those of one person count the same in all as those of two.
 * @param same, other float32 of the shape of the logits: one where a pair is of one person, and where it is of two
 */
export function logisticOfPairs(
  scope: LossScope,
  logits: Value,
  { same, other }: { same: Value; other: Value },
): Value {
  const { g } = scope;
  return g.add(scope.mean(g.softplus(g.neg(logits)), same), scope.mean(g.softplus(logits), other));
}

/** Every two pictures of a batch, whichever comes first. */
function pairsOfBatch(scope: LossScope, embedding: Value, { pictures, threshold, steepness }: PairLoss): Value {
  const { g, batch } = scope;
  const personOf = (face: number): number => Math.floor(face / pictures);
  const pairsWhere = (is: (first: number, second: number) => boolean): Value => {
    const one = (_: unknown, at: number): number => (is(Math.floor(at / batch), at % batch) ? 1 : 0);
    return g.floats([batch, batch], Array.from({ length: batch * batch }, one), embedding.dtype);
  };
  const cosines = g.matmul(embedding, g.turn(embedding));
  return logisticOfPairs(scope, g.scale(cosines, steepness, -steepness * threshold), {
    same: pairsWhere((first, second) => first !== second && personOf(first) === personOf(second)),
    other: pairsWhere((first, second) => personOf(first) !== personOf(second)),
  });
}

/** @param embedding [batch, length], each of length one */
export function identityLoss(scope: LossScope, embedding: Value, options: IdentityLoss): Value {
  const { g } = scope;
  const { scale = 64, margin = 0.5 } = options;
  const length = known(embedding.shape[1]);
  const { centres, own } =
    'described' in options ? describedCentres(scope, options, length) : learnedCentres(scope, options, length);
  const lengths = g.sqrt(g.scale(g.sum(g.mul(centres, centres), [1]), 1, SMALLEST));
  const cosines = g.clip(g.matmul(embedding, g.turn(g.div(centres, lengths))), -1, 1);
  // cos(a + m) = cos a cos m - sin a sin m, for the angle a between 0 and pi.
  const sines = g.sqrt(g.clip(g.scale(g.mul(cosines, cosines), -1, 1), SMALLEST, 1));
  const widened = g.sub(g.scale(cosines, Math.cos(margin)), g.scale(sines, Math.sin(margin)));
  const isOwn = oneHot(g, own, known(centres.shape[0]));
  const compared = g.scale(g.where(g.cast(isOwn, 'bool'), widened, cosines), scale);
  const entropy = g.neg(g.sum(g.mul(isOwn, logShares(g, compared, 1)), [1], false));
  const loss = scope.mean(entropy, scope.faceWeights('identity'));
  return options.pairs
    ? g.add(loss, g.scale(pairsOfBatch(scope, embedding, options.pairs), options.pairs.weight))
    : loss;
}
