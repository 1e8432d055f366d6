/**
 * A small face detector of one look: at three strides every cell says whether a face's middle lies in it, and where the
 * face's box is. No anchors, no norms: the same standardised convolutions as the starter's encoder.
 */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { conv, standardConv } from '../nn/conv.ts';
import type { Scope } from '../nn/scope.ts';

/** Pixels between cells, finest first. */
export const STRIDES = [8, 16, 32] as const;
/** Sides of its input are multiples of this. */
export const STEP = 32;

/** Channels at a half, a quarter, and each of the strides. */
const CHANNELS = { half: 12, quarter: 24, strides: [32, 48, 64] } as const;
/** Residual blocks at each of the strides: the middle of a large face is far from its edges. */
const BLOCKS = 2;
/** Channels that all strides are brought to before they answer. */
const WIDTH = 32;

export interface StrideAnswer {
  /** Logits [batch, rows, columns] of «a face's middle is here». */
  readonly score: Value;
  /** [batch, rows, columns, 4]: centre as an offset from the cell's middle, logarithms of width and height, all in strides. */
  readonly box: Value;
}

/** @param pixels [batch, 3, height, width], normalised; the sides are multiples of 32 */
export function detect(p: Scope, pixels: Value): StrideAnswer[] {
  const g = p.graph;
  let x = standardConv(p.at('half'), pixels, CHANNELS.half, 3, { stride: 2, padding: 1 });
  x = standardConv(p.at('quarter'), x, CHANNELS.quarter, 2, { stride: 2, activated: true });
  const seen = CHANNELS.strides.map((width, i) => {
    const stage = p.at('stages').at(i);
    x = standardConv(stage.at('down'), x, width, 2, { stride: 2, activated: true });
    for (let block = 0; block < BLOCKS; block++) x = residual(stage.at('blocks').at(block), x, width);
    return x;
  });
  // From the coarsest to the finest: what stands around a small face tells whether it is one.
  let above: Value | null = null;
  return seen
    .toReversed()
    .map((picture, i) => {
      const at = p.at('answers').at(STRIDES.length - 1 - i);
      const own = conv(at.at('own'), g.relu(picture), WIDTH, 1);
      const joined: Value = above ? g.add(own, twice(p, above)) : own;
      above = joined;
      return answer(at, g.relu(joined));
    })
    .toReversed();
}

function residual(p: Scope, x: Value, width: number): Value {
  const g = p.graph;
  const middle = standardConv(p.at('conv1'), x, width, 3, { padding: 1, activated: true });
  const found = standardConv(p.at('conv2'), middle, width, 3, { padding: 1, activated: true });
  return g.add(x, g.mul(found, p.param('skip', [1])));
}

/** Every pixel of a picture as two by two. */
function twice(p: Scope, x: Value): Value {
  const g = p.graph;
  const [batch, channels, height, width] = [x.shape[0]!, known(x.shape[1]), known(x.shape[2]), known(x.shape[3])];
  const spread = g.expand(g.reshape(x, [batch, channels, height, 1, width, 1]), [batch, channels, height, 2, width, 2]);
  return g.reshape(spread, [batch, channels, 2 * height, 2 * width]);
}

function answer(p: Scope, x: Value): StrideAnswer {
  const g = p.graph;
  const [batch, height, width] = [x.shape[0]!, known(x.shape[2]), known(x.shape[3])];
  const looked = g.relu(conv(p.at('look'), x, WIDTH, 3, { padding: 1 }));
  const numbers = g.transpose(conv(p.at('say'), looked, 5, 1), [0, 2, 3, 1]);
  const [score, box] = g.split(numbers, [1, 4], 3);
  return { score: g.reshape(score!, [batch, height, width]), box: box! };
}
