/** The FaceX decoder: tokens ask the face, the face hears the tokens, layer by layer. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { type AttentionOptions, attention } from '../nn/attention.ts';
import { linear } from '../nn/linear.ts';
import { layerNorm } from '../nn/norm.ts';
import type { Scope } from '../nn/scope.ts';
import { absorbedFaceToTasks, absorbedTasksToFace } from './absorbed.ts';
import type { Form } from './form.ts';

export interface DecoderConfig {
  readonly layers: number;
  readonly heads: number;
  /** Hidden width of the perceptron on the tokens. */
  readonly mlp: number;
}

export interface Decoded {
  /** Tokens [batch, n, width]. */
  readonly tokens: Value;
  /** Face features [batch, side², width]. */
  readonly face: Value;
  /** The tokens after each layer. */
  readonly layers: readonly Value[];
}

/**
 * @param initial tokens [1, n, width], the same for every face
 * @param fused F [batch, side², width]
 * @param position [1, side², width]
 */
export function decode(
  p: Scope,
  { initial, fused, position }: { initial: Value; fused: Value; position: Value },
  config: DecoderConfig,
  form: Form,
): Decoded {
  const g = p.graph;
  const width = initial.shape[2] as number;
  const self = { heads: config.heads, inner: width };
  /** Cross attention works at half the width. */
  const cross = { heads: config.heads, inner: width / 2 };
  // The tokens' own beginning tells them apart in every attention, as the position does for the cells of the face.
  const asked = (tokens: Value): Value => g.add(tokens, initial);
  // Absorbing the face's projections costs a row of the full width for every token and head; few tokens are worth it.
  const absorb = form === 'folded' && costAbsorbed(initial, cross) <= 1.25 * costProjected(initial, cross);
  const tasksToFace = (at: Scope, tokens: Value, face: Value, placed: Value): Value =>
    absorb
      ? absorbedTasksToFace(at, { queries: asked(tokens), keys: placed, values: face }, cross)
      : attention(at, { queries: asked(tokens), keys: placed, values: face }, cross);
  const faceToTasks = (at: Scope, tokens: Value, placed: Value): Value =>
    absorb
      ? absorbedFaceToTasks(at, { queries: placed, keys: asked(tokens), values: tokens }, cross)
      : attention(at, { queries: placed, keys: asked(tokens), values: tokens }, cross);

  let tokens = initial;
  let face = fused;
  let placed = g.add(face, position);
  const layers: Value[] = [];
  for (let i = 0; i < config.layers; i++) {
    const layer = p.at('layers').at(i);

    // Task Self-Attention. In the first layer its result replaces the tokens.
    const heard =
      i === 0
        ? attention(layer.at('self_attn'), { queries: tokens, keys: tokens, values: tokens }, self)
        : attention(layer.at('self_attn'), { queries: asked(tokens), keys: asked(tokens), values: tokens }, self);
    tokens = layerNorm(layer.at('norm1'), i === 0 ? heard : g.add(tokens, heard));

    // Task-to-Face Cross-Attention
    const seen = tasksToFace(layer.at('cross_attn_token_to_image'), tokens, face, placed);
    tokens = layerNorm(layer.at('norm2'), g.add(tokens, seen));

    const hidden = g.relu(linear(layer.at('mlp').at('lin1'), tokens, config.mlp));
    tokens = layerNorm(layer.at('norm3'), g.add(tokens, linear(layer.at('mlp').at('lin2'), hidden, width)));

    // Face-to-Task Cross-Attention
    const told = faceToTasks(layer.at('cross_attn_image_to_token'), tokens, placed);
    face = layerNorm(layer.at('norm4'), g.add(face, told));
    placed = g.add(face, position);
    layers.push(tokens);
  }

  // The unified head looks at the face once more.
  const seen = tasksToFace(p.at('final_attn_token_to_image'), tokens, face, placed);
  return { tokens: layerNorm(p.at('norm_final_attn'), g.add(tokens, seen)), face, layers };
}

/** Multiplications for each cell of the face and each way of a cross attention. */
const costAbsorbed = (tokens: Value, { heads }: AttentionOptions): number =>
  heads * known(tokens.shape[1]) * known(tokens.shape[2]);
const costProjected = (tokens: Value, { inner }: AttentionOptions): number =>
  inner * (known(tokens.shape[2]) + known(tokens.shape[1]));
