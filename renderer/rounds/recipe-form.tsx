/** How the next round goes: a name, what it begins with, what learns, and numbers with plain words and usual values. */
import { useId } from 'react';
import type { ModelId } from '../../electron/shared/domain/ids.ts';
import { MODES, Recipe, type RecipeInput } from '../../electron/shared/domain/recipe.ts';
import type { Material } from '../../electron/shared/domain/round.ts';
import { Button } from '../components/button.tsx';
import { Field, useDraft } from '../components/field.tsx';
import { Segmented } from '../components/segmented.tsx';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import { RecipeChoices } from './recipe-choices.tsx';

const words = strings.rounds;

type FieldName = keyof typeof words.fields;
/** Numbers that a person may want to change: those in sight, then those that are unfolded. */
const FIRST: readonly FieldName[] = ['epochs', 'distillation'];
const OTHERS: readonly FieldName[] = [
  'variants',
  'patience',
  'batch',
  'learningRate',
  'weightDecay',
  'average',
  'seed',
];

interface RecipeFormProps {
  recipe: RecipeInput;
  base: ModelId | null;
  /** What there is to learn from. */
  material: Material;
  change(recipe: RecipeInput): void;
  setBase(model: ModelId): void;
}

function NumberField({ name, recipe, change }: Pick<RecipeFormProps, 'recipe' | 'change'> & { name: FieldName }) {
  const { label, about } = words.fields[name];
  const usual = Recipe.parse({ ...recipe, [name]: undefined })[name];
  const given = recipe[name] ?? usual;
  const commit = (draft: string): void => {
    const value = Number(draft);
    // What the recipe does not allow is not taken.
    if (draft.trim() !== '' && Recipe.shape[name].safeParse(value).success) change({ ...recipe, [name]: value });
  };
  const draft = useDraft(String(given), commit);
  return (
    <Field label={label} about={about}>
      {(ids) => <input {...ids} {...draft} className="input" inputMode="decimal" />}
    </Field>
  );
}

export function RecipeForm({ recipe, base, material, change, setBase }: RecipeFormProps) {
  const networks = (useCall('models.list').data ?? []).filter(({ kind }) => kind === 'network');
  const { name, mode } = Recipe.parse(recipe);
  const title = useDraft(name, (draft) => change({ ...recipe, name: draft.trim().slice(0, 100) || undefined }));
  const baseId = useId();
  return (
    <div className="panel recipe">
      <div className="recipe-line">
        <Field label={words.name}>{(ids) => <input {...ids} {...title} className="input" />}</Field>
        <div className="field">
          <label htmlFor={baseId}>{words.base}</label>
          <select
            id={baseId}
            className="select recipe-select"
            value={base ?? networks.find(({ active }) => active)?.id ?? ''}
            onChange={(event) => setBase(event.currentTarget.value as ModelId)}
          >
            {networks.map(({ id, name: network }) => (
              <option key={id} value={id}>
                {network}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className="field">
        <span className="recipe-label">{words.mode}</span>
        <div>
          <Segmented
            label={words.mode}
            value={mode}
            options={MODES.map((value) => ({ value, label: words.modes[value] }))}
            onChange={(value) => change({ ...recipe, mode: value })}
          />
        </div>
        <p className="field-about">{words.modesAbout[mode]}</p>
      </div>
      <div className="recipe-fields">
        {FIRST.map((field) => (
          <NumberField key={field} name={field} recipe={recipe} change={change} />
        ))}
      </div>
      <details className="recipe-more">
        <summary>{words.more}</summary>
        <div className="recipe-choices">
          <RecipeChoices recipe={recipe} material={material} change={change} />
        </div>
        <div className="recipe-fields">
          {OTHERS.map((field) => (
            <NumberField key={field} name={field} recipe={recipe} change={change} />
          ))}
        </div>
        <Button look="quiet" onClick={() => change({})}>
          {words.usual}
        </Button>
      </details>
    </div>
  );
}
