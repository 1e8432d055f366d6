/** What came of a round: before and after with verdicts, where both networks differ, the curves, and what to do with it. */
import { Check, Download, RotateCcw } from 'lucide-react';
import type { Round } from '../../electron/shared/domain/round.ts';
import { call } from '../api.ts';
import { saveNetwork } from '../commands/round-commands.ts';
import { Button } from '../components/button.tsx';
import { Popover } from '../components/popover.tsx';
import { ComparisonTable } from '../insight/comparison-table.tsx';
import { DifferingFaces } from '../insight/differing-faces.tsx';
import { FiguresTable } from '../insight/figures-table.tsx';
import { useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { DiscardButton } from './discard-button.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { LossChart } from './loss-chart.tsx';
import { MaterialTable } from './material-table.tsx';

const words = strings.rounds;

function Decision({ round }: { round: Round }) {
  const { id, state, resultModel } = round;
  return (
    <div className="rounds-actions">
      {state === 'trained' && (
        <Button
          look="primary"
          icon={Check}
          tip={words.promoteAbout}
          onClick={() => void attempt(() => call('rounds.promote', { round: id }))}
        >
          {words.promote}
        </Button>
      )}
      {state === 'promoted' && (
        <Button icon={RotateCcw} onClick={() => void attempt(() => call('rounds.rollback', { round: id }))}>
          {words.rollBack}
        </Button>
      )}
      {resultModel && (
        <Popover
          label={words.saveAs}
          className="button button-plain"
          button={
            <>
              <Download aria-hidden />
              <span>{words.saveAs}</span>
            </>
          }
        >
          {(close) => (
            <div className="rounds-menu">
              {(['safetensors', 'onnx'] as const).map((form) => (
                <Button
                  key={form}
                  look="quiet"
                  onClick={() => {
                    close();
                    void attempt(() => saveNetwork(resultModel, form));
                  }}
                >
                  {words[form]}
                </Button>
              ))}
            </div>
          )}
        </Popover>
      )}
      <Elsewhere round={round} />
      {state === 'trained' && <DiscardButton round={round} />}
    </div>
  );
}

export function RoundResult({ round }: { round: Round }) {
  const curve = useCall('rounds.get', { round: round.id }).data?.curve ?? [];
  const { metrics } = round;
  const gone = round.state === 'discarded';
  return (
    <>
      {!gone && <Decision round={round} />}
      {metrics ? (
        <>
          <p className="insight-about">
            {strings.insight.on(metrics.on.faces, metrics.on.photos, metrics.on.identities)} {strings.insight.intervals}
          </p>
          {metrics.differences ? (
            <ComparisonTable report={metrics} />
          ) : (
            <FiguresTable tasks={metrics.models.at(-1)!.tasks} />
          )}
          {metrics.differences && !gone && <DifferingFaces report={metrics} />}
        </>
      ) : (
        <p className="insight-about">{words.noResult}</p>
      )}
      <section aria-label={words.curves}>
        <h2>{words.curves}</h2>
        <LossChart curve={curve} />
      </section>
      <details className="recipe-more">
        <summary>{words.learnedFrom}</summary>
        <div className="round-material">
          <MaterialTable material={round.material} />
        </div>
      </details>
    </>
  );
}
