/** Choices of a recipe that are words: what is learned, how pictures are changed, how the size of a step goes. */
import { AUGMENTATIONS, Recipe, type RecipeInput } from '../../electron/shared/domain/recipe.ts';
import type { Material } from '../../electron/shared/domain/round.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { Segmented } from '../components/segmented.tsx';
import { strings } from '../strings/strings.ts';

const words = strings.rounds;

interface RecipeChoicesProps {
  recipe: RecipeInput;
  material: Material;
  change(recipe: RecipeInput): void;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Tasks with labels, each in or out; at least one stays. */
function TaskChoice({ recipe, material, change }: RecipeChoicesProps) {
  const labelled = TASKS.filter((task) => material.tasks[task] !== undefined);
  const { tasks } = Recipe.parse(recipe);
  const learned = labelled.filter((task) => tasks === 'labelled' || tasks.includes(task));
  const turn = (task: Task, isLearned: boolean): void => {
    const next = labelled.filter((other) => (other === task ? isLearned : learned.includes(other)));
    if (next.length > 0) change({ ...recipe, tasks: next.length === labelled.length ? 'labelled' : next });
  };
  return (
    <div className="field">
      <span className="recipe-label">{words.learned}</span>
      <fieldset className="recipe-tasks" aria-label={words.learned}>
        {labelled.map((task) => (
          <label key={task}>
            <input
              type="checkbox"
              checked={learned.includes(task)}
              onChange={(event) => turn(task, event.currentTarget.checked)}
            />
            {strings.labels.tasks[task]}
          </label>
        ))}
      </fieldset>
      <p className="field-about">{words.learnedAbout}</p>
    </div>
  );
}

/** How strongly pictures are changed; a recipe of another make shows none of these as chosen. */
function AugmentationChoice({ recipe, change }: Omit<RecipeChoicesProps, 'material'>) {
  const { augmentation } = Recipe.parse(recipe);
  const names = Object.keys(AUGMENTATIONS) as (keyof typeof AUGMENTATIONS)[];
  const chosen = names.find((name) => same(AUGMENTATIONS[name], augmentation)) ?? 'usual';
  return (
    <div className="field">
      <span className="recipe-label">{words.augmentation}</span>
      <div>
        <Segmented
          label={words.augmentation}
          value={chosen}
          options={names.map((value) => ({ value, label: words.augmentations[value] }))}
          onChange={(value) => change({ ...recipe, augmentation: AUGMENTATIONS[value] })}
        />
      </div>
      <p className="field-about">{words.augmentationsAbout[chosen]}</p>
    </div>
  );
}

const SCHEDULES = ['cosine', 'constant', 'steps'] as const;

function ScheduleChoice({ recipe, change }: Omit<RecipeChoicesProps, 'material'>) {
  const { schedule, epochs } = Recipe.parse(recipe);
  const choose = (kind: (typeof SCHEDULES)[number]): void => {
    // As the paper falls: at half and at five sixths of the passes.
    const at = [...new Set([Math.ceil(epochs / 2), Math.ceil((5 * epochs) / 6)])];
    change({ ...recipe, schedule: kind === 'steps' ? { kind, at, by: 10 } : { kind } });
  };
  return (
    <div className="field">
      <span className="recipe-label">{words.schedule}</span>
      <div>
        <Segmented
          label={words.schedule}
          value={schedule.kind}
          options={SCHEDULES.map((value) => ({ value, label: words.schedules[value] }))}
          onChange={choose}
        />
      </div>
      <p className="field-about">{words.schedulesAbout[schedule.kind]}</p>
    </div>
  );
}

export function RecipeChoices({ recipe, material, change }: RecipeChoicesProps) {
  return (
    <>
      <TaskChoice recipe={recipe} material={material} change={change} />
      <AugmentationChoice recipe={recipe} change={change} />
      <ScheduleChoice recipe={recipe} change={change} />
    </>
  );
}
