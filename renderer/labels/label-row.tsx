/** One task of a face in a line: how far the work on it is, its value, how sure a model is, and who says so. */
import {
  Bot,
  Check,
  CircleCheck,
  CircleDashed,
  CircleDot,
  FileDown,
  type LucideIcon,
  Pencil,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Annotation, Origin } from '../../electron/shared/domain/annotation.ts';
import type { TaskState } from '../../electron/shared/domain/task-state.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { IconButton } from '../components/button.tsx';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import { originWords } from './words.ts';

const words = strings.labels;

const ORIGIN_ICONS: Record<Origin['kind'], LucideIcon> = { model: Bot, person: UserRound, import: FileDown };

export const STATE_ICONS: Record<TaskState, LucideIcon> = {
  unlabelled: CircleDashed,
  proposed: CircleDot,
  corrected: Pencil,
  accepted: CircleCheck,
};

function OriginMark({ origin }: { origin: Origin }) {
  const models = useCall('project.models').data ?? [];
  const Icon = ORIGIN_ICONS[origin.kind];
  const who = originWords(origin, models);
  return (
    <span className="label-origin" data-origin={origin.kind} role="img" aria-label={words.by(who)} data-tip={who}>
      <Icon aria-hidden />
    </span>
  );
}

/** A probability as a bar and a figure. */
export function Confidence({ value }: { value: number }) {
  return (
    <span className="confidence">
      <span className="confidence-bar" aria-hidden>
        <span style={{ scale: `${value} 1` }} />
      </span>
      {value.toFixed(2)}
    </span>
  );
}

interface LabelRowProps {
  task: Task;
  state: TaskState;
  annotation: Annotation | null;
  /** The value in words, and at length. */
  children: ReactNode;
  tip?: string | undefined;
  /** Finds the value right as it is; absent where there is nothing to accept. */
  accept?: (() => void) | undefined;
  /** What is shown below when it is opened; without it there is nothing to open. */
  more?: { open: boolean; toggle(): void; content: ReactNode } | undefined;
}

export function LabelRow({ task, state, annotation, children, tip, accept, more }: LabelRowProps) {
  const Icon = STATE_ICONS[state];
  const name = words.tasks[task];
  const line = (
    <>
      <span className="label-state" data-state={state} role="img" aria-label={words.states[state]}>
        <Icon aria-hidden />
      </span>
      <span className="label-name">{name}</span>
      {annotation ? (
        <span className="label-value ellipsis" data-tip={tip}>
          {children}
        </span>
      ) : (
        <span className="label-none">{words.states.unlabelled}</span>
      )}
      {annotation && annotation.confidence !== null && <Confidence value={annotation.confidence} />}
    </>
  );
  return (
    <li className="label" data-task={task}>
      <div className="label-line">
        {more ? (
          <button type="button" className="label-open" aria-expanded={more.open} onClick={more.toggle}>
            {line}
          </button>
        ) : (
          <div className="label-open">{line}</div>
        )}
        {annotation && <OriginMark origin={annotation.origin} />}
        <span className="label-accept">
          {accept && <IconButton icon={Check} label={words.acceptTask(name)} onClick={accept} />}
        </span>
      </div>
      {more?.open && more.content}
    </li>
  );
}
