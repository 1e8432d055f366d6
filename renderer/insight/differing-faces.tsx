/** Faces on which two networks differ most: what the old one says, what the new one says, and what people say. */
import { useState } from 'react';
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import type { AnsweredFace, EvaluationReport, TaskDifference } from '../../electron/shared/domain/evaluation.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { Button } from '../components/button.tsx';
import { LoadProblem } from '../components/load-problem.tsx';
import { Segmented } from '../components/segmented.tsx';
import { useCall } from '../queries.ts';
import { useNavigation } from '../state/navigation.ts';
import { strings } from '../strings/strings.ts';
import { FaceLook } from './face-look.tsx';
import { valueWords } from './value-words.ts';
import { formatFigure } from './words.ts';
import './face-look.css';

const words = strings.insight;
/** Pictures of so many faces at first. */
const SHOWN = 6;

function Look({ title, face, task, said }: { title: string; face: AnsweredFace; task: Task; said: Annotation[] }) {
  return (
    <figure>
      <FaceLook face={face} task={task} annotations={said} />
      <figcaption>
        {title}
        <strong>{valueWords(task, said)}</strong>
      </figcaption>
    </figure>
  );
}

function DifferingFace({
  difference,
  at,
  before,
  after,
}: {
  difference: TaskDifference;
  at: number;
  before: AnsweredFace;
  after: AnsweredFace;
}) {
  const { go } = useNavigation.getState();
  const { task, figures, faces } = difference;
  const { metric } = figures[0]!;
  const errors = faces[at]!;
  const better = errors.after < errors.before;
  return (
    <li>
      <div className="differing-looks">
        <Look title={words.before} face={before} task={task} said={before.annotations} />
        <Look title={words.after} face={after} task={task} said={after.annotations} />
        <Look title={words.truth} face={before} task={task} said={before.stored} />
      </div>
      <div className="differing-foot">
        <span className={`verdict verdict-${better ? 'better' : 'worse'}`}>
          {words.error(formatFigure(metric, errors.before), formatFigure(metric, errors.after))}
        </span>
        <Button look="quiet" onClick={() => go({ name: 'editor', image: before.image, face: before.face })}>
          {words.open}
        </Button>
      </div>
    </li>
  );
}

function Looks({ report, difference }: { report: EvaluationReport; difference: TaskDifference }) {
  const faces = difference.faces.slice(0, SHOWN).map(({ face }) => face);
  const [before, after] = report.models;
  const old = useCall('models.ask', { model: before!.model, faces });
  const next = useCall('models.ask', { model: after!.model, faces });
  const failed = [old, next].find(({ isLoadingError }) => isLoadingError);
  if (failed) return <LoadProblem what={words.differing} error={failed.error} retry={() => void failed.refetch()} />;
  if (!old.data || !next.data) return <p className="insight-about">{words.asking}</p>;
  const answered = new Map(next.data.map((answer) => [answer.face, answer]));
  return (
    <ul className="differing" aria-label={words.differing}>
      {old.data.map((answer) => {
        const other = answered.get(answer.face);
        const at = difference.faces.findIndex(({ face }) => face === answer.face);
        return (
          other && <DifferingFace key={answer.face} difference={difference} at={at} before={answer} after={other} />
        );
      })}
    </ul>
  );
}

export function DifferingFaces({ report }: { report: EvaluationReport }) {
  const differences = (report.differences ?? []).filter(({ faces }) => faces.length > 0);
  const [chosen, choose] = useState<Task | null>(null);
  const shown = differences.find(({ task }) => task === chosen) ?? differences[0];
  return (
    <section aria-label={words.differing}>
      <h2>{words.differing}</h2>
      {shown ? (
        <>
          <div className="insight-line">
            <p className="insight-about">{words.differingAbout}</p>
          </div>
          <div className="insight-line">
            <Segmented
              look="chips"
              label={words.task}
              value={shown.task}
              options={differences.map(({ task }) => ({ value: task, label: strings.labels.tasks[task] }))}
              onChange={(value) => choose(value)}
            />
          </div>
          <Looks key={shown.task} report={report} difference={shown} />
        </>
      ) : (
        <p className="insight-about">{words.noDiffering}</p>
      )}
    </section>
  );
}
