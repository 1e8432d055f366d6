/** What a recipe's words mean to the losses of the network. */
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import type { TaskLosses } from '../../models/training/losses/table.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import { AGE_BIN_CENTRES } from '../shared/domain/vocabulary.ts';
import { ProblemError } from '../shared/errors.ts';

/** Tasks whose answer is one of several classes: of these the old network's shares are kept, not its best guess alone. */
const CLASSES = ['age', 'gender', 'race', 'expression'] as const satisfies readonly Task[];

export type Losses = { [T in Task]?: TaskLosses[T] };

/** How many people a run of faces is compared with: never fewer than it may hold. */
export const comparedPeople = (recipe: Pick<Recipe, 'people' | 'together'>, people: number): number =>
  Math.min(people, Math.max(recipe.people, recipe.together));

/**
 * @param taught tasks that something is learned about, from labels or from the old network
 * @param labelled those of them that some face has a label for; of the others the old network's word counts by the
 * recipe's `distillation`
 * @param kept those of them that the old network is asked about
 */
export function lossesOf(
  { name, tasks }: FaceXFormerConfig,
  recipe: Recipe,
  {
    taught,
    labelled,
    kept,
    people,
  }: { taught: ReadonlySet<Task>; labelled: ReadonlySet<Task>; kept: ReadonlySet<Task>; people: number },
): Losses {
  const own = (task: Task): boolean => taught.has(task);
  const weight = (task: Task): number => recipe.weights[task] * (labelled.has(task) ? 1 : recipe.distillation);
  const hasMaps = tasks.some(({ task, head }) => task === 'landmarks' && head.kind === 'points');
  const { landmarkLoss, poseLoss } = recipe;
  if (own('landmarks') && landmarkLoss === 'star' && !hasMaps)
    throw new ProblemError(
      'bad-input',
      `The recipe judges points by STAR, which needs heat maps, and ${name} has none. Choose «smooth-l1» or another loss.`,
    );
  const inAngles = tasks.some(({ task, head }) => task === 'pose' && head.kind === 'vector');
  if (own('pose') && poseLoss === 'angles' && !inAngles)
    throw new ProblemError(
      'bad-input',
      `The recipe judges poses by their angles, and ${name} answers in matrices. Choose «geodesic» or «chordal».`,
    );
  const landmarks = {
    weight: weight('landmarks'),
    kind: landmarkLoss,
    ...(hasMaps ? { heatMaps: recipe.heatMaps } : {}),
  } as const;
  const byShares = (task: (typeof CLASSES)[number]) => ({ weight: weight(task), byShares: kept.has(task) });
  const all: { [T in Task]: TaskLosses[T] } = {
    parsing: { weight: weight('parsing') },
    landmarks,
    visibility: { weight: weight('visibility') },
    pose: { weight: weight('pose'), kind: poseLoss },
    attributes: { weight: weight('attributes') },
    age: { ...byShares('age'), values: AGE_BIN_CENTRES },
    gender: byShares('gender'),
    race: byShares('race'),
    expression: byShares('expression'),
    identity: { weight: weight('identity'), classes: comparedPeople(recipe, people) },
  };
  return Object.fromEntries(Object.entries(all).filter(([task]) => own(task as Task)));
}
