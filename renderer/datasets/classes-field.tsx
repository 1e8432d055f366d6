/** Whether masks keep their classes or are merged into the eleven of the released network. */
import { CLASS_LISTS, type ClassList } from '../../electron/shared/domain/dataset.ts';
import { strings } from '../strings/strings.ts';
import { choicesOf, SelectField } from './fields.tsx';

const words = strings.datasets;

export const ClassesField = ({ value, onChange }: { value: ClassList; onChange(list: ClassList): void }) => (
  <SelectField
    label={words.classes}
    value={value}
    choices={choicesOf(words.classLists, CLASS_LISTS)}
    onChange={onChange}
  />
);
