/** For how many faces each task is labelled, and how much of it people stand behind. */
import { TASKS } from '../../electron/shared/domain/vocabulary.ts';
import { formatCount } from '../format.ts';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import './label-counts.css';

const words = strings.insight;

export function LabelCounts() {
  const status = useCall('project.status').data;
  const counts = useCall('project.labels').data;
  if (!status || !counts) return null;
  return (
    <section aria-label={words.labels}>
      <h2>{words.labels}</h2>
      <p className="insight-about">{words.labelsAbout(formatCount(status.faces))}</p>
      <div className="panel">
        <ul className="counts">
          {TASKS.map((task) => {
            const { values, confirmed } = counts[task];
            const share = (count: number) => ({ width: `${status.faces > 0 ? (100 * count) / status.faces : 0}%` });
            return (
              <li key={task}>
                <span>{strings.labels.tasks[task]}</span>
                <span className="counts-bar" aria-hidden>
                  <span className="counts-confirmed" style={share(confirmed)} />
                  <span className="counts-proposed" style={share(values - confirmed)} />
                </span>
                <span className="counts-figure" data-tip={words.confirmed}>
                  {formatCount(confirmed)}
                </span>
                <span className="counts-figure counts-all" data-tip={words.proposed}>
                  {formatCount(values - confirmed)}
                </span>
              </li>
            );
          })}
        </ul>
        <p className="counts-legend">
          <span className="counts-key counts-confirmed" />
          {words.confirmed}
          <span className="counts-key counts-proposed" />
          {words.proposed}
          <span className="counts-key" />
          {words.unlabelled}
        </p>
      </div>
    </section>
  );
}
