/** MobileNetV2 (Sandler et al. 2018), with the parameter names of torchvision. */
import { known } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import { conv } from '../../nn/conv.ts';
import { batchNorm } from '../../nn/norm.ts';
import type { Scope } from '../../nn/scope.ts';
import { asTokens, type Backbone } from './backbone.ts';

interface Group {
  /** Channels inside a block, in channels of its beginning. */
  readonly expansion: number;
  readonly channels: number;
  readonly blocks: number;
  /** Of its first block. */
  readonly stride: number;
  /** Whether the group's end is one of the four features. */
  readonly feature: boolean;
}

const GROUPS: readonly Group[] = [
  { expansion: 1, channels: 16, blocks: 1, stride: 1, feature: false },
  { expansion: 6, channels: 24, blocks: 2, stride: 2, feature: true },
  { expansion: 6, channels: 32, blocks: 3, stride: 2, feature: true },
  { expansion: 6, channels: 64, blocks: 4, stride: 2, feature: false },
  { expansion: 6, channels: 96, blocks: 3, stride: 1, feature: true },
  { expansion: 6, channels: 160, blocks: 3, stride: 2, feature: false },
  { expansion: 6, channels: 320, blocks: 1, stride: 1, feature: true },
];

export const mobileNet: Backbone = (p, pixels) => {
  const layers = p.at(0);
  let index = 0;
  let x = clipped(layers.at(index), pixels, 32, 3, 2, 1);
  return GROUPS.flatMap(({ expansion, channels, blocks, stride, feature }) => {
    for (let i = 0; i < blocks; i++) {
      index += 1;
      x = invertedResidual(layers.at(index).at('conv'), x, channels, expansion, i === 0 ? stride : 1);
    }
    return feature ? [asTokens(p, x)] : [];
  });
};

/** Convolution `0`, normalisation `1`, and ReLU up to 6. */
function clipped(p: Scope, x: Value, out: number, size: number, stride: number, group: number): Value {
  const y = conv(p.at(0), x, out, size, { stride, padding: (size - 1) / 2, group, bias: false });
  return p.graph.clip(batchNorm(p.at(1), y), 0, 6);
}

/** Widen, convolve each channel for itself, narrow; added to what came in where the shapes agree. */
function invertedResidual(p: Scope, x: Value, out: number, expansion: number, stride: number): Value {
  const from = known(x.shape[1]);
  const hidden = from * expansion;
  let step = 0;
  let y = x;
  if (expansion !== 1) {
    y = clipped(p.at(step), y, hidden, 1, 1, 1);
    step += 1;
  }
  y = clipped(p.at(step), y, hidden, 3, stride, hidden);
  y = batchNorm(p.at(step + 2), conv(p.at(step + 1), y, out, 1, { bias: false }));
  return stride === 1 && from === out ? p.graph.add(x, y) : y;
}
