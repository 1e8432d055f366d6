/** Yes or no for each of several entries: binary cross entropy of logits, over the entries that are known. */
import { known } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import type { LossScope } from './loss.ts';

export interface FlagLoss {
  readonly weight?: number;
  /** How much a yes of each entry counts; 1 each where not said. */
  readonly positiveWeights?: readonly number[];
}

/** -(t log p + (1 - t) log (1 - p)) of p = 1 / (1 + exp(-x)), which is log(1 + exp x) - t x. */
export const binaryEntropy = ({ g }: LossScope, logits: Value, truth: Value): Value =>
  g.sub(g.softplus(logits), g.mul(truth, logits));

/** @param logits [batch, entries] */
export function flagLoss(scope: LossScope, task: string, logits: Value, { positiveWeights }: FlagLoss): Value {
  const { g, batch } = scope;
  const count = known(logits.shape[1]);
  const truth = scope.feed(`target.${task}`, 'float32', [batch, count], '1 for yes, 0 for no, or a share between');
  const entries = scope.feed(
    `weight.${task}.entries`,
    'float32',
    [batch, count],
    '0 where an entry is unknown, else 1',
  );
  const faces = g.mul(g.reshape(scope.faceWeights(task), [batch, 1]), entries);
  if (!positiveWeights) return scope.mean(binaryEntropy(scope, logits, truth), faces);
  // 1 where the answer is no, the entry's own weight where it is yes.
  const extra = g.scale(g.floats([count], positiveWeights, 'float32'), 1, -1);
  const byAnswer = g.scale(g.mul(truth, extra), 1, 1);
  return scope.mean(binaryEntropy(scope, logits, truth), g.mul(faces, byAnswer));
}
