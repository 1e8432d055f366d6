/** What a format carries of the labels that the project has, before anything is written. */
import { Circle, CircleDashed, CircleDot, type LucideIcon } from 'lucide-react';
import { ASPECTS, type Carry, type FormatFacts } from '../../electron/shared/domain/dataset.ts';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';

const words = strings.datasets;
const ICONS: Record<Carry['level'], LucideIcon> = { whole: CircleDot, part: CircleDashed, none: Circle };

export function CarriesTable({ format }: { format: FormatFacts }) {
  const status = useCall('project.status').data;
  /** How many faces have something to say; null for what no count is kept of. */
  const countOf = (aspect: (typeof ASPECTS)[number]): number | null =>
    aspect === 'box'
      ? (status?.faces ?? 0)
      : aspect === 'review' || aspect === 'provenance'
        ? null
        : (status?.annotations[aspect] ?? 0);
  const lost = ASPECTS.filter((aspect) => format.carries[aspect].level === 'none' && (countOf(aspect) ?? 0) > 0);
  return (
    <section className="carries" aria-label={words.carries}>
      <h3>{words.carries}</h3>
      <p className="carries-sum" aria-live="polite">
        {words.losing(lost.length)} {format.origin !== '' && words.coordinates(format.origin)}
      </p>
      <table>
        <tbody>
          {ASPECTS.map((aspect) => {
            const { level, note, tolerance } = format.carries[aspect];
            const Icon = ICONS[level];
            const count = countOf(aspect);
            const detail = [note, tolerance > 0 ? words.within(tolerance) : '']
              .filter((text) => text !== '')
              .join('; ');
            return (
              <tr key={aspect} className={`carries-${level}`}>
                <th scope="row">{words.aspects[aspect]}</th>
                <td className="carries-count">{count === null ? '' : words.labelled(count)}</td>
                <td className="carries-level">
                  <Icon aria-hidden />
                  {words.levels[level]}
                </td>
                <td>{detail}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
