/** Curves over steps: a few lines on one scale, with a grid of round numbers and what lies under the pointer in words. */
import { type PointerEvent, useState } from 'react';
import './line-chart.css';

export interface Line {
  name: string;
  look: 'faint' | 'strong';
  points: readonly { x: number; y: number }[];
}

interface LineChartProps {
  label: string;
  /** What x counts. */
  unit: string;
  lines: readonly Line[];
  formatY(value: number): string;
}

const WIDTH = 840;
const HEIGHT = 220;
const EDGE = { left: 52, right: 12, top: 12, bottom: 26 };
const MOST_TICKS = 5;

/** Round numbers from `least` to `most`, in steps of 1, 2 or 5 times a power of ten. */
export function ticksOf(least: number, most: number): number[] {
  const rough = (most - least) / MOST_TICKS;
  if (!(rough > 0)) return [least];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= rough)!;
  const first = Math.ceil(least / step - 1e-9);
  const last = Math.floor(most / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

const nearest = (points: Line['points'], x: number) =>
  points.reduce<Line['points'][number] | null>(
    (best, point) => (best === null || Math.abs(point.x - x) < Math.abs(best.x - x) ? point : best),
    null,
  );

export function LineChart({ label, unit, lines, formatY }: LineChartProps) {
  const [pointed, point] = useState<number | null>(null);
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return null;
  const most = { x: Math.max(1, ...all.map(({ x }) => x)), y: Math.max(...all.map(({ y }) => y)) };
  const least = Math.min(...all.map(({ y }) => y));
  const room = Math.max((most.y - least) * 0.06, 1e-9);
  const [bottom, top] = [Math.max(0, least - room), most.y + room];
  const toX = (x: number) => EDGE.left + (x / most.x) * (WIDTH - EDGE.left - EDGE.right);
  const toY = (y: number) => HEIGHT - EDGE.bottom - ((y - bottom) / (top - bottom)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const follow = (event: PointerEvent<SVGSVGElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = ((event.clientX - left) / width) * WIDTH;
    point(Math.min(most.x, Math.max(0, ((at - EDGE.left) / (WIDTH - EDGE.left - EDGE.right)) * most.x)));
  };
  const under =
    pointed === null ? [] : lines.map(({ name, look, points }) => ({ name, look, at: nearest(points, pointed) }));
  const [first] = under.flatMap(({ at }) => at ?? []);
  return (
    <figure className="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={label}
        onPointerMove={follow}
        onPointerLeave={() => point(null)}
      >
        {ticksOf(bottom, top).map((y) => (
          <g key={y}>
            <line className="chart-grid" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={toY(y)} y2={toY(y)} />
            <text x={EDGE.left - 8} y={toY(y) + 4} textAnchor="end">
              {formatY(y)}
            </text>
          </g>
        ))}
        {ticksOf(0, most.x).map((x) => (
          <text key={x} x={toX(x)} y={HEIGHT - 8} textAnchor="middle">
            {x}
          </text>
        ))}
        {lines.map(({ name, look, points }) => (
          <g key={name} className={`chart-${look}`}>
            <polyline points={points.map(({ x, y }) => `${toX(x)},${toY(y)}`).join(' ')} />
            {look === 'strong' && points.map(({ x, y }) => <circle key={x} cx={toX(x)} cy={toY(y)} r={2.5} />)}
          </g>
        ))}
        {first && (
          <line className="chart-cursor" x1={toX(first.x)} x2={toX(first.x)} y1={EDGE.top} y2={HEIGHT - EDGE.bottom} />
        )}
      </svg>
      <figcaption>
        {lines.map(({ name, look, points }) => {
          const at = under.find((one) => one.name === name)?.at ?? points.at(-1);
          return (
            <span key={name} className={`chart-key chart-key-${look}`}>
              {name}
              {at && <strong>{formatY(at.y)}</strong>}
            </span>
          );
        })}
        <span className="chart-at">{first && `${first.x} ${unit}`}</span>
      </figcaption>
    </figure>
  );
}
