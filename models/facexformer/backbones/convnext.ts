/** ConvNeXt (Liu et al. 2022), with the parameter names of torchvision. */
import type { Value } from '../../graph/graph.ts';
import { conv } from '../../nn/conv.ts';
import { linear } from '../../nn/linear.ts';
import { layerNorm, layerNorm2d } from '../../nn/norm.ts';
import type { Scope } from '../../nn/scope.ts';
import { asTokens, type Backbone } from './backbone.ts';

export interface ConvNextConfig {
  readonly channels: readonly number[];
  readonly depths: readonly number[];
  /** Side of the depthwise kernel. */
  readonly kernel: number;
}

export const CONVNEXT_B: ConvNextConfig = { channels: [128, 256, 512, 1024], depths: [3, 3, 27, 3], kernel: 7 };

const EPSILON = 1e-6;

export const convNext =
  ({ channels, depths, kernel }: ConvNextConfig): Backbone =>
  (p, pixels) => {
    const features = p.at(0);
    let x = pixels;
    return depths.map((depth, stage) => {
      const width = channels[stage]!;
      const down = features.at(2 * stage);
      x =
        stage === 0
          ? layerNorm2d(down.at(1), conv(down.at(0), x, width, 4, { stride: 4 }), EPSILON)
          : conv(down.at(1), layerNorm2d(down.at(0), x, EPSILON), width, 2, { stride: 2 });
      for (let i = 0; i < depth; i++) x = block(features.at(2 * stage + 1).at(i), x, width, kernel);
      return asTokens(p, x);
    });
  };

/** Depthwise convolution, then a perceptron on each pixel, scaled and added to what came in. */
function block(p: Scope, x: Value, width: number, kernel: number): Value {
  const g = p.graph;
  const steps = p.at('block');
  const near = conv(steps.at(0), x, width, kernel, { padding: (kernel - 1) / 2, group: width });
  const pixels = layerNorm(steps.at(2), g.transpose(near, [0, 2, 3, 1]), EPSILON);
  const mixed = linear(steps.at(5), g.gelu(linear(steps.at(3), pixels, 4 * width)), width);
  return g.add(x, p.branch(g.mul(g.transpose(mixed, [0, 3, 1, 2]), p.param('layer_scale', [width, 1, 1]))));
}
