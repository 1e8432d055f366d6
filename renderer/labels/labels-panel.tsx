/** Everything that is said of the selected face, a line for each task; open tasks show their parts. */
import { type ReactNode, useState } from 'react';
import type { Face } from '../../electron/shared/domain/face.ts';
import { VISIBILITY_POINTS } from '../../electron/shared/domain/landmarks.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import type { Editor } from '../editor/editor.ts';
import { type LabelValue, labelOf } from '../editor/labels.ts';
import { poseWords } from '../editor/pose-axes.ts';
import { countOf } from '../format.ts';
import { AttributeList, rowsOf } from './attribute-list.tsx';
import { LabelRow } from './label-row.tsx';
import { classAreas, MaskLegend } from './mask-legend.tsx';
import { plainWords } from './words.ts';
import './labels-panel.css';

interface TaskView<T extends Task> {
  name: string;
  /** The value in a few words. */
  words(value: LabelValue<T>): string;
  /** Its parts, where it has some. */
  parts?(value: LabelValue<T>, editor: Editor): ReactNode;
}

const hiddenNames = ({ visible }: LabelValue<'visibility'>): string[] =>
  VISIBILITY_POINTS.filter((_, at) => !visible[at]).map(({ name }) => name);

/** In the order of the panel: what is read at a glance first. */
const VIEWS: { readonly [T in Task]: TaskView<T> } = {
  gender: { name: 'Gender', words: ({ label }) => plainWords(label) },
  age: { name: 'Age', words: ({ years, bin }) => `${Math.round(years)} years · ${bin}` },
  race: { name: 'Race', words: ({ label }) => label },
  expression: { name: 'Expression', words: ({ label }) => plainWords(label) },
  identity: { name: 'Identity', words: ({ label }) => label ?? 'not named' },
  pose: { name: 'Head', words: ({ quaternion }) => poseWords(quaternion) },
  visibility: {
    name: 'Visible',
    words: ({ visible }) => `${visible.filter(Boolean).length} of ${countOf(visible.length, 'point')}`,
    parts: (value) => (
      <p className="label-text">
        {hiddenNames(value).length === 0 ? 'Nothing is hidden.' : `Hidden: ${hiddenNames(value).join('; ')}.`}
      </p>
    ),
  },
  landmarks: {
    name: 'Landmarks',
    words: ({ points, spread }) =>
      spread ? `${points.length} points · ± ${median(spread).toFixed(1)} px` : `${points.length} points`,
  },
  attributes: {
    name: 'Attributes',
    words: (value) => {
      const rows = rowsOf(value);
      return `${rows.filter(({ state }) => state === 'yes').length} of ${rows.length}`;
    },
    parts: (value) => <AttributeList value={value} />,
  },
  parsing: {
    name: 'Mask',
    words: (mask) => countOf(classAreas(mask).filter((area, label) => label > 0 && area > 0).length, 'part'),
    parts: (mask, editor) => <MaskLegend mask={mask} editor={editor} />,
  },
};

const median = (values: Float32Array): number => values.toSorted()[values.length >> 1]!;

interface TaskRowProps<T extends Task> {
  task: T;
  face: Face;
  editor: Editor;
  open: boolean;
  toggle(): void;
}

function TaskRow<T extends Task>({ task, face, editor, open, toggle }: TaskRowProps<T>) {
  const { name, words, parts } = VIEWS[task] as TaskView<T>;
  const annotation = labelOf(face, task);
  const value = annotation?.value as LabelValue<T> | undefined;
  return (
    <LabelRow
      name={name}
      annotation={annotation}
      more={value && parts && { open, toggle, content: open && parts(value, editor) }}
    >
      {value && words(value)}
    </LabelRow>
  );
}

export function LabelsPanel({ face, editor }: { face: Face; editor: Editor }) {
  const [opened, setOpened] = useState<ReadonlySet<Task>>(new Set(['attributes', 'parsing']));
  const toggle = (task: Task) =>
    setOpened(
      (before) => new Set(before.has(task) ? [...before].filter((other) => other !== task) : [...before, task]),
    );
  return (
    <ul className="labels" aria-label="Labels">
      {(Object.keys(VIEWS) as Task[]).map((task) => (
        <TaskRow
          key={task}
          task={task}
          face={face}
          editor={editor}
          open={opened.has(task)}
          toggle={() => toggle(task)}
        />
      ))}
    </ul>
  );
}

/** Whether anything is said of the face. */
export const isLabelled = (face: Face): boolean => TASKS.some((task) => labelOf(face, task) !== null);
