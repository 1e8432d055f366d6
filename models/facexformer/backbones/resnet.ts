/** ResNet with bottlenecks (He et al. 2016), the stride on the 3x3 convolution, with the parameter names of torchvision. */
import { known } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import { conv } from '../../nn/conv.ts';
import { batchNorm } from '../../nn/norm.ts';
import type { Scope } from '../../nn/scope.ts';
import { asTokens, type Backbone } from './backbone.ts';

/** Blocks of each stage. */
export const RESNET_101 = [3, 4, 23, 3] as const;

/** Channels of a block's end, in channels of its middle. */
const EXPANSION = 4;

export const resNet =
  (depths: readonly number[]): Backbone =>
  (p, pixels) => {
    const g = p.graph;
    const stem = conv(p.at(0), pixels, 64, 7, { stride: 2, padding: 3, bias: false });
    let x = g.maxPool(g.relu(batchNorm(p.at(1), stem)), 3, 2, 1);
    return depths.map((depth, stage) => {
      // 2 and 3 are the activation and the pooling above.
      for (let i = 0; i < depth; i++)
        x = bottleneck(p.at(4 + stage).at(i), x, 64 * 2 ** stage, stage > 0 && i === 0 ? 2 : 1);
      return asTokens(p, x);
    });
  };

function bottleneck(p: Scope, x: Value, width: number, stride: number): Value {
  const g = p.graph;
  const out = EXPANSION * width;
  const narrow = g.relu(batchNorm(p.at('bn1'), conv(p.at('conv1'), x, width, 1, { bias: false })));
  const middle = conv(p.at('conv2'), narrow, width, 3, { stride, padding: 1, bias: false });
  const wide = batchNorm(
    p.at('bn3'),
    conv(p.at('conv3'), g.relu(batchNorm(p.at('bn2'), middle)), out, 1, { bias: false }),
  );
  const same = known(x.shape[1]) === out && stride === 1;
  const shortcut = p.at('downsample');
  const kept = same ? x : batchNorm(shortcut.at(1), conv(shortcut.at(0), x, out, 1, { stride, bias: false }));
  return g.relu(g.add(wide, kept));
}
