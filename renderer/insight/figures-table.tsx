/** What one network is worth: each task's figures with their intervals, and the parts of the first one. */
import { ChevronRight } from 'lucide-react';
import { Fragment, useState } from 'react';
import { type Figure, METRIC_FACTS, type TaskReport } from '../../electron/shared/domain/evaluation.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { formatCount } from '../format.ts';
import { strings } from '../strings/strings.ts';
import { DetailBars } from './detail-bars.tsx';
import { IntervalPlot, type Scale, scaleOf } from './interval-plot.tsx';
import { formatFigure, formatInterval } from './words.ts';
import './table.css';

const words = strings.insight;

/** Percent of right answers from 0 to 100; errors from nothing to a little above the largest of them. */
function figureScale({ metric, value, high }: Figure): Scale {
  const { unit, better } = METRIC_FACTS[metric];
  if (unit === 'percent' && better === 'higher') return { from: 0, to: 100 };
  return { from: 0, to: scaleOf([0, value, high]).to };
}

function FigureCells({ figure }: { figure: Figure }) {
  const { metric, value, low, high } = figure;
  return (
    <>
      <td data-tip={words.metricsAbout[metric]}>{words.metrics[metric]}</td>
      <td className="table-number">{formatFigure(metric, value)}</td>
      <td className="table-plot">
        <IntervalPlot {...figure} scale={figureScale(figure)} />
      </td>
      <td className="table-faint table-number">{formatInterval(metric, low, high)}</td>
    </>
  );
}

function TaskRows({ report, open, toggle }: { report: TaskReport; open: boolean; toggle(): void }) {
  const { task, faces, figures, details, own } = report;
  const name = strings.labels.tasks[task];
  const [first, ...others] = figures;
  const more = others.length > 0 || details.length > 0 || own > 0;
  return (
    <tbody>
      <tr>
        <th scope="row">
          {more ? (
            <button type="button" className="table-open" aria-expanded={open} onClick={toggle}>
              <ChevronRight aria-hidden />
              {name}
            </button>
          ) : (
            <span className="table-task">{name}</span>
          )}
        </th>
        {first && <FigureCells figure={first} />}
        <td className="table-faint table-number">{formatCount(faces)}</td>
      </tr>
      {open && (
        <>
          {others.map((figure) => (
            <tr key={figure.metric} className="table-more">
              <td />
              <FigureCells figure={figure} />
              <td />
            </tr>
          ))}
          {(details.length > 0 || own > 0) && (
            <tr className="table-more">
              <td />
              <td colSpan={5}>
                {own > 0 && <p className="table-note">{words.own(own)}</p>}
                {details.length > 0 && <DetailBars details={details} label={words.detailsOf(name)} />}
              </td>
            </tr>
          )}
        </>
      )}
    </tbody>
  );
}

export function FiguresTable({ tasks }: { tasks: readonly TaskReport[] }) {
  const [opened, setOpened] = useState<ReadonlySet<Task>>(new Set());
  const toggle = (task: Task) =>
    setOpened(
      (before) => new Set(before.has(task) ? [...before].filter((other) => other !== task) : [...before, task]),
    );
  return (
    <div className="panel">
      <table className="table">
        <thead>
          <tr>
            <th>{words.task}</th>
            <th>{words.figure}</th>
            <th className="table-number">{words.value}</th>
            <th />
            <th className="table-number">{words.interval}</th>
            <th className="table-number">{words.faces}</th>
          </tr>
        </thead>
        {tasks.map((report) => (
          <Fragment key={report.task}>
            <TaskRows report={report} open={opened.has(report.task)} toggle={() => toggle(report.task)} />
          </Fragment>
        ))}
      </table>
    </div>
  );
}
