/** AdamW (Loshchilov and Hutter 2019) on arrays by name, in place: how weights move by their gradients. */

export type Arrays = ReadonlyMap<string, Float32Array>;

export interface AdamW {
  /** The learning rate of this update. */
  readonly rate: number;
  /** Weights lose this share of themselves, times the rate, with every update. */
  readonly decay: number;
  /** Whether a weight decays, by its name. All where not said. */
  readonly decays?: (name: string) => boolean;
  /** What is kept of the running means of gradients and of their squares: 0.9 and 0.999 where not said. */
  readonly betas?: readonly [number, number];
  /** Keeps from dividing by nothing; 1e-8 where not said. */
  readonly epsilon?: number;
}

/** What AdamW remembers: how many updates there were, and the running means. */
export interface Moments {
  updates: number;
  readonly first: Arrays;
  readonly second: Arrays;
}

export function freshMoments(weights: Arrays): Moments {
  const zeros = (): Arrays => new Map([...weights].map(([name, { length }]) => [name, new Float32Array(length)]));
  return { updates: 0, first: zeros(), second: zeros() };
}

/** Moves every weight that has a gradient. Weights and moments change in place. */
export function updateByAdamW(weights: Arrays, gradients: Arrays, moments: Moments, options: AdamW): void {
  const { rate, decay, decays = () => true, betas = [0.9, 0.999], epsilon = 1e-8 } = options;
  const [keep1, keep2] = betas;
  moments.updates += 1;
  // The means begin at zero, and are that much too small at first.
  const step = rate / (1 - keep1 ** moments.updates);
  const size = 1 / Math.sqrt(1 - keep2 ** moments.updates);
  for (const [name, gradient] of gradients) {
    const [weight, first, second] = [weights, moments.first, moments.second].map((arrays) => {
      const array = arrays.get(name);
      if (array?.length !== gradient.length) throw new Error(`${name} and its gradient are not of one length`);
      return array;
    }) as [Float32Array, Float32Array, Float32Array];
    const kept = decays(name) ? 1 - rate * decay : 1;
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i]!;
      const mean = keep1 * first[i]! + (1 - keep1) * g;
      const square = keep2 * second[i]! + (1 - keep2) * g * g;
      first[i] = mean;
      second[i] = square;
      weight[i] = kept * weight[i]! - (step * mean) / (size * Math.sqrt(square) + epsilon);
    }
  }
}

/** The length of all gradients as one vector. Not finite where one of them is not. */
export function normOf(gradients: Arrays): number {
  let sum = 0;
  for (const gradient of gradients.values())
    for (let i = 0; i < gradient.length; i++) sum += gradient[i]! * gradient[i]!;
  return Math.sqrt(sum);
}

/** Shortens all gradients together to a length, in place, and tells how long they were. */
export function clipNorm(gradients: Arrays, limit: number): number {
  const norm = normOf(gradients);
  if (norm > limit) {
    const scale = limit / norm;
    for (const gradient of gradients.values()) for (let i = 0; i < gradient.length; i++) gradient[i]! *= scale;
  }
  return norm;
}

/** Moves a running mean of weights towards them, in place: mean = keep mean + (1 - keep) weight. */
export function followWeights(mean: Arrays, weights: Arrays, keep: number): void {
  for (const [name, weight] of weights) {
    const own = mean.get(name);
    if (own?.length !== weight.length) throw new Error(`there is no mean of ${name}`);
    for (let i = 0; i < weight.length; i++) own[i] = keep * own[i]! + (1 - keep) * weight[i]!;
  }
}

/** Matrices and kernels shrink; biases, gains and other vectors, which set levels, do not. */
export const decaysByShape = (shape: readonly (number | string)[]): boolean => shape.length > 1;
