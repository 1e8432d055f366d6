/** Which task the person is at: told by the tool in hand, and accepted as it is by one key. */
import type { Patch } from '../../electron/shared/domain/patch.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { acceptTask } from './review-edits.ts';
import { type EditorState, selectedFace, type ToolName } from './state.ts';

/** What is read at a glance first. */
export const READING_ORDER: readonly Task[] = [
  'gender',
  'age',
  'race',
  'expression',
  'identity',
  'pose',
  'visibility',
  'landmarks',
  'attributes',
  'parsing',
];

/** The tasks that a tool changes; those that change none stand for all. */
const TOOL_TASKS: Readonly<Record<ToolName, readonly Task[]>> = {
  select: READING_ORDER,
  'draw-box': READING_ORDER,
  pan: READING_ORDER,
  brush: ['parsing'],
  eraser: ['parsing'],
  polygon: ['parsing'],
  lasso: ['parsing'],
  fill: ['parsing'],
  wand: ['parsing'],
  pull: ['parsing'],
  restore: ['parsing'],
  points: ['landmarks', 'visibility'],
  pose: ['pose'],
};

/** The first tool that changes a task alone; that which selects faces where keys and the panel do. */
export const toolOf = (task: Task): ToolName =>
  (Object.keys(TOOL_TASKS) as ToolName[]).find(
    (tool) => TOOL_TASKS[tool] !== READING_ORDER && TOOL_TASKS[tool].includes(task),
  ) ?? 'select';

/**
 * Accepts the first task in hand that is still as a model or a file says: that of the label that has the focus, else those
 * of the tool. Null where a person has spoken of all of them.
 */
export function acceptInHand(state: EditorState, focused: Task | null): Patch | null {
  const face = selectedFace(state);
  if (!face) return null;
  const tasks = focused === null ? TOOL_TASKS[state.tool] : [focused];
  for (const task of tasks) {
    const patch = acceptTask(face, task, state.person);
    if (patch) return patch;
  }
  return null;
}
