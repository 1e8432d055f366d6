/** Which labels go out. */
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { strings } from '../strings/strings.ts';

const words = strings.datasets;

export function TaskFilter({ tasks, onChange }: { tasks: readonly Task[]; onChange(tasks: Task[]): void }) {
  return (
    <fieldset className="field dataset-tasks">
      <legend className="field-title">{words.tasks}</legend>
      {TASKS.map((task) => (
        <label key={task} className="dataset-check">
          <input
            type="checkbox"
            checked={tasks.includes(task)}
            onChange={(event) => {
              const isWanted = event.currentTarget.checked;
              onChange(TASKS.filter((other) => (other === task ? isWanted : tasks.includes(other))));
            }}
          />
          {words.aspects[task]}
        </label>
      ))}
    </fieldset>
  );
}
