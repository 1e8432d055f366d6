/** FaceXFormer (arXiv 2403.12960) from pixels to ten answers, in the order of the paper's figure. */
import type { Value } from '../graph/graph.ts';
import type { Scope } from '../nn/scope.ts';
import { BACKBONES } from './backbones/table.ts';
import type { FaceXFormerConfig, Task, TaskConfig } from './config.ts';
import { describeLandmarks } from './descriptors.ts';
import { detail } from './detail.ts';
import type { Form } from './form.ts';
import { fuse } from './fusion.ts';
import { type HeadAnswer, head } from './heads.ts';
import { positionEncoding } from './position.ts';
import { type Decoded, decode } from './two-way.ts';

/** What the decoder and the heads are given of a face. */
export interface EncodedFace {
  /** F [batch, side², width], at the finest scale that the decoder sees */
  readonly fused: Value;
  /** S1 as tokens [batch, (size / 4)², channels] and pixels [batch, 3, size, size], for finer pictures; null without. */
  readonly finer: { readonly fine: Value; readonly pixels: Value } | null;
}

export interface AnsweredFace {
  readonly position: Value;
  readonly decoded: Decoded;
  /** The tokens of each task after the decoder [batch, n, width]. */
  readonly tokens: ReadonlyMap<Task, Value>;
  readonly answers: ReadonlyMap<Task, Value>;
  /** What the landmarks were read from: logits [batch, points, side²]; null where their head draws no maps. */
  readonly heatMaps: Value | null;
}

export interface FaceXFormer extends EncodedFace, AnsweredFace {
  /** S1..S4 as tokens [batch, side², channels]. */
  readonly features: readonly Value[];
}

/** Cells along a side of what the decoder sees. */
const fusedSide = ({ size, finest }: FaceXFormerConfig): number => size / 4 / 2 ** finest;

/** The first half. @param pixels [batch, 3, size, size], normalised */
export function encodeFace(
  p: Scope,
  pixels: Value,
  config: FaceXFormerConfig,
  form: Form,
): EncodedFace & Pick<FaceXFormer, 'features'> {
  const features = BACKBONES[config.backbone](p.at('backbone'), pixels, form);
  const fused = fuse(p.inFloats(), features.slice(config.finest), config.width, form);
  return { features, fused, finer: config.detail && { fine: features[0]!, pixels } };
}

/** The second half. */
export function answerFace(
  p: Scope,
  { fused, finer }: EncodedFace,
  config: FaceXFormerConfig,
  form: Form,
): AnsweredFace {
  const g = p.graph;
  // Most of the work is the encoder's. Products of bytes behind it save no time, and double what they change.
  const exact = p.inFloats();
  const decoder = exact.at('face_decoder');
  const position = positionEncoding(exact.at('pe_layer'), fusedSide(config), config.width);

  const rows = config.tasks.map(({ token, tokens }) => decoder.at(token).param('weight', [tokens, config.width]));
  const all = g.concat(rows, 0);
  const initial = g.reshape(all, [1, ...all.shape]);
  const decoded = decode(decoder.at('transformer'), { initial, fused, position }, config.decoder, form);

  const pictures =
    config.detail && finer ? detail(exact.at('detail'), config.detail, decoded.face, finer.fine, finer.pixels) : null;

  const pieces = g.split(
    decoded.tokens,
    config.tasks.map(({ tokens }) => tokens),
    1,
  );
  const tokens = new Map(config.tasks.map(({ task }, i) => [task, pieces[i]!]));
  const ask = ({ task, head: asked }: TaskConfig, descriptors: Value | null): HeadAnswer =>
    head(decoder, asked, { tokens: tokens.get(task)!, face: decoded.face, detail: pictures, descriptors, form });
  const points = config.tasks.find(({ head: asked }) => asked.kind === 'points');
  const drawn = points ? ask(points, null) : null;
  const heatMaps = drawn?.heatMaps ?? null;
  const descriptors =
    config.detail && pictures && heatMaps
      ? describeLandmarks(exact.at('descriptors'), config.detail.descriptors, {
          maps: heatMaps,
          places: drawn!.answer,
          picture: pictures.quarter,
        })
      : null;
  const answers = new Map(
    config.tasks.map((each) => [each.task, (each === points ? drawn! : ask(each, descriptors)).answer]),
  );
  return { position, decoded, tokens, answers, heatMaps };
}

/** @param pixels [batch, 3, size, size], normalised */
export function faceXFormer(p: Scope, pixels: Value, config: FaceXFormerConfig, form: Form): FaceXFormer {
  const encoded = encodeFace(p, pixels, config, form);
  return { ...encoded, ...answerFace(p, encoded, config, form) };
}
