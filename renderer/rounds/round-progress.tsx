/** A round while it trains: phase, step and curves that grow; or, where it was broken off, the way to go on. */
import { useEffect, useState } from 'react';
import { isActive } from '../../electron/shared/domain/job.ts';
import type { LossPoint, Round, RoundProgress as Standing } from '../../electron/shared/domain/round.ts';
import { call, on } from '../api.ts';
import { startRound } from '../commands/round-commands.ts';
import { Button } from '../components/button.tsx';
import { Progress } from '../components/progress.tsx';
import { formatProgress } from '../format.ts';
import { useJobs } from '../panels/jobs.ts';
import { useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { joinCurves } from './curves.ts';
import { DiscardButton } from './discard-button.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { LossChart } from './loss-chart.tsx';

const words = strings.rounds;

/** What a round says of itself while this is shown. */
function useStanding(round: Round['id']): { last: Standing | null; live: readonly LossPoint[] } {
  const [state, setState] = useState<{ last: Standing | null; live: readonly LossPoint[] }>({ last: null, live: [] });
  useEffect(
    () =>
      on('round.progress', (standing) => {
        if (standing.round !== round) return;
        setState(({ live }) => ({ last: standing, live: [...live, ...standing.points] }));
      }),
    [round],
  );
  return state;
}

export function RoundProgress({ round }: { round: Round }) {
  const stored = useCall('rounds.get', { round: round.id }).data?.curve ?? [];
  const { last, live } = useStanding(round.id);
  const job = useJobs().find(({ request }) => request.kind === 'train' && request.round === round.id);
  const running = job !== undefined && isActive(job);
  return (
    <>
      {running ? (
        <div className="rounds-running">
          <Progress label={words.states.training} done={job.done} total={job.total} />
          <p className="insight-about">
            {last && `${words.phases[last.phase]} · `}
            {formatProgress(job)}
          </p>
          <Button onClick={() => void attempt(() => call('jobs.cancel', { job: job.id }))}>{words.cancel}</Button>
        </div>
      ) : (
        <div className="rounds-actions">
          <Button look="primary" onClick={() => void attempt(() => startRound(round))}>
            {words.goOn}
          </Button>
          <Elsewhere round={round} />
          <DiscardButton round={round} />
          <p className="insight-about">{job?.summary || words.brokenOff}</p>
        </div>
      )}
      <LossChart curve={joinCurves(stored, live)} />
    </>
  );
}
