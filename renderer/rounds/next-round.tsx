/** The next round before it begins: what there is to learn from, how, and the button that freezes it. */
import { useState } from 'react';
import type { ModelId } from '../../electron/shared/domain/ids.ts';
import type { RecipeInput } from '../../electron/shared/domain/recipe.ts';
import { prepareRound } from '../commands/round-commands.ts';
import { Button } from '../components/button.tsx';
import { LoadProblem } from '../components/load-problem.tsx';
import { useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { MaterialTable } from './material-table.tsx';
import { RecipeForm } from './recipe-form.tsx';

const words = strings.rounds;

export function NextRound({ prepared }: { prepared(round: number): void }) {
  const [recipe, setRecipe] = useState<RecipeInput>({});
  const [base, setBase] = useState<ModelId | null>(null);
  const [busy, setBusy] = useState(false);
  const material = useCall('rounds.material', {});
  const network = (useCall('models.list').data ?? []).some(({ kind }) => kind === 'network');
  const prepare = async (): Promise<void> => {
    setBusy(true);
    const round = await attempt(() => prepareRound(recipe, base));
    setBusy(false);
    if (round) prepared(round.id);
  };
  if (material.isLoadingError)
    return <LoadProblem what={words.next} error={material.error} retry={() => void material.refetch()} />;
  const faces = material.data?.faces ?? 0;
  return (
    <section aria-label={words.next} className="rounds-section">
      <h2>{words.next}</h2>
      {material.data ? <MaterialTable material={material.data} /> : <p className="insight-about">{words.looking}</p>}
      {material.data &&
        faces > 0 &&
        (network ? (
          <>
            <RecipeForm recipe={recipe} base={base} material={material.data} change={setRecipe} setBase={setBase} />
            <div className="rounds-actions">
              <Button look="primary" disabled={busy} onClick={() => void prepare()}>
                {busy ? words.preparing : words.prepare(faces)}
              </Button>
              <p className="insight-about">{words.prepareAbout}</p>
            </div>
          </>
        ) : (
          <p className="insight-about">{words.noNetwork}</p>
        ))}
    </section>
  );
}
