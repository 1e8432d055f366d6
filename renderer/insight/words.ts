/** Figures as people read them. */
import { METRIC_FACTS, type MetricName } from '../../electron/shared/domain/evaluation.ts';
import { strings } from '../strings/strings.ts';

const words = strings.insight;
/** A minus sign is as wide as a plus. */
const MINUS = '−';

const plain = (value: number, digits: number): string => value.toFixed(digits).replace('-', MINUS);
const digitsOf = (metric: MetricName): number => (METRIC_FACTS[metric].unit === 'percent' ? 1 : 2);

/** `91.2 %`, `3.46°`, `4.17 y`; a dash where nothing is known. */
export const formatFigure = (metric: MetricName, value: number | null): string =>
  value === null ? '–' : `${plain(value, digitsOf(metric))}${words.units[METRIC_FACTS[metric].unit]}`;

/** `+1.2`, `−0.35`: the unit stands beside it. */
export function formatChange(metric: MetricName, value: number | null): string {
  if (value === null) return '–';
  const text = plain(value, digitsOf(metric));
  return value > 0 ? `+${text}` : text;
}

/** `90.1 – 92.3`; nothing where the interval is not known. */
export const formatInterval = (metric: MetricName, low: number | null, high: number | null): string =>
  low === null || high === null ? '' : `${plain(low, digitsOf(metric))} – ${plain(high, digitsOf(metric))}`;
