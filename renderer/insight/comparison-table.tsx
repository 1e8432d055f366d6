/** Two networks on the same faces: before, after, what changed, and whether that is more than chance. */
import { useState } from 'react';
import {
  type Difference,
  type EvaluationReport,
  type Figure,
  type MetricName,
  VERDICTS,
} from '../../electron/shared/domain/evaluation.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { Segmented } from '../components/segmented.tsx';
import { strings } from '../strings/strings.ts';
import { IntervalPlot, scaleAround } from './interval-plot.tsx';
import { formatChange, formatFigure, formatInterval } from './words.ts';
import './table.css';

const words = strings.insight;
const TONES = { better: 'better', worse: 'worse', unclear: 'plain' } as const;

export function VerdictBadge({ verdict }: { verdict: Difference['verdict'] }) {
  return <span className={`verdict verdict-${verdict}`}>{words.verdicts[verdict]}</span>;
}

function DifferenceCells({ difference, before, after }: { difference: Difference; before: Figure; after: Figure }) {
  const { metric, value, low, high, verdict } = difference;
  return (
    <>
      <td data-tip={words.metricsAbout[metric]}>{words.metrics[metric]}</td>
      <td className="table-number" data-tip={formatInterval(metric, before.low, before.high)}>
        {formatFigure(metric, before.value)}
      </td>
      <td className="table-number" data-tip={formatInterval(metric, after.low, after.high)}>
        {formatFigure(metric, after.value)}
      </td>
      <td className="table-number" data-tip={formatInterval(metric, low, high)}>
        {formatChange(metric, value)}
      </td>
      <td className="table-plot">
        <IntervalPlot {...difference} scale={scaleAround([value, low, high])} mark={0} tone={TONES[verdict]} />
      </td>
      <td>
        <VerdictBadge verdict={verdict} />
      </td>
    </>
  );
}

export function ComparisonTable({ report }: { report: EvaluationReport }) {
  const [shown, setShown] = useState<'main' | 'all'>('main');
  const differences = report.differences ?? [];
  const figureOf = (model: number, task: Task, metric: MetricName): Figure =>
    report.models[model]?.tasks.find((one) => one.task === task)?.figures.find((one) => one.metric === metric) ?? {
      metric,
      value: null,
      low: null,
      high: null,
    };
  const count = (verdict: Difference['verdict']) =>
    differences.filter(({ figures }) => figures[0]?.verdict === verdict).length;
  const [better, worse, unclear] = VERDICTS.map(count) as [number, number, number];
  /** One person or one photo alone tells nothing about others. */
  const isTold = differences.some(({ figures }) => figures.some(({ low }) => low !== null));
  return (
    <>
      <div className="insight-line">
        <p>{isTold ? words.tally(better, worse, unclear) : words.tooFew}</p>
        <Segmented
          look="chips"
          label={words.figure}
          value={shown}
          options={[
            { value: 'main', label: words.mainFigures },
            { value: 'all', label: words.allFigures },
          ]}
          onChange={(value) => setShown(value)}
        />
      </div>
      <div className="panel">
        <table className="table">
          <thead>
            <tr>
              <th>{words.task}</th>
              <th>{words.figure}</th>
              <th className="table-number">{words.before}</th>
              <th className="table-number">{words.after}</th>
              <th className="table-number">{words.change}</th>
              <th />
              <th>{words.verdict}</th>
            </tr>
          </thead>
          {differences.map(({ task, figures }) => (
            <tbody key={task}>
              {figures.slice(0, shown === 'main' ? 1 : figures.length).map((difference, i) => (
                <tr key={difference.metric} className={i > 0 ? 'table-more' : undefined}>
                  {i === 0 ? <th scope="row">{strings.labels.tasks[task]}</th> : <td />}
                  <DifferenceCells
                    difference={difference}
                    before={figureOf(0, task, difference.metric)}
                    after={figureOf(1, task, difference.metric)}
                  />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}
