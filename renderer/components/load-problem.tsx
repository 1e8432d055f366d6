/** In the place of a list that could not be read: why, and a way to try again. */
import { CircleAlert } from 'lucide-react';
import { toProblem } from '../../electron/shared/errors.ts';
import { strings } from '../strings/strings.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';

const words = strings.window;

export function LoadProblem({ what, error, retry }: { what: string; error: unknown; retry(): void }) {
  return (
    <Empty icon={CircleAlert} title={words.notRead(what)} actions={<Button onClick={retry}>{words.tryAgain}</Button>}>
      <span role="alert" className="selectable">
        {toProblem(error).message}
      </span>
    </Empty>
  );
}
