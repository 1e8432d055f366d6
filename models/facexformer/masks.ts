/** Face parsing: the face features at the pixels' size, times one vector a class. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { doubling, doublingOfTokens } from '../nn/conv.ts';
import { mlp } from '../nn/mlp.ts';
import { layerNorm, layerNorm2d } from '../nn/norm.ts';
import type { Scope } from '../nn/scope.ts';
import type { Detail } from './detail.ts';
import type { HeadInput } from './heads.ts';

export interface MaskHead {
  readonly kind: 'masks';
  /** The perceptron that turns a class token into weights. */
  readonly hypernetwork: string;
  readonly upscaling: string;
}

export interface Masks {
  /** [batch, classes, 4 side, 4 side] */
  readonly logits: Value;
  /** [batch, classes, width / 8] */
  readonly hyper: Value;
  /** Plain: [batch, width / 8, 4 side, 4 side]. Folded: [batch, 16 side², width / 8], squares of four in a row. */
  readonly upscaled: Value;
}

/** LayerNorm between the two doublings has an epsilon of its own, a tenth of the others'. */
const EPSILON = 1e-6;

export function masks(
  p: Scope,
  config: MaskHead,
  { tokens, face, form }: Pick<HeadInput, 'tokens' | 'face' | 'form'>,
): Masks {
  const g = p.graph;
  const batch = face.shape[0]!;
  const side = Math.sqrt(known(face.shape[1]));
  const width = known(face.shape[2]);
  const classes = known(tokens.shape[1]);
  const up = p.at(config.upscaling);
  const hyper = mlp(p.at(config.hypernetwork), tokens, [width, width, width / 8]);

  if (form === 'plain') {
    const picture = g.reshape(g.turn(face), [batch, width, side, side]);
    const doubled = g.gelu(layerNorm2d(up.at(1), doubling(up.at(0), picture, width / 4), EPSILON));
    const upscaled = g.gelu(doubling(up.at(3), doubled, width / 8));
    const pixels = g.reshape(upscaled, [batch, width / 8, 16 * side * side]);
    return { logits: g.reshape(g.matmul(hyper, pixels), [batch, classes, 4 * side, 4 * side]), hyper, upscaled };
  }
  // Each doubling is a linear map of every token for itself, so pixels stay tokens, and are put in rows when it is cheapest:
  // while they are whole tokens after the first doubling, and as logits after the second.
  const doubled = g.gelu(layerNorm(up.at(1), doublingOfTokens(up.at(0), face, width / 4), EPSILON));
  const grid = squaresInRows(p, g.reshape(doubled, [batch, side, side, 2, 2, width / 4]), 2);
  const upscaled = g.gelu(doublingOfTokens(up.at(3), g.reshape(grid, [batch, 4 * side * side, width / 4]), width / 8));
  const logits = g.reshape(g.matmul(hyper, g.turn(upscaled)), [batch, classes, 2 * side, 2 * side, 2, 2]);
  const rows = squaresInRows(p, logits, 3);
  return { logits: g.reshape(rows, [batch, classes, 4 * side, 4 * side]), hyper, upscaled };
}

/**
 * Of a network with finer pictures: each class has a vector for each of the four pixels that a cell of the half picture
 * stands for. Logits [batch, classes, size, size].
 */
export function fineMasks(p: Scope, config: MaskHead, tokens: Value, { half }: Detail): Value {
  const g = p.graph;
  const [batch, side, channels] = [half.shape[0]!, Math.sqrt(known(half.shape[1])), known(half.shape[2])];
  const [classes, width] = [known(tokens.shape[1]), known(tokens.shape[2])];
  const vectors = mlp(p.at(config.hypernetwork), tokens, [width, width, 4 * channels]);
  const logits = g.matmul(g.reshape(vectors, [batch, 4 * classes, channels]), g.turn(half));
  // Axis by axis, each past one other: that moves whole rows, where all at once moves every number for itself.
  const inColumns = g.transpose(g.reshape(logits, [batch, 2 * classes, 2, side, side]), [0, 1, 3, 2, 4]);
  const inRows = g.transpose(g.reshape(inColumns, [batch, classes, 2, side, 2 * side]), [0, 1, 3, 2, 4]);
  const squares = g.turn(g.reshape(inRows, [batch, 2 * classes * side, 2, side]));
  return g.reshape(squares, [batch, classes, 2 * side, 2 * side]);
}

/** [..., columns, 2, 2, ...] -> [..., 2, columns, 2, ...], where `axis` is that of the columns. */
function squaresInRows(p: Scope, x: Value, axis: number): Value {
  const axes = [...x.shape.keys()];
  return p.graph.transpose(x, [...axes.slice(0, axis), axis + 1, axis, ...axes.slice(axis + 2)]);
}
