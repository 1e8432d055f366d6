/** In the place of a list that could not be read: why, and a way to try again. */
import { CircleAlert } from 'lucide-react';
import { toProblem } from '../../electron/shared/errors.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';

export function LoadProblem({ what, error, retry }: { what: string; error: unknown; retry(): void }) {
  return (
    <Empty icon={CircleAlert} title={`${what} could not be read`} actions={<Button onClick={retry}>Try again</Button>}>
      <span role="alert" className="selectable">
        {toProblem(error).message}
      </span>
    </Empty>
  );
}
