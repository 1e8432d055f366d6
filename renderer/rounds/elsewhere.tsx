/** A round's way to other machines and back: a training package out, weights in. */
import { Server } from 'lucide-react';
import type { Round } from '../../electron/shared/domain/round.ts';
import { bringBack, writePackage } from '../commands/round-commands.ts';
import { Button } from '../components/button.tsx';
import { Popover } from '../components/popover.tsx';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';

const words = strings.rounds;

export function Elsewhere({ round }: { round: Round }) {
  return (
    <Popover
      label={words.elsewhere}
      className="button button-plain"
      tip={words.elsewhereAbout}
      button={
        <>
          <Server aria-hidden />
          <span>{words.elsewhere}</span>
        </>
      }
    >
      {(close) => {
        const choose = (act: (round: Round) => Promise<void>) => () => {
          close();
          void attempt(() => act(round));
        };
        return (
          <div className="rounds-menu">
            <Button look="quiet" onClick={choose(writePackage)}>
              {words.writePackage}
            </Button>
            <Button look="quiet" onClick={choose(bringBack)}>
              {words.bringBack}
            </Button>
          </div>
        );
      }}
    </Popover>
  );
}
