/** The same figure within each group of people, on one scale, and how far two groups are apart. */
import { useState } from 'react';
import {
  type Figure,
  GROUPINGS,
  type Grouping,
  type GroupReport,
  METRIC_FACTS,
  type ModelReport,
} from '../../electron/shared/domain/evaluation.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { Segmented } from '../components/segmented.tsx';
import { formatCount } from '../format.ts';
import { strings } from '../strings/strings.ts';
import { IntervalPlot, scaleOf } from './interval-plot.tsx';
import { formatChange, formatFigure, formatInterval } from './words.ts';
import './table.css';

const words = strings.insight;

function Gap({ names, gap }: { names: readonly [string, string]; gap: Figure }) {
  const clear = (gap.low ?? 0) > 0 || (gap.high ?? 0) < 0;
  return (
    <p className="group-gap">
      {words.gap(...names)}: <strong>{formatChange(gap.metric, gap.value)}</strong>
      <span className="table-faint">{formatInterval(gap.metric, gap.low, gap.high)}</span>
      <span className={`verdict ${clear ? 'verdict-worse' : ''}`}>{clear ? words.clearGap : words.noDifference}</span>
    </p>
  );
}

function GroupTable({ report }: { report: GroupReport }) {
  const [chosen, choose] = useState(0);
  const figureAt = Math.min(chosen, report.groups[0]!.figures.length - 1);
  const figures = report.groups.map((group) => group.figures[figureAt]!);
  const { metric } = figures[0]!;
  const bounds = METRIC_FACTS[metric].unit === 'percent' ? { from: 0, to: 100 } : { from: 0 };
  const scale = scaleOf(
    figures.flatMap(({ value, low, high }) => [value, low, high]),
    METRIC_FACTS[metric].better === 'higher' ? bounds : { from: 0 },
  );
  const [first, second] = report.groups;
  const gap = report.gap?.[figureAt];
  return (
    <div className="panel">
      <table className="table">
        <thead>
          <tr>
            <th>{words.groupings[report.grouping]}</th>
            <th className="table-number">
              {report.groups[0]!.figures.length > 1 ? (
                <select
                  className="select"
                  aria-label={words.figure}
                  value={figureAt}
                  onChange={(event) => choose(Number(event.currentTarget.value))}
                >
                  {report.groups[0]!.figures.map((figure, i) => (
                    <option key={figure.metric} value={i}>
                      {words.metrics[figure.metric]}
                    </option>
                  ))}
                </select>
              ) : (
                words.metrics[metric]
              )}
            </th>
            <th />
            <th className="table-number">{words.interval}</th>
            <th className="table-number">{words.faces}</th>
          </tr>
        </thead>
        <tbody>
          {report.groups.map(({ name, faces }, i) => {
            const figure = figures[i]!;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="table-number">{formatFigure(metric, figure.value)}</td>
                <td className="table-plot">
                  <IntervalPlot {...figure} scale={scale} />
                </td>
                <td className="table-faint table-number">{formatInterval(metric, figure.low, figure.high)}</td>
                <td className="table-faint table-number">{formatCount(faces)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {gap && first && second && <Gap names={[first.name, second.name]} gap={gap} />}
    </div>
  );
}

export function GroupFigures({ report }: { report: ModelReport }) {
  const [grouping, setGrouping] = useState<Grouping>('race');
  const [task, setTask] = useState<Task>('age');
  const groupings = GROUPINGS.filter((one) => report.groups.some((group) => group.grouping === one));
  const shownGrouping = groupings.includes(grouping) ? grouping : groupings[0];
  const tasks = TASKS.filter((one) =>
    report.groups.some((group) => group.grouping === shownGrouping && group.task === one),
  );
  const shownTask = tasks.includes(task) ? task : tasks[0];
  const shown = report.groups.find((group) => group.grouping === shownGrouping && group.task === shownTask);
  return (
    <section aria-label={words.fairness}>
      <h2>{words.fairness}</h2>
      {shown && shownGrouping && shownTask ? (
        <>
          <div className="insight-line">
            <p className="insight-about">{words.fairnessAbout}</p>
            <select
              className="select"
              aria-label={words.task}
              value={shownTask}
              onChange={(event) => setTask(event.currentTarget.value as Task)}
            >
              {tasks.map((one) => (
                <option key={one} value={one}>
                  {strings.labels.tasks[one]}
                </option>
              ))}
            </select>
            <Segmented
              look="chips"
              label={words.groupBy}
              value={shownGrouping}
              options={groupings.map((value) => ({ value, label: words.groupings[value] }))}
              onChange={(value) => setGrouping(value)}
            />
          </div>
          <GroupTable key={`${shownGrouping} ${shownTask}`} report={shown} />
        </>
      ) : (
        <p className="insight-about">{words.noGroups}</p>
      )}
    </section>
  );
}
