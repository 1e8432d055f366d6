/** One of several classes: cross entropy; for age besides, how far the mean of its bins is from the years. */
import { known } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import { type LossScope, logShares, oneHot } from './loss.ts';

export interface ClassLoss {
  readonly weight?: number;
  /** How much a face of each class counts; 1 each where not said. */
  readonly classWeights?: readonly number[];
  /** Whether a face is fed a share of each class, such as another network's, in place of one class. */
  readonly byShares?: boolean;
}

export interface AgeLoss extends ClassLoss {
  /** The years that each bin stands for. */
  readonly values: readonly number[];
  /** So many years away count as 1; 10 where not said, about the width of a bin. */
  readonly unit?: number;
}

/** @param logits [batch, classes] */
export function classLoss(scope: LossScope, task: string, logits: Value, options: ClassLoss): Value {
  const { g, batch } = scope;
  const { classWeights, byShares = false } = options;
  const classes = known(logits.shape[1]);
  const truth = byShares
    ? scope.feed(`target.${task}.shares`, 'float32', [batch, classes], 'the share of each class, 1 together')
    : oneHot(
        g,
        g.reshape(scope.feed(`target.${task}`, 'int32', [batch], 'the class of each face'), [batch, 1]),
        classes,
      );
  const entropy = g.neg(g.sum(g.mul(truth, logShares(g, logits, 1)), [1], false));
  const faces = scope.faceWeights(task);
  if (!classWeights) return scope.mean(entropy, faces);
  const own = g.sum(g.mul(truth, g.floats([classes], classWeights, 'float32')), [1], false);
  return scope.mean(entropy, g.mul(faces, own));
}

/** The mean of cross entropy and |expected years - years| / unit (FaceXFormer, arXiv 2403.12960). */
export function ageLoss(scope: LossScope, logits: Value, options: AgeLoss): Value {
  const { g, batch } = scope;
  const { values, unit = 10 } = options;
  const entropy = classLoss(scope, 'age', logits, options);
  const years = scope.feed('target.age.years', 'float32', [batch], 'years of each face');
  const expected = g.matmul(g.softmax(logits), g.floats([known(logits.shape[1]), 1], values, 'float32'));
  const away = g.scale(g.abs(g.sub(g.reshape(expected, [batch]), years)), 1 / unit);
  const weights = scope.feed('weight.age.years', 'float32', [batch], 'how much the years of each face count');
  return g.scale(g.add(entropy, scope.mean(away, weights)), 0.5);
}
