/** What an encoder is: pixels in, features at four scales out. */
import type { Value } from '../../graph/graph.ts';
import type { Scope } from '../../nn/scope.ts';
import type { Form } from '../form.ts';

/**
 * Pixels [batch, 3, size, size] -> S1..S4 as tokens [batch, side², channels], row by row, at a quarter, an eighth, a
 * sixteenth and a thirty-second of the side.
 */
export type Backbone = (p: Scope, pixels: Value, form: Form) => readonly Value[];

/** A picture [batch, channels, side, side] as tokens [batch, side², channels]. */
export function asTokens(p: Scope, picture: Value): Value {
  const [batch, channels, height, width] = picture.shape as readonly [Value['shape'][0], number, number, number];
  return p.graph.turn(p.graph.reshape(picture, [batch, channels, height * width]));
}

/** Tokens [batch, side², channels] as a picture [batch, channels, side, side]. */
export function asPicture(p: Scope, tokens: Value): Value {
  const [batch, count, channels] = tokens.shape as readonly [Value['shape'][0], number, number];
  return p.graph.reshape(p.graph.turn(tokens), [batch, channels, Math.sqrt(count), Math.sqrt(count)]);
}
