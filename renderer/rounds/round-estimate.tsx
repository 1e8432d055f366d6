/** What a prepared round will take, measured with one real step on this machine, and the button that begins it. */
import type { Round } from '../../electron/shared/domain/round.ts';
import { startRound } from '../commands/round-commands.ts';
import { Button } from '../components/button.tsx';
import { LoadProblem } from '../components/load-problem.tsx';
import { formatBytes, formatDuration } from '../format.ts';
import { useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { DiscardButton } from './discard-button.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { MaterialTable } from './material-table.tsx';

const words = strings.rounds;

function Estimate({ round }: { round: Round }) {
  const estimate = useCall('rounds.estimate', { round: round.id });
  if (estimate.isLoadingError)
    return <LoadProblem what={words.estimate} error={estimate.error} retry={() => void estimate.refetch()} />;
  if (!estimate.data) return <p className="insight-about">{words.measuring}</p>;
  const { seconds, memory, disk, device } = estimate.data;
  return (
    <p className="insight-about">
      {words.takes(formatDuration(seconds), formatBytes(memory), device)} {disk > 0 && words.disk(formatBytes(disk))}
    </p>
  );
}

export function RoundEstimate({ round }: { round: Round }) {
  return (
    <>
      <MaterialTable material={round.material} />
      <Estimate round={round} />
      <div className="rounds-actions">
        <Button look="primary" onClick={() => void attempt(() => startRound(round))}>
          {words.begin(round.material.faces)}
        </Button>
        <Elsewhere round={round} />
        <DiscardButton round={round} />
      </div>
    </>
  );
}
