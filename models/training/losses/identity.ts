/** Identity by ArcFace (Deng et al. 2019): an angle is added between a face and its own class before they are compared. */
import { known } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import { type LossScope, logShares, oneHot } from './loss.ts';

export interface IdentityLoss {
  readonly weight?: number;
  /**
   * Class centres that a batch is compared with: all that there are, or those of the batch's own faces and a random choice
   * of others (PartialFC, An et al. 2022). The trainer feeds their rows as the parameter `identity_centres`.
   */
  readonly classes: number;
  readonly scale?: number;
  /** Radians. */
  readonly margin?: number;
}

/** The parameter that only training knows: class centres [classes, length]. */
export const CENTRES = 'identity_centres';

/** Keeps the root off zero, where its slope has no limit. */
const SMALLEST = 1e-7;

/** @param embedding [batch, length], each of length one */
export function identityLoss(scope: LossScope, embedding: Value, options: IdentityLoss): Value {
  const { g, batch } = scope;
  const { classes, scale = 64, margin = 0.5 } = options;
  const target = scope.feed('target.identity', 'int32', [batch], `which row of ${CENTRES} each face belongs to`);
  const centres = g.parameter(CENTRES, 'float32', [classes, known(embedding.shape[1])]);
  const lengths = g.sqrt(g.scale(g.sum(g.mul(centres, centres), [1]), 1, SMALLEST));
  const cosines = g.clip(g.matmul(embedding, g.turn(g.div(centres, lengths))), -1, 1);
  // cos(a + m) = cos a cos m - sin a sin m, for the angle a between 0 and pi.
  const sines = g.sqrt(g.clip(g.scale(g.mul(cosines, cosines), -1, 1), SMALLEST, 1));
  const widened = g.sub(g.scale(cosines, Math.cos(margin)), g.scale(sines, Math.sin(margin)));
  const own = oneHot(g, g.reshape(target, [batch, 1]), classes);
  const compared = g.scale(g.where(g.cast(own, 'bool'), widened, cosines), scale);
  const entropy = g.neg(g.sum(g.mul(own, logShares(g, compared, 1)), [1], false));
  return scope.mean(entropy, scope.faceWeights('identity'));
}
