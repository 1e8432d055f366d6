/** Everything that is said of the selected face, a line for each task; open tasks show their parts and are changed there. */
import { memo, type ReactNode } from 'react';
import type { Face } from '../../electron/shared/domain/face.ts';
import { VISIBILITY_POINTS } from '../../electron/shared/domain/landmarks.ts';
import { taskState } from '../../electron/shared/domain/task-state.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import type { Editor } from '../editor/editor.ts';
import { type LabelValue, labelOf } from '../editor/labels.ts';
import { acceptTask } from '../editor/review-edits.ts';
import { READING_ORDER } from '../editor/task-in-hand.ts';
import { toggleLabel, useOpenLabels } from '../state/open-labels.ts';
import { strings } from '../strings/strings.ts';
import { AgeEditor } from './age-editor.tsx';
import { AttributeList, rowsOf } from './attribute-list.tsx';
import { ChoiceGroup } from './choice-group.tsx';
import { IdentityEditor } from './identity-editor.tsx';
import { LabelRow } from './label-row.tsx';
import { classAreas, MaskLegend } from './mask-legend.tsx';
import { plainWords, poseWords } from './words.ts';
import './labels-panel.css';

const text = strings.labels;

interface Shown {
  face: Face;
  editor: Editor;
}

interface TaskView<T extends Task> {
  /** The value in a few words. */
  words(value: LabelValue<T>): string;
  /** The same at length, where there is more to say. */
  tip?(value: LabelValue<T>): string | null;
  /** Where the value is said by hand, whether there is one or not. */
  edit?(shown: Shown): ReactNode;
  /** Parts of a value, where it has some. */
  parts?(value: LabelValue<T>, editor: Editor): ReactNode;
}

const hiddenNames = ({ visible }: LabelValue<'visibility'>): string[] =>
  VISIBILITY_POINTS.filter((_, at) => !visible[at]).map(({ name }) => plainWords(name));

const VIEWS: { readonly [T in Task]: TaskView<T> } = {
  gender: {
    words: ({ label }) => plainWords(label),
    edit: (shown) => <ChoiceGroup task="gender" {...shown} />,
  },
  age: {
    words: ({ years, bin }) => text.yearsAndBin(Math.round(years), bin),
    edit: (shown) => <AgeEditor {...shown} />,
  },
  race: { words: ({ label }) => plainWords(label), edit: (shown) => <ChoiceGroup task="race" {...shown} /> },
  expression: {
    words: ({ label }) => plainWords(label),
    edit: (shown) => <ChoiceGroup task="expression" {...shown} />,
  },
  identity: { words: ({ label }) => label ?? text.notNamed, edit: (shown) => <IdentityEditor {...shown} /> },
  pose: { words: ({ quaternion }) => poseWords(quaternion, true), tip: ({ quaternion }) => poseWords(quaternion) },
  visibility: {
    words: ({ visible }) => text.visibleOf(visible.filter(Boolean).length, visible.length),
    parts: (value) => (
      <p className="label-text">
        {hiddenNames(value).length === 0 ? text.nothingHidden : text.hidden(hiddenNames(value).join('; '))}
      </p>
    ),
  },
  landmarks: {
    words: ({ points }) => text.points(points.length),
    tip: ({ spread }) => spread && text.pointsWidth(median(spread).toFixed(1)),
  },
  attributes: {
    words: (value) => {
      const rows = rowsOf(value);
      return text.holding(rows.filter(({ state }) => state === 'yes').length, rows.length);
    },
    edit: (shown) => <AttributeList {...shown} />,
  },
  parsing: {
    words: (mask) => text.parts(classAreas(mask).filter((area, label) => label > 0 && area > 0).length),
    parts: (mask, editor) => <MaskLegend mask={mask} editor={editor} />,
  },
};

const median = (values: Float32Array): number => values.toSorted()[values.length >> 1]!;

function TaskRow<T extends Task>({ task, face, editor }: { task: T } & Shown) {
  const { words, tip, edit, parts } = VIEWS[task] as TaskView<T>;
  const open = useOpenLabels((state) => state.open.has(task));
  const annotation = labelOf(face, task);
  const value = annotation?.value as LabelValue<T> | undefined;
  const accept = acceptTask(face, task, editor.state.person);
  const content = edit ? edit({ face, editor }) : value && parts?.(value, editor);
  return (
    <LabelRow
      task={task}
      state={taskState(annotation, face.review)}
      annotation={annotation}
      tip={(value && tip?.(value)) ?? undefined}
      accept={accept && face.review === 'open' ? () => editor.apply(accept) : undefined}
      more={content ? { open, toggle: () => toggleLabel(task), content: open && content } : undefined}
    >
      {value && words(value)}
    </LabelRow>
  );
}

export const LabelsPanel = memo(function LabelsPanel({ face, editor }: Shown) {
  return (
    <ul className="labels" aria-label={text.title}>
      {READING_ORDER.map((task) => (
        <TaskRow key={task} task={task} face={face} editor={editor} />
      ))}
    </ul>
  );
});

/** Whether anything is said of the face. */
export const isLabelled = (face: Face): boolean => TASKS.some((task) => labelOf(face, task) !== null);
