/** FaceXFormer (arXiv 2403.12960) from pixels to ten answers, in the order of the paper's figure. */
import type { Value } from '../graph/graph.ts';
import type { Scope } from '../nn/scope.ts';
import { BACKBONES } from './backbones/table.ts';
import type { FaceXFormerConfig, Task } from './config.ts';
import { detail } from './detail.ts';
import type { Form } from './form.ts';
import { fuse } from './fusion.ts';
import { head } from './heads.ts';
import { positionEncoding } from './position.ts';
import { type Decoded, decode } from './two-way.ts';

export interface FaceXFormer {
  /** S1..S4 as tokens [batch, side², channels]. */
  readonly features: readonly Value[];
  /** F [batch, side², width], at the finest scale that the decoder sees */
  readonly fused: Value;
  readonly position: Value;
  readonly decoded: Decoded;
  /** The tokens of each task after the decoder [batch, n, width]. */
  readonly tokens: ReadonlyMap<Task, Value>;
  readonly answers: ReadonlyMap<Task, Value>;
  /** What the landmarks were read from: logits [batch, points, side²]; null where their head draws no maps. */
  readonly heatMaps: Value | null;
}

/** @param pixels [batch, 3, size, size], normalised */
export function faceXFormer(p: Scope, pixels: Value, config: FaceXFormerConfig, form: Form): FaceXFormer {
  const g = p.graph;
  // Most of the work is the encoder's. Products of bytes behind it save no time, and double what they change.
  const exact = p.inFloats();
  const decoder = exact.at('face_decoder');
  const features = BACKBONES[config.backbone](p.at('backbone'), pixels, form);
  const fused = fuse(exact, features.slice(config.finest), config.width, form);
  const position = positionEncoding(exact.at('pe_layer'), config.size / 4 / 2 ** config.finest, config.width);

  const rows = config.tasks.map(({ token, tokens }) => decoder.at(token).param('weight', [tokens, config.width]));
  const all = g.concat(rows, 0);
  const initial = g.reshape(all, [1, ...all.shape]);
  const decoded = decode(decoder.at('transformer'), { initial, fused, position }, config.decoder, form);

  const finer = config.detail && detail(exact.at('detail'), config.detail, decoded.face, features[0]!, pixels);

  const pieces = g.split(
    decoded.tokens,
    config.tasks.map(({ tokens }) => tokens),
    1,
  );
  const tokens = new Map(config.tasks.map(({ task }, i) => [task, pieces[i]!]));
  const heads = config.tasks.map(
    (each, i) =>
      [each.task, head(decoder, each.head, { tokens: pieces[i]!, face: decoded.face, detail: finer, form })] as const,
  );
  const answers = new Map(heads.map(([task, { answer }]) => [task, answer]));
  const heatMaps = new Map(heads).get('landmarks')?.heatMaps ?? null;
  return { features, fused, position, decoded, tokens, answers, heatMaps };
}
