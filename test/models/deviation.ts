/** How far the answers of one form of a network are from those of another, in units that a person can judge. */
import type { FaceXFormerConfig } from '../../models/facexformer/config.ts';

export type Answers = Readonly<Record<string, Float32Array>>;

export interface Deviation {
  readonly greatest: number;
  readonly mean: number;
  /** How far the reference's own answers spread (standard deviation), in the same unit. */
  readonly spread: number;
  readonly unit: '' | 'px' | '°';
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(from: Float32Array, to: Float32Array, scale: number, unit: Deviation['unit']): Deviation {
  const apart = from.map((value, i) => scale * Math.abs(value - to[i]!));
  const centre = mean(from);
  const spread = scale * Math.sqrt(mean(from.map((value) => (value - centre) ** 2)));
  // A number that is not one is no small deviation.
  const greatest = apart.reduce((most, value) => (value <= most ? most : value), 0);
  return { greatest, mean: mean(apart), spread, unit };
}

/** By head: each coordinate in pixels of the face's picture, angles in degrees, logits as they are. */
export function deviations(config: FaceXFormerConfig, from: Answers, to: Answers): Map<string, Deviation> {
  const units: Record<string, readonly [scale: number, unit: Deviation['unit']]> = {
    landmarks: [config.size / 2, 'px'],
    pose: [180 / Math.PI, '°'],
  };
  return new Map(
    Object.entries(from).map(([task, data]) => [task, deviation(data, to[task]!, ...(units[task] ?? [1, '']))]),
  );
}

/** The share of pixels whose greatest logit is another class's: logits [faces, classes, size, size]. */
export function changedPixels(config: FaceXFormerConfig, from: Float32Array, to: Float32Array): number {
  const pixels = config.size ** 2;
  const classes = config.tasks.find(({ task }) => task === 'parsing')!.tokens;
  const count = from.length / classes;
  const best = (logits: Float32Array, i: number): number => {
    const start = Math.floor(i / pixels) * classes * pixels + (i % pixels);
    let winner = 0;
    for (let c = 1; c < classes; c++) if (logits[start + c * pixels]! > logits[start + winner * pixels]!) winner = c;
    return winner;
  };
  let changed = 0;
  for (let i = 0; i < count; i++) if (best(from, i) !== best(to, i)) changed += 1;
  return changed / count;
}
