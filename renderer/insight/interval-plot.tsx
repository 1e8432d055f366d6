/** A figure as a dot with its interval as a line, on a scale that several share. */
import './interval-plot.css';

export interface Scale {
  from: number;
  to: number;
}

interface IntervalPlotProps {
  value: number | null;
  low: number | null;
  high: number | null;
  scale: Scale;
  /** A value that is marked, such as no change. */
  mark?: number;
  tone?: 'plain' | 'better' | 'worse';
}

/** Numbers that are there, with a little room at either side. Percent end at 0 and 100. */
export function scaleOf(numbers: readonly (number | null)[], bounds: Partial<Scale> = {}): Scale {
  const known = numbers.filter((number) => number !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0) return { from: 0, to: 1 };
  const room = Math.max((most - least) * 0.08, Math.abs(most) * 0.01, 1e-6);
  return {
    from: Math.max(bounds.from ?? Number.NEGATIVE_INFINITY, least - room),
    to: Math.min(bounds.to ?? Number.POSITIVE_INFINITY, most + room),
  };
}

/** Zero in the middle. */
export const scaleAround = (numbers: readonly (number | null)[]): Scale => {
  const most = Math.max(1e-6, ...numbers.map((number) => Math.abs(number ?? 0))) * 1.1;
  return { from: -most, to: most };
};

export function IntervalPlot({ value, low, high, scale, mark, tone = 'plain' }: IntervalPlotProps) {
  const place = (number: number) => `${((number - scale.from) / (scale.to - scale.from)) * 100}%`;
  if (value === null) return <span className="interval" />;
  const line = low === null || high === null ? null : { left: place(low), right: `calc(100% - ${place(high)})` };
  return (
    <span className={`interval interval-${tone}`} aria-hidden>
      {mark !== undefined && <span className="interval-mark" style={{ left: place(mark) }} />}
      {line && <span className="interval-line" style={line} />}
      <span className="interval-dot" style={{ left: place(value) }} />
    </span>
  );
}
