/** How a round's loss fell: of what it learns from, smoothed, and of what it is told by when to stop. */
import { useState } from 'react';
import type { LossPoint } from '../../electron/shared/domain/round.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { LineChart } from '../components/line-chart.tsx';
import { Segmented } from '../components/segmented.tsx';
import { strings } from '../strings/strings.ts';
import { type Curve, smoothed } from './curves.ts';

const words = strings.rounds;
const formatLoss = (value: number): string => (value >= 10 ? value.toFixed(1) : value.toPrecision(3));

export function LossChart({ curve }: { curve: readonly LossPoint[] }) {
  const [shown, show] = useState<Task | 'total'>('total');
  const tasks = TASKS.filter((task) => curve.some((point) => point.tasks[task] !== undefined));
  const line = (part: LossPoint['part']): Curve =>
    curve.flatMap((point) => {
      const y = shown === 'total' ? point.total : point.tasks[shown];
      return point.part === part && y !== undefined ? [{ x: point.step, y }] : [];
    });
  if (curve.length === 0) return <p className="insight-about">{words.noCurve}</p>;
  return (
    <div className="panel rounds-chart">
      <Segmented
        look="chips"
        label={words.curve}
        value={shown}
        options={[
          { value: 'total', label: words.total },
          ...tasks.map((task) => ({ value: task, label: strings.labels.tasks[task] })),
        ]}
        onChange={(value) => show(value)}
      />
      <LineChart
        label={words.curves}
        unit={words.steps}
        formatY={formatLoss}
        lines={[
          { name: words.trainPart, look: 'faint', points: smoothed(line('train')) },
          { name: words.validationPart, look: 'strong', points: line('validation') },
        ]}
      />
    </div>
  );
}
