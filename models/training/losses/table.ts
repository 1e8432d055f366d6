/** Every task's loss, in one table. */
import type { Task } from '../../facexformer/config.ts';
import type { Value } from '../../graph/graph.ts';
import { type AgeLoss, ageLoss, type ClassLoss, classLoss } from './classes.ts';
import { type FlagLoss, flagLoss } from './flags.ts';
import { type IdentityLoss, identityLoss } from './identity.ts';
import { type LandmarkLoss, landmarkLoss } from './landmarks.ts';
import type { LossScope } from './loss.ts';
import { type ParsingLoss, parsingLoss } from './parsing.ts';
import { type PoseLoss, poseLoss } from './pose.ts';

/** How a task is taught. `weight` is its share in the sum of all losses; 1 where not said. */
export interface TaskLosses {
  readonly parsing: ParsingLoss;
  readonly landmarks: LandmarkLoss;
  readonly visibility: FlagLoss;
  readonly pose: PoseLoss;
  readonly attributes: FlagLoss;
  readonly age: AgeLoss;
  readonly gender: ClassLoss;
  readonly race: ClassLoss;
  readonly expression: ClassLoss;
  readonly identity: IdentityLoss;
}

export interface Answered {
  readonly answer: Value;
  readonly heatMaps: Value | null;
}

type LossTable = {
  readonly [T in Task]: (scope: LossScope, answered: Answered, options: TaskLosses[T]) => Value;
};

const LOSSES: LossTable = {
  parsing: (scope, { answer }, options) => parsingLoss(scope, answer, options),
  landmarks: (scope, { answer, heatMaps }, options) => landmarkLoss(scope, answer, options, heatMaps),
  visibility: (scope, { answer }, options) => flagLoss(scope, 'visibility', answer, options),
  pose: (scope, { answer }, options) => poseLoss(scope, answer, options),
  attributes: (scope, { answer }, options) => flagLoss(scope, 'attributes', answer, options),
  age: (scope, { answer }, options) => ageLoss(scope, answer, options),
  gender: (scope, { answer }, options) => classLoss(scope, 'gender', answer, options),
  race: (scope, { answer }, options) => classLoss(scope, 'race', answer, options),
  expression: (scope, { answer }, options) => classLoss(scope, 'expression', answer, options),
  identity: (scope, { answer }, options) => identityLoss(scope, answer, options),
};

/** The loss of one task over the faces that have its label: one number. */
export function taskLoss<T extends Task>(scope: LossScope, task: T, answered: Answered, options: TaskLosses[T]): Value {
  return LOSSES[task](scope, answered, options);
}
