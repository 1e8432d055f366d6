/** What a format carries of the labels that the project has, before anything is written. */
import { Circle, CircleDashed, CircleDot, type LucideIcon } from 'lucide-react';
import { ASPECTS, type Carry, type ExportRequest, type FormatFacts } from '../../electron/shared/domain/dataset.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';

const words = strings.datasets;
const ICONS: Record<Carry['level'], LucideIcon> = { whole: CircleDot, part: CircleDashed, none: Circle };

interface CarriesTableProps {
  format: FormatFacts;
  review: ExportRequest['review'];
  /** Those that the person wants to go along. */
  tasks: readonly Task[];
}

export function CarriesTable({ format, review, tasks }: CarriesTableProps) {
  const status = useCall('project.status').data;
  const faces =
    status && { all: status.faces, accepted: status.accepted, unrejected: status.faces - status.rejected }[review];
  const isChosen = (aspect: (typeof ASPECTS)[number]): boolean =>
    !(TASKS as readonly string[]).includes(aspect) || tasks.includes(aspect as Task);
  /** How many faces have something to say; null for what no count is kept of. */
  const countOf = (aspect: (typeof ASPECTS)[number]): number | null =>
    aspect === 'box'
      ? (status?.faces ?? 0)
      : aspect === 'review' || aspect === 'provenance'
        ? null
        : (status?.annotations[aspect] ?? 0);
  const lost = ASPECTS.filter(
    (aspect) => isChosen(aspect) && format.carries[aspect].level === 'none' && (countOf(aspect) ?? 0) > 0,
  );
  return (
    <section className="carries" aria-label={words.carries}>
      <h3>{words.carries}</h3>
      <p className="carries-sum" aria-live="polite">
        {faces !== undefined && words.going(faces)} {words.losing(lost.length)}{' '}
        {format.origin !== '' && words.coordinates(format.origin)}
      </p>
      <table>
        <tbody>
          {ASPECTS.map((aspect) => {
            const { note, tolerance, ...carry } = format.carries[aspect];
            const level = isChosen(aspect) ? carry.level : 'none';
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
                <td>{isChosen(aspect) ? detail : words.notChosen}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
