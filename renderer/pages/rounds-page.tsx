/** Rounds: corrections become the next network. What it learns from and how, how it goes, and whether it takes over. */
import { useState } from 'react';
import type { RoundState } from '../../electron/shared/domain/round.ts';
import { LoadProblem } from '../components/load-problem.tsx';
import { useCall } from '../queries.ts';
import { NextRound } from '../rounds/next-round.tsx';
import { RoundCard } from '../rounds/round-card.tsx';
import { strings } from '../strings/strings.ts';
import './list-page.css';
import './insight-page.css';
import './rounds-page.css';

const words = strings.rounds;
/** The newest round is open from the start, unless it was thrown away: it asks something, or was answered and can be undone. */
const OPEN: ReadonlySet<RoundState> = new Set(['prepared', 'training', 'trained', 'promoted']);

export function RoundsPage() {
  const rounds = useCall('rounds.list');
  /** Rounds that the person has opened or closed. */
  const [turned, turn] = useState<Readonly<Record<number, boolean>>>({});
  if (rounds.isLoadingError)
    return <LoadProblem what={words.earlier} error={rounds.error} retry={() => void rounds.refetch()} />;
  const list = rounds.data ?? [];
  const newest = list[0];
  const isOpen = (id: number, state: RoundState) => turned[id] ?? (id === newest?.id && OPEN.has(state));
  return (
    <main className="list-page scroll" aria-label={words.title}>
      <div className="list-column insight-column">
        <header>
          <div>
            <h1>{words.title}</h1>
            <p className="list-about">{words.about}</p>
          </div>
        </header>
        {list.length > 0 && (
          <section aria-label={words.earlier}>
            <h2>{words.earlier}</h2>
            <ul className="rounds">
              {list.map((round) => (
                <RoundCard
                  key={round.id}
                  round={round}
                  open={isOpen(round.id, round.state)}
                  toggle={() => turn({ ...turned, [round.id]: !isOpen(round.id, round.state) })}
                />
              ))}
            </ul>
          </section>
        )}
        <NextRound prepared={(id) => turn({ ...turned, [id]: true })} />
      </div>
    </main>
  );
}
