/** Swin Transformer (Liu et al. 2021): attention inside windows that shift from block to block. */
import { type Dim, known, product } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import { linear, project } from '../../nn/linear.ts';
import { layerNorm } from '../../nn/norm.ts';
import type { Scope } from '../../nn/scope.ts';
import type { Backbone } from './backbone.ts';
import {
  assemble,
  count,
  partition,
  relativeBias,
  reordering,
  shiftMask,
  type Windows,
  windowOrder,
} from './windows.ts';

export interface SwinConfig {
  readonly patch: number;
  /** Channels of the first stage; every further one has twice as many. */
  readonly embed: number;
  readonly depths: readonly number[];
  readonly heads: readonly number[];
  readonly window: number;
  /** Hidden width of a block's perceptron, in channels of its stage. */
  readonly mlpRatio: number;
}

export const SWIN_B: SwinConfig = {
  patch: 4,
  embed: 128,
  depths: [2, 2, 18, 2],
  heads: [4, 8, 16, 32],
  window: 7,
  mlpRatio: 4,
};

interface Block {
  readonly windows: Windows;
  readonly heads: number;
  readonly mlpRatio: number;
}

/** A stage as its blocks see it. A grid of one window is never shifted. */
const blocksOf = (config: SwinConfig, stage: number, side: number): Block[] =>
  Array.from({ length: config.depths[stage]! }, (_, i) => ({
    windows: {
      side,
      window: config.window,
      shift: i % 2 === 1 && side > config.window ? Math.floor(config.window / 2) : 0,
    },
    heads: config.heads[stage]!,
    mlpRatio: config.mlpRatio,
  }));

export const swin =
  (config: SwinConfig): Backbone =>
  (p, pixels, form) =>
    form === 'plain' ? plainStages(p.at(0), pixels, config) : foldedStages(p.at(0), pixels, config);

/** Tokens lie row by row; every block rolls and cuts the grid, and puts it together again. */
function plainStages(p: Scope, pixels: Value, config: SwinConfig): Value[] {
  const g = p.graph;
  const [batch, , size] = pixels.shape;
  const { patch, embed } = config;
  const weight = p.at(0).at(0).param('weight', [embed, 3, patch, patch]);
  const patches = g.conv(pixels, weight, p.at(0).at(0).param('bias', [embed]), { stride: patch });
  let grid = layerNorm(p.at(0).at(2), g.transpose(patches, [0, 2, 3, 1]));
  let side = known(size) / patch;
  return config.depths.map((_, stage) => {
    if (stage > 0) {
      // [row, column] of two by two become [column, row] of the channels
      const channels = known(grid.shape[3]);
      const fours = g.reshape(grid, [batch!, side / 2, 2, side / 2, 2, channels]);
      const merged = g.reshape(g.transpose(fours, [0, 1, 3, 4, 2, 5]), [batch!, side / 2, side / 2, 4 * channels]);
      grid = merge(p.at(2 * stage), merged);
      side /= 2;
    }
    for (const [i, block] of blocksOf(config, stage, side).entries()) {
      const at = p.at(2 * stage + 1).at(i);
      const windows = partition(p, layerNorm(at.at('norm1'), grid), block.windows);
      grid = g.add(
        grid,
        at.at('attn').branch(assemble(p, plainAttention(at.at('attn'), windows, block), block.windows)),
      );
      grid = g.add(grid, at.at('mlp').branch(perceptron(at, grid, block.mlpRatio)));
    }
    return g.reshape(grid, [batch!, side * side, grid.shape[3]!]);
  });
}

/**
 * Tokens lie window by window. All but attention treats each token for itself, so they stay in the order of one block
 * until the next needs another: one reordering a block in place of two rolls, a cut, and their inverses.
 */
