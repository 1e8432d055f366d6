/** Whether masks keep their classes or are merged into the eleven of the released network. */
import { CLASS_LISTS, ClassList } from '../../electron/shared/domain/dataset.ts';
import { Field } from '../components/field.tsx';
import { strings } from '../strings/strings.ts';

const words = strings.datasets;

export function ClassesField({ value, onChange }: { value: ClassList; onChange(list: ClassList): void }) {
  return (
    <Field label={words.classes}>
      {(ids) => (
        <select
          {...ids}
          className="select dataset-select"
          value={value}
          onChange={(event) => onChange(ClassList.parse(event.currentTarget.value))}
        >
          {CLASS_LISTS.map((list) => (
            <option key={list} value={list}>
              {words.classLists[list]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
