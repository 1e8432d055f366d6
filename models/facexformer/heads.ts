/** What each kind of task reads from its tokens, in one table. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { linear } from '../nn/linear.ts';
import { mlp } from '../nn/mlp.ts';
import type { Scope } from '../nn/scope.ts';
import type { Detail } from './detail.ts';
import type { Form } from './form.ts';
import { type HeatMapHead, heatMaps, meanPlaces } from './heat-maps.ts';
import { fineMasks, type MaskHead, masks } from './masks.ts';
import { nearestRotation } from './rotation.ts';

export type HeadConfig =
  /** Numbers as they come: coordinates, angles, logits [batch, outputs]. */
  | { readonly kind: 'vector'; readonly at: string; readonly outputs: number }
  /** A rotation matrix [batch, 3, 3] from nine tokens. */
  | { readonly kind: 'rotation'; readonly at: string }
  /** A direction [batch, outputs] of length one. */
  | { readonly kind: 'embedding'; readonly at: string; readonly outputs: number }
  | HeatMapHead
  | MaskHead;

export interface HeadInput {
  /** [batch, n, width] */
  readonly tokens: Value;
  /** [batch, side², width] */
  readonly face: Value;
  /** Finer pictures that know what the decoder found; null where the network has none. */
  readonly detail: Detail | null;
  /** What the face looks like at its landmarks [batch, numbers]; null where the network does not describe them. */
  readonly descriptors: Value | null;
  readonly form: Form;
}

export interface HeadAnswer {
  readonly answer: Value;
  /** What landmarks are read from, where a head draws maps: logits [batch, points, side²]. */
  readonly heatMaps?: Value;
}

type HeadTable = {
  readonly [Kind in HeadConfig['kind']]: (
    p: Scope,
    config: HeadConfig & { kind: Kind },
    input: HeadInput,
  ) => HeadAnswer;
};

/** The three layers of every head keep the width of the tokens until the last. */
const perceptron = (p: Scope, tokens: Value, outputs: number): Value => {
  const width = known(tokens.shape.at(-1));
  return mlp(p, tokens, [width, width, outputs]);
};

/** The one token [batch, width], and what the landmarks look like added to it. */
function single(p: Scope, { tokens, descriptors }: HeadInput): Value {
  const width = known(tokens.shape[1]) * known(tokens.shape[2]);
  const token = p.graph.reshape(tokens, [tokens.shape[0]!, width]);
  return descriptors ? p.graph.add(token, linear(p.at('descriptors'), descriptors, width)) : token;
}

const HEADS: HeadTable = {
  vector: (p, { at, outputs }, input) => ({ answer: perceptron(p.at(at), single(p.at(at), input), outputs) }),
  rotation: (p, { at }, { tokens }) => {
    // A face looks at the camera until its tokens say otherwise: from there a rotation is learned without a leap.
    const ahead = p.constant([9, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
    return { answer: nearestRotation(p, p.graph.add(perceptron(p.at(at), tokens, 1), ahead)) };
  },
  embedding: (p, { at, outputs }, input) => {
    const g = p.graph;
    const vector = perceptron(p.at(at), single(p.at(at), input), outputs);
    // The square of the least length that is divided by; an all-zero vector stays zero.
    const length = g.sqrt(g.scale(g.sum(g.mul(vector, vector), [1]), 1, 1e-6));
    return { answer: g.div(vector, length) };
  },
  points: (p, config, input) => {
    const maps = heatMaps(p, config, input);
    return { answer: meanPlaces(p, maps), heatMaps: maps };
  },
  masks: (p, config, input) => ({
    answer: input.detail ? fineMasks(p, config, input.tokens, input.detail) : masks(p, config, input).logits,
  }),
};

export function head<Kind extends HeadConfig['kind']>(
  p: Scope,
  config: HeadConfig & { kind: Kind },
  input: HeadInput,
): HeadAnswer {
  return HEADS[config.kind](p, config, input);
}
