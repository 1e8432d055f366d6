/** What a round learns from: faces by task and part, how they are kept apart, and what a person should know before. */
import { TriangleAlert } from 'lucide-react';
import type { Material } from '../../electron/shared/domain/round.ts';
import { TASKS } from '../../electron/shared/domain/vocabulary.ts';
import { formatCount } from '../format.ts';
import { strings } from '../strings/strings.ts';
import '../insight/table.css';

const words = strings.rounds;
const PARTS = ['train', 'validation', 'test'] as const;

export function MaterialTable({ material }: { material: Material }) {
  const { faces, photos, groups, by, tasks, warnings } = material;
  const known = TASKS.filter((task) => tasks[task] !== undefined);
  if (faces === 0) return <p className="insight-about">{words.noMaterial}</p>;
  const most = Math.max(...known.map((task) => PARTS.reduce((sum, part) => sum + tasks[task]![part], 0)));
  return (
    <>
      <p className="insight-about">
        {words.material(faces, photos)} {words.kept[by](groups)}
      </p>
      <div className="panel">
        <table className="table">
          <thead>
            <tr>
              <th>{words.task}</th>
              <th />
              <th className="table-number">{words.learn}</th>
              <th className="table-number">{words.stop}</th>
              <th className="table-number">{words.judge}</th>
            </tr>
          </thead>
          <tbody>
            {known.map((task) => (
              <tr key={task}>
                <th scope="row">{strings.labels.tasks[task]}</th>
                <td className="material-bar-cell">
                  <span className="material-bar" aria-hidden>
                    {PARTS.map((part) => (
                      <span
                        key={part}
                        className={`material-${part}`}
                        style={{ width: `${(100 * tasks[task]![part]) / most}%` }}
                      />
                    ))}
                  </span>
                </td>
                {PARTS.map((part) => (
                  <td key={part} className={part === 'train' ? 'table-number' : 'table-number table-faint'}>
                    {formatCount(tasks[task]![part])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {warnings.map((warning) => (
        <p key={warning} className="rounds-warning">
          <TriangleAlert aria-hidden />
          {warning}
        </p>
      ))}
    </>
  );
}
