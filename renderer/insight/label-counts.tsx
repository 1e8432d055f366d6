/** For how many faces each task is labelled, and how much of it people stand behind. */
import { StepForward } from 'lucide-react';
import { TASKS } from '../../electron/shared/domain/vocabulary.ts';
import { passAction } from '../actions/global-actions.ts';
import { ActionButton } from '../components/button.tsx';
import { formatCount } from '../format.ts';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import './label-counts.css';
import './table.css';

const words = strings.insight;

/** How a face stands in a task. */
const KINDS = [
  { kind: 'confirmed', word: words.confirmed },
  { kind: 'proposed', word: words.proposed },
  { kind: 'unlabelled', word: words.unlabelled },
] as const;

export function LabelCounts() {
  const status = useCall('project.status').data;
  const counts = useCall('project.labels').data;
  if (!status || !counts) return null;
  return (
    <section aria-label={words.labels}>
      <h2>{words.labels}</h2>
      <p className="insight-about">{words.labelsAbout(formatCount(status.faces))}</p>
      <div className="panel">
        <table className="table counts">
          <thead>
            <tr>
              <th scope="col" />
              <td />
              {KINDS.map(({ kind, word }) => (
                <th key={kind} scope="col" className="table-number">
                  <span className={`counts-key counts-${kind}`} />
                  {word}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {TASKS.map((task) => {
              const { values, confirmed } = counts[task];
              const of = { confirmed, proposed: values - confirmed, unlabelled: status.faces - values };
              return (
                <tr key={task}>
                  <th scope="row">{strings.labels.tasks[task]}</th>
                  <td aria-hidden>
                    <div className="counts-bar">
                      {KINDS.map(({ kind }) => (
                        <span key={kind} className={`counts-${kind}`} style={{ flexGrow: of[kind] }} />
                      ))}
                    </div>
                  </td>
                  {KINDS.map(({ kind }) => (
                    <td key={kind} className={of[kind] === 0 ? 'table-number table-faint' : 'table-number'}>
                      {formatCount(of[kind])}
                    </td>
                  ))}
                  <td className="counts-go">
                    <ActionButton action={passAction(task)} icon={StepForward} iconOnly look="quiet" />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
