/** The buffers of one rendering, kept for the next of the same size. */

import { createShadow, type Shadow } from './light.ts';
import { createLayer, type Layer, Scratch } from './raster.ts';

/** A square in work: linear colour, and what is known of each pixel. */
export interface Canvas {
  size: number;
  /** What is nearest of everything modelled. */
  layer: Layer;
  /** The same of head, ears and neck alone. */
  bare: Pick<Layer, 'depth' | 'part' | 'u' | 'v' | 'angle'>;
  /** Made when the first glasses are drawn. */
  lenses: Layer | null;
  shadow: Shadow;
  scratch: Scratch;
  /** Red, green and blue, linear, three to a pixel. */
  light: Float32Array;
  /** Class of the list of nineteen that can be seen. */
  labels: Uint8Array;
  /** Class of the same list on the bare head; background where there is no head. */
  beneath: Uint8Array;
  /** How much of the bare head something in front hides, 0 to 1. */
  cover: Float32Array;
}

const SHADOW_SIZE = 144;

export function createCanvas(size: number): Canvas {
  const pixels = size * size;
  return {
    size,
    layer: createLayer(size),
    bare: {
      depth: new Float32Array(pixels),
      part: new Uint8Array(pixels),
      u: new Float32Array(pixels),
      v: new Float32Array(pixels),
      angle: new Float32Array(pixels),
    },
    lenses: null,
    shadow: createShadow(SHADOW_SIZE),
    scratch: new Scratch(),
    light: new Float32Array(pixels * 3),
    labels: new Uint8Array(pixels),
    beneath: new Uint8Array(pixels),
    cover: new Float32Array(pixels),
  };
}

/** Keeps what has been drawn so far as the bare head. */
export function keepBare({ layer, bare }: Canvas): void {
  bare.depth.set(layer.depth);
  bare.part.set(layer.part);
  bare.u.set(layer.u);
  bare.v.set(layer.v);
  bare.angle.set(layer.angle);
}
