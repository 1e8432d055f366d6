/** Parsing: the mean of the Dice loss and the cross entropy of pixels (FaceXFormer, arXiv 2403.12960). */
import { known } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import { classNumbers, type LossScope } from './loss.ts';

export interface ParsingLoss {
  readonly weight?: number;
  /** How much the pixels of each class count in the cross entropy; 1 each where not said. */
  readonly classWeights?: readonly number[];
  readonly dice?: Partial<DiceOptions>;
  /** Dice's share in the loss, the rest being the cross entropy's; 0.5 where not said. */
  readonly diceShare?: number;
}

/** 1 - (2 sum pg + smooth) / (sum p + sum g + smooth), the sums over pixels; the mean over classes. */
export interface DiceOptions {
  /** Squares in the denominator: sum p² + sum g². */
  readonly squared: boolean;
  readonly smooth: number;
  /** Whether the sums run over all faces at once, or the mean is over faces too. */
  readonly over: 'batch' | 'face';
}

/** As in SegFace, of the same group. */
const DICE: DiceOptions = { squared: true, smooth: 1e-5, over: 'batch' };

/** @param logits [batch, classes, size, size] */
export function parsingLoss(scope: LossScope, logits: Value, options: ParsingLoss): Value {
  const { g, batch } = scope;
  const [classes, height, width] = logits.shape.slice(1).map(known) as [number, number, number];
  const pixels = height * width;
  const target = scope.feed(
    'target.parsing',
    'int32',
    [batch, height, width],
    'the class of each pixel; -1 where unknown',
  );
  const weights = scope.faceWeights('parsing');
  const labels = g.reshape(target, [batch, 1, pixels]);
  const truth = g.cast(g.equal(labels, g.reshape(classNumbers(g, classes), [1, classes, 1])), 'float32');
  const rows = g.reshape(logits, [batch, classes, pixels]);

  // Shares and their logarithms from the same powers; the greatest logit only keeps those small.
  const shifted = g.sub(rows, g.detach(g.max(rows, [1])));
  const powers = g.exp(shifted);
  const total = g.sum(powers, [1]);
  const shares = g.div(powers, total);

  // How much each pixel counts by its class; nothing where it has none.
  const byClass = options.classWeights
    ? g.mul(truth, g.reshape(g.floats([classes], options.classWeights, 'float32'), [1, classes, 1]))
    : truth;
  const counted = g.mul(g.sum(byClass, [1]), g.reshape(weights, [batch, 1, 1]));
  const own = g.div(g.sum(g.mul(byClass, shifted), [1]), g.clip(g.sum(byClass, [1]), 1e-6, 1e30));
  const entropy = scope.mean(g.sub(g.log(total), own), counted);
  const { diceShare = 0.5 } = options;
  const dice = diceLoss(scope, shares, truth, weights, { ...DICE, ...options.dice });
  return g.add(g.scale(entropy, 1 - diceShare), g.scale(dice, diceShare));
}

/** @param shares and truth [batch, classes, pixels]; pixels of no class have no truth, and their shares do not count */
function diceLoss(scope: LossScope, shares: Value, truth: Value, weights: Value, options: DiceOptions): Value {
  const { g, batch } = scope;
  const labelled = g.mul(shares, g.sum(truth, [1]));
  const size = (x: Value): Value => g.sum(options.squared ? g.mul(x, x) : x, [2]);
  const perFace = g.reshape(weights, [batch, 1, 1]);
  const sum = (x: Value): Value => (options.over === 'batch' ? g.sum(g.mul(x, perFace), [0]) : x);
  const common = sum(g.sum(g.mul(shares, truth), [2]));
  const sizes = sum(g.add(size(labelled), size(truth)));
  const score = g.div(g.scale(common, 2, options.smooth), g.scale(sizes, 1, options.smooth));
  const loss = g.scale(g.mean(score, [1, 2], false), -1, 1);
  return options.over === 'face' ? scope.mean(loss, weights) : g.mean(loss, [0], false);
}
