/** The parts of a figure, such as the F1 of each part of the face: the worst first. */
import type { Detail } from '../../electron/shared/domain/evaluation.ts';
import { plainWords } from '../labels/words.ts';

export function DetailBars({ details, label }: { details: readonly Detail[]; label: string }) {
  const known = details.filter(({ value }) => value !== null).toSorted((a, b) => a.value! - b.value!);
  return (
    <ul className="details" aria-label={label}>
      {known.map(({ name, value }) => (
        <li key={name}>
          <span className="ellipsis">{plainWords(name)}</span>
          <span className="details-bar" aria-hidden>
            <span style={{ width: `${value}%` }} />
          </span>
          <span className="table-number">{value!.toFixed(1)}</span>
        </li>
      ))}
    </ul>
  );
}
