/** One task of a face in a line: its value, how sure a model is, and who says so. */
import { Bot, FileDown, type LucideIcon, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Annotation, Origin } from '../../electron/shared/domain/annotation.ts';
import { useCall } from '../queries.ts';
import { originWords } from './words.ts';

const ORIGIN_ICONS: Record<Origin['kind'], LucideIcon> = { model: Bot, person: UserRound, import: FileDown };

function OriginMark({ origin }: { origin: Origin }) {
  const models = useCall('project.models').data ?? [];
  const Icon = ORIGIN_ICONS[origin.kind];
  const words = originWords(origin, models);
  return (
    <span className="label-origin" data-origin={origin.kind} role="img" aria-label={`by ${words}`} data-tip={words}>
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
  name: string;
  annotation: Annotation | null;
  /** The value in words. */
  children: ReactNode;
  /** What is shown below when it is opened; without it there is nothing to open. */
  more?: { open: boolean; toggle(): void; content: ReactNode } | undefined;
}

export function LabelRow({ name, annotation, children, more }: LabelRowProps) {
  const line = (
    <>
      <span className="label-name">{name}</span>
      {annotation ? (
        <span className="label-value ellipsis">{children}</span>
      ) : (
        <span className="label-none">not labelled</span>
      )}
      {annotation && annotation.confidence !== null && <Confidence value={annotation.confidence} />}
    </>
  );
  return (
    <li className="label">
      <div className="label-line">
        {more && annotation ? (
          <button type="button" className="label-open" aria-expanded={more.open} onClick={more.toggle}>
            {line}
          </button>
        ) : (
          <div className="label-open">{line}</div>
        )}
        {annotation && <OriginMark origin={annotation.origin} />}
      </div>
      {annotation && more?.open && more.content}
    </li>
  );
}
