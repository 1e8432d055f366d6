/** The graphs of the detector: one look, and one step of training. */
import { Builder } from '../graph/builder.ts';
import { known } from '../graph/dims.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { type FloatType, Scope } from '../nn/scope.ts';
import { type Feed, LossScope } from '../training/losses/loss.ts';
import { stepProgram, type TrainingProgram } from '../training/program.ts';
import { detect, STRIDES } from './model.ts';

export interface DetectorSize {
  readonly width: number;
  readonly height: number;
}

/**
 * From `pixels` float32[1, 3, height, width], normalised, to `score_8` [1, rows, columns] in [0, 1] and `box_8`
 * [1, rows, columns, 4], and the same for strides 16 and 32. The sides are multiples of 32.
 *
 * @param storage what the weights are kept in
 */
export function detectorGraph({ width, height }: DetectorSize, { storage = 'float32' as FloatType } = {}): Graph {
  const g = new Builder();
  const pixels = g.input('pixels', 'float32', [1, 3, height, width]);
  const answers = detect(new Scope(g, { compute: 'float32', storage }, 'detector.'), pixels);
  return g.finish(
    Object.fromEntries(
      answers.flatMap(({ score, box }, i) => [
        [`score_${STRIDES[i]}`, g.sigmoid(score)],
        [`box_${STRIDES[i]}`, box],
      ]),
    ),
  );
}

/** Every weight of the detector: its name and shape. */
export const detectorParameters = (): readonly Value[] => detectorGraph({ width: 64, height: 64 }).parameters;

export interface DetectorTraining {
  readonly batch: number;
  /** Side of the square pictures in pixels. */
  readonly size: number;
  /** How much the distance of boxes counts beside the score; 1 where not said. */
  readonly boxWeight?: number;
}

/** What a face's cell counts beside another cell that is as wrong, 0 to 1: as much, for most others are easy. */
const FACE_SHARE = 0.5;

/**
 * One step of training. Feeds for each stride S: `target.score_S` and `weight.score_S` [batch, rows, columns] (a weight of 0
 * where nobody can tell), `target.box_S` and `weight.box_S` [batch, rows, columns, 4] (a weight of 1 in a face's cells).
 * Outputs are as those of `trainingGraph`, with `loss.score` and `loss.box`.
 */
export function detectorTraining({ batch, size, boxWeight = 1 }: DetectorTraining): TrainingProgram {
  const g = new Builder();
  const feeds: Feed[] = [];
  const scope = new LossScope(g, batch, feeds);
  const pixels = scope.feed('pixels', 'float32', [batch, 3, size, size], 'pictures, normalised');
  const answers = detect(new Scope(g, { compute: 'float32', storage: 'float32' }, 'detector.'), pixels);
  const terms = answers.map(({ score, box }, i) => strideLoss(scope, STRIDES[i]!, score, box));
  const total = (of: (term: (typeof terms)[number]) => Value): Value => terms.map(of).reduce((a, b) => g.add(a, b));
  // Both are means over the cells of faces: a picture without any counts by its false alarms.
  const faces = g.clip(
    total(({ faces: count }) => count),
    1,
    1e30,
  );
  const score = g.div(
    total(({ score: term }) => term),
    faces,
  );
  const box = g.div(
    total(({ box: term }) => term),
    faces,
  );
  const loss = g.add(score, g.scale(box, boxWeight));
  return stepProgram(g, feeds, { loss, 'loss.score': score, 'loss.box': box }, g.parameters);
}

/** Sums over the cells of a stride: focal loss of the score (Lin et al. 2017, to the second power), smooth distance of boxes, and how many cells have a face. */
function strideLoss(scope: LossScope, stride: number, score: Value, box: Value) {
  const { g } = scope;
  const cells = score.shape.map(known);
  const truth = scope.feed(`target.score_${stride}`, 'float32', cells, '1 where a face is, else 0');
  const told = scope.feed(`weight.score_${stride}`, 'float32', cells, '0 where nobody can tell, else 1');
  const boxes = scope.feed(`target.box_${stride}`, 'float32', box.shape.map(known), 'where the box of each face is');
  const known4 = scope.feed(`weight.box_${stride}`, 'float32', box.shape.map(known), '1 in the cells of a face');
  const sum = (x: Value): Value => g.sum(x, [...x.shape.keys()], false);

  const off = g.sub(g.sigmoid(score), truth);
  const entropy = g.sub(g.softplus(score), g.mul(truth, score));
  const share = g.scale(truth, 2 * FACE_SHARE - 1, 1 - FACE_SHARE);
  const focal = g.mul(g.mul(g.mul(off, off), entropy), g.mul(share, told));

  const apart = g.abs(g.sub(box, boxes));
  const bent = g.where(
    g.greater(g.floats([], [0.2], 'float32'), apart),
    g.scale(g.mul(apart, apart), 2.5),
    g.scale(apart, 1, -0.1),
  );
  return { score: sum(focal), box: g.scale(sum(g.mul(bent, known4)), 0.25), faces: g.scale(sum(known4), 0.25) };
}
