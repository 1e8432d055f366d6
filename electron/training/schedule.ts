/** How the learning rate goes over a training. */
import type { Recipe } from '../shared/domain/recipe.ts';

export interface Course {
  steps: number;
  stepsPerEpoch: number;
}

/** How many updates a recipe makes of so many faces. */
export function courseOf(faces: number, { batch, epochs, steps }: Pick<Recipe, 'batch' | 'epochs' | 'steps'>): Course {
  const stepsPerEpoch = Math.max(1, Math.ceil(faces / batch));
  return { stepsPerEpoch, steps: Math.min(steps ?? Number.POSITIVE_INFINITY, stepsPerEpoch * epochs) };
}

/** The rate of the update that comes after `step` others. */
export function rateAt(
  step: number,
  { steps, stepsPerEpoch }: Course,
  { learningRate, schedule, warmUp }: Pick<Recipe, 'learningRate' | 'schedule' | 'warmUp'>,
): number {
  const rising = Math.floor(warmUp * steps);
  if (step < rising) return (learningRate * (step + 1)) / (rising + 1);
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'cosine':
      return (learningRate * (1 + Math.cos((Math.PI * (step - rising)) / Math.max(1, steps - rising)))) / 2;
    case 'steps': {
      const epoch = Math.floor(step / stepsPerEpoch);
      return learningRate / schedule.by ** schedule.at.filter((at) => epoch >= at).length;
    }
  }
}
