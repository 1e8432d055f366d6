/** Throws a round's network and files away, after a second click. */
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Round } from '../../electron/shared/domain/round.ts';
import { call } from '../api.ts';
import { Button } from '../components/button.tsx';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';

const words = strings.rounds;

export function DiscardButton({ round }: { round: Round }) {
  const [sure, setSure] = useState(false);
  if (!sure)
    return (
      <Button look="quiet" icon={Trash2} tip={words.discardAbout} onClick={() => setSure(true)}>
        {words.discard}
      </Button>
    );
  return (
    <>
      <Button look="danger" onClick={() => void attempt(() => call('rounds.discard', { round: round.id }))}>
        {words.discardSure}
      </Button>
      <Button look="quiet" onClick={() => setSure(false)}>
        {words.keep}
      </Button>
    </>
  );
}
