/**
 * Finer pictures of the face that know what the decoder found: its answer brought to a quarter of the side and joined
 * with S1, then to a half and joined with the pixels.
 */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { resizeTokens } from '../nn/bilinear.ts';
import { conv } from '../nn/conv.ts';
import { linear } from '../nn/linear.ts';
import type { Scope } from '../nn/scope.ts';
import { asPicture, asTokens } from './backbones/backbone.ts';
import type { DescriptorConfig } from './descriptors.ts';

export interface DetailConfig {
  /** Channels at a quarter and at a half of the side. */
  readonly quarter: number;
  readonly half: number;
  /** How landmarks are described for the tasks that are told in words and numbers. */
  readonly descriptors: DescriptorConfig;
}

export interface Detail {
  /** [batch, (size / 4)², quarter] */
  readonly quarter: Value;
  /** [batch, (size / 2)², half] */
  readonly half: Value;
}

/**
 * @param face what the decoder made of the face [batch, side², width]
 * @param fine S1 [batch, (size / 4)², channels]
 * @param pixels [batch, 3, size, size]
 */
export function detail(p: Scope, config: DetailConfig, face: Value, fine: Value, pixels: Value): Detail {
  const g = p.graph;
  const size = known(pixels.shape[2]);
  const around = (at: Scope, x: Value, channels: number): Value => g.relu(conv(at, x, channels, 3, { padding: 1 }));

  const known4 = raised(p.at('face'), face, config.quarter, size / 4);
  const joined4 = g.relu(g.add(known4, linear(p.at('fine'), fine, config.quarter)));
  const quarter = asTokens(p, around(p.at('quarter'), asPicture(p, joined4), config.quarter));

  const known2 = raised(p.at('coarse'), quarter, config.half, size / 2);
  const edges = conv(p.at('pixels'), pixels, config.half, 3, { stride: 2, padding: 1 });
  const joined2 = g.relu(g.add(asPicture(p, known2), edges));
  return { quarter, half: asTokens(p, around(p.at('half'), joined2, config.half)) };
}

/** Tokens mapped to some channels, then brought to another side bilinearly. */
function raised(p: Scope, tokens: Value, channels: number, side: number): Value {
  return resizeTokens(p, linear(p, tokens, channels), Math.sqrt(known(tokens.shape[1])), side);
}