function foldedStages(p: Scope, pixels: Value, config: SwinConfig): Value[] {
  const g = p.graph;
  const [batch, , size] = pixels.shape;
  const { patch, embed, window } = config;
  let side = known(size) / patch;
  const rows = (): Dim => product([batch!, side * side]);

  let order = windowOrder({ side, window, shift: 0 });
  const across = side / window;
  const cut = g.reshape(pixels, [batch!, 3, across, window, patch, across, window, patch]);
  const patches = g.reshape(g.transpose(cut, [0, 2, 5, 3, 6, 1, 4, 7]), [rows(), 3 * patch * patch]);
  const weight = g.reshape(p.at(0).at(0).param('weight', [embed, 3, patch, patch]), [embed, 3 * patch * patch]);
  let tokens = layerNorm(p.at(0).at(2), g.gemm(patches, weight, p.at(0).at(0).param('bias', [embed])));

  /** The tokens in another order [batch, its length, channels]. */
  const inOrder = (next: readonly number[]): Value => {
    const grid = g.reshape(tokens, [batch!, side * side, tokens.shape[1]!]);
    const moves = reordering(order, next);
    return moves.every((from, i) => from === i) ? grid : g.gather(grid, moves, 1);
  };
  return config.depths.map((_, stage) => {
    if (stage > 0) {
      // The four tokens that become one, column by column, in the order in which the merged ones are wanted.
      const coarse = windowOrder({ side: side / 2, window, shift: 0 });
      const fours = inOrder(
        coarse.flatMap((cell) => {
          const corner = Math.floor(cell / (side / 2)) * 2 * side + (cell % (side / 2)) * 2;
          return [corner, corner + side, corner + 1, corner + side + 1];
        }),
      );
      side /= 2;
      order = coarse;
      tokens = merge(p.at(2 * stage), g.reshape(fours, [rows(), 4 * known(fours.shape[2])]));
    }
    for (const [i, block] of blocksOf(config, stage, side).entries()) {
      const at = p.at(2 * stage + 1).at(i);
      const next = windowOrder(block.windows);
      tokens = g.reshape(inOrder(next), tokens.shape);
      order = next;
      const seen = foldedAttention(at.at('attn'), layerNorm(at.at('norm1'), tokens), batch!, block);
      tokens = g.add(tokens, at.at('attn').branch(seen));
      tokens = g.add(tokens, at.at('mlp').branch(perceptron(at, tokens, block.mlpRatio)));
    }
    return inOrder([...Array(side * side).keys()]);
  });
}

/** Four tokens in one: normalised, then half of their channels. */
function merge(p: Scope, fours: Value): Value {
  const channels = known(fours.shape.at(-1));
  return linear(p.at('reduction'), layerNorm(p.at('norm'), fours), channels / 2, { bias: false });
}

function perceptron(p: Scope, x: Value, ratio: number): Value {
  const channels = known(x.shape.at(-1));
  const hidden = p.graph.gelu(linear(p.at('mlp').at(0), layerNorm(p.at('norm2'), x), ratio * channels));
  return linear(p.at('mlp').at(3), hidden, channels);
}

/** Attention within each window of [batch, windows, window², channels]. */
function plainAttention(p: Scope, x: Value, { windows, heads }: Block): Value {
  const g = p.graph;
  const [batch, many, cells, channels] = x.shape as readonly [Dim, number, number, number];
  const size = channels / heads;
  const qkv = g.reshape(linear(p.at('qkv'), x, 3 * channels), [batch, many, cells, 3, heads, size]);
  const [q, k, v] = g
    .split(g.transpose(qkv, [3, 0, 1, 4, 2, 5]), [1, 1, 1], 0)
    .map((part) => g.reshape(part, [batch, many, heads, cells, size]));
  const scores = g.matmul(g.scale(q!, 1 / Math.sqrt(size)), g.turn(k!));
  const placed = g.add(scores, relativeBias(p, windows.window, heads));
  const masked = windows.shift === 0 ? placed : g.add(placed, shiftMask(p, windows, -100));
  const mixed = g.transpose(g.matmul(g.softmax(masked), v!), [0, 1, 3, 2, 4]);
  return linear(p.at('proj'), g.reshape(mixed, x.shape), channels);
}

/**
 * The same on rows [batch * tokens, channels] in window order. Queries, keys and values are three products, which needs no
 * splitting of what comes out, and position and mask are one addition.
 */
function foldedAttention(p: Scope, rows: Value, batch: Dim, { windows, heads }: Block): Value {
  const g = p.graph;
  const channels = known(rows.shape[1]);
  const cells = windows.window ** 2;
  const size = channels / heads;
  const thirds = [channels, channels, channels];
  const weights = g.split(p.at('qkv').param('weight', [3 * channels, channels]), thirds, 0);
  const biases = g.split(p.at('qkv').param('bias', [3 * channels]), thirds, 0);
  const [q, k, v] = weights.map((weight, i) => {
    const part = g.reshape(project(p, rows, weight, biases[i]!), [batch, count(windows), cells, heads, size]);
    return g.transpose(part, [0, 1, 3, 2, 4]);
  });
  const bias = relativeBias(p, windows.window, heads);
  // The paper's -100 leaves shares of about 1e-44, for which processors leave their fast path; -1000 leaves zero.
  const seen = windows.shift === 0 ? bias : g.add(bias, shiftMask(p, windows, -1000));
  const scores = g.add(g.matmul(g.scale(q!, 1 / Math.sqrt(size)), g.turn(k!)), seen);
  const mixed = g.transpose(g.matmul(g.softmax(scores), v!), [0, 1, 3, 2, 4]);
  return linear(p.at('proj'), g.reshape(mixed, rows.shape), channels);
}
