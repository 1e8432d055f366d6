/**
 * Weights, pictures and numbers made by hashing names, the same on every machine: what the reference figures of the
 * network were computed from.
 */
import type { Value } from '../../models/graph/graph.ts';
import { elementCount, float32Tensor, type Tensor } from '../../models/graph/tensor.ts';

function fnv1a(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function mix(x: number): number {
  let y = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  y = Math.imul(y ^ (y >>> 13), 0xc2b2ae35);
  return (y ^ (y >>> 16)) >>> 0;
}

/** The i-th hash that belongs to a name. */
export const recipeHash = (name: string, i: number, seed = 1): number =>
  mix((mix(fnv1a(name) ^ seed) + Math.imul(i, 0x9e3779b9)) | 0);

/** `u(i)`: the i-th number in [-1, 1) that belongs to a name. */
export function uniform(name: string, seed = 1): (i: number) => number {
  const key = mix(fnv1a(name) ^ seed);
  return (i) => (mix((key + Math.imul(i, 0x9e3779b9)) | 0) >>> 8) * 2 ** -23 - 1;
}

/** Parts of names, and how much wider than 1 / sqrt(fan in) such a weight spreads; the first that fits. */
const GAINS: readonly (readonly [part: string, gain: number])[] = [
  ['linear_c.', 0.5],
  ['linear_fuse.', 0.75],
  ['.final_attn_token_to_image.q_proj.', 2],
  ['.cross_attn_token_to_image.q_proj.', 2],
  ['_prediction_head.', 1.5],
  ['output_hypernetwork_mlps.', 1],
  ['output_upscaling.', 1.5],
];

function spread(name: string, shape: readonly number[]): { base: number; scale: number } {
  if (/positional_encoding_gaussian_matrix$|(_token|mask_tokens)\.weight$/.test(name))
    return { base: 0, scale: Math.sqrt(3) };
  if (name.endsWith('relative_position_bias_table')) return { base: 0, scale: 1 };
  if (name.endsWith('.bias') || name.endsWith('.running_mean')) return { base: 0, scale: 0.25 };
  if (shape.length === 1) return { base: 1, scale: 0.25 };
  const fanIn = name.startsWith('face_decoder.output_upscaling.') ? shape[0]! : elementCount(shape.slice(1));
  const gain = GAINS.find(([part]) => name.includes(part))?.[1] ?? 1;
  return { base: 0, scale: gain * Math.sqrt(3 / fanIn) };
}

export function recipeTensor(name: string, shape: readonly number[], seed = 1): Tensor {
  const { base, scale } = spread(name, shape);
  const single = Math.fround(scale);
  const u = uniform(name, seed);
  const data = new Float32Array(elementCount(shape));
  for (let i = 0; i < data.length; i++) data[i] = base + single * u(i);
  return float32Tensor(shape, data);
}

/** A weight for each parameter of a graph. */
export const recipeWeights = (parameters: readonly Value[], seed = 1): Map<string, Tensor> =>
  new Map(parameters.map(({ name, shape }) => [name, recipeTensor(name, shape as readonly number[], seed)]));

/** Normalised pixels [batch, 3, size, size]: two lattices of hashes joined bilinearly, plus noise. */
export function recipeImage(batch: number, size: number, seed = 1): Float32Array {
  const lattice = (name: string, nodes: number, cell: number) => {
    const u = uniform(name, seed);
    return (plane: number, y: number, x: number): number => {
      const [j, i] = [Math.floor(y / cell), Math.floor(x / cell)];
      const [ty, tx] = [(y % cell) / cell, (x % cell) / cell];
      const at = (a: number, b: number): number => u((plane * nodes + a) * nodes + b);
      const top = at(j, i) * (1 - tx) + at(j, i + 1) * tx;
      return top * (1 - ty) + (at(j + 1, i) * (1 - tx) + at(j + 1, i + 1) * tx) * ty;
    };
  };
  const coarse = lattice('input.coarse', 8, 32);
  const fine = lattice('input.fine', 29, 8);
  const noise = uniform('input.noise', seed);
  return Float32Array.from({ length: batch * 3 * size * size }, (_, i) => {
    const [x, y, plane] = [i % size, Math.floor(i / size) % size, Math.floor(i / (size * size))];
    return 1.5 * coarse(plane, y, x) + 0.5 * fine(plane, y, x) + 0.125 * noise(i);
  });
}
