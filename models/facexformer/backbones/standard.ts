/**
 * A residual network without activation norms (Brock et al. 2021, «Characterizing signal propagation…»): weights are
 * standardised in its place, which costs nothing a pixel. Dense 3x3 convolutions alone, since a processor trains them at
 * the rate of matrix products, and depthwise ones at a tenth of it.
 */
import type { Value } from '../../graph/graph.ts';
import { standardConv } from '../../nn/conv.ts';
import type { Scope } from '../../nn/scope.ts';
import { asTokens, type Backbone } from './backbone.ts';

export interface StandardConfig {
  /** Channels at a half of the side. */
  readonly stem: number;
  readonly channels: readonly number[];
  readonly depths: readonly number[];
}

/** 1.6 million parameters. */
export const STARTER: StandardConfig = { stem: 16, channels: [32, 64, 128, 192], depths: [1, 2, 2, 1] };

export const standardNet =
  ({ stem, channels, depths }: StandardConfig): Backbone =>
  (p, pixels) => {
    let x = standardConv(p.at('stem'), pixels, stem, 3, { stride: 2, padding: 1 });
    return channels.map((width, i) => {
      const stage = p.at('stages').at(i);
      x = standardConv(stage.at('down'), x, width, 2, { stride: 2, activated: true });
      for (let block = 0; block < depths[i]!; block++) x = residual(stage.at('blocks').at(block), x, width);
      return asTokens(p, x);
    });
  };

/** Two convolutions, scaled by `skip` (which begins small), added to what came in. */
function residual(p: Scope, x: Value, width: number): Value {
  const g = p.graph;
  const middle = standardConv(p.at('conv1'), x, width, 3, { padding: 1, activated: true });
  const found = standardConv(p.at('conv2'), middle, width, 3, { padding: 1, activated: true });
  return g.add(x, p.branch(g.mul(found, p.param('skip', [1]))));
}
