/** A round in the list: what it is called and where it stands; open, everything about it. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Round, RoundState } from '../../electron/shared/domain/round.ts';
import { formatWhen } from '../format.ts';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import { RoundEstimate } from './round-estimate.tsx';
import { RoundProgress } from './round-progress.tsx';
import { RoundResult } from './round-result.tsx';

const words = strings.rounds;

const BODIES: Record<RoundState, (round: Round) => ReactNode> = {
  prepared: (round) => <RoundEstimate round={round} />,
  training: (round) => <RoundProgress round={round} />,
  trained: (round) => <RoundResult round={round} />,
  promoted: (round) => <RoundResult round={round} />,
  discarded: (round) => <RoundResult round={round} />,
};

export function RoundCard({ round, open, toggle }: { round: Round; open: boolean; toggle(): void }) {
  const models = useCall('project.models').data ?? [];
  const { id, state, recipe, material, baseModel, created } = round;
  const base = models.find((model) => model.id === baseModel)?.name;
  return (
    <li className="panel round" aria-label={words.round(id, recipe.name)}>
      <button type="button" className="round-head" aria-expanded={open} onClick={toggle}>
        <ChevronRight aria-hidden />
        <span className="round-name">
          <strong>{words.round(id, recipe.name)}</strong>
          <span>
            {base ? words.from(base) : words.fromNothing} · {words.modes[recipe.mode]} ·{' '}
            {words.on(material.faces, formatWhen(created))}
          </span>
        </span>
        <span className={`round-state round-state-${state}`}>{words.states[state]}</span>
      </button>
      {open && <div className="round-body">{BODIES[state](round)}</div>}
    </li>
  );
}
