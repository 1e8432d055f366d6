/** One key accepts what the person is at. */
import { expect, test } from 'vitest';
import type { Annotation } from '../../../electron/shared/domain/annotation.ts';
import { ModelId } from '../../../electron/shared/domain/ids.ts';
import { TASKS } from '../../../electron/shared/domain/vocabulary.ts';
import { acceptInHand, READING_ORDER, toolOf } from '../../../renderer/editor/task-in-hand.ts';
import { face, TestEditor } from './test-editor.ts';

const box = { x: 100, y: 100, width: 300, height: 300 };
const byModel = { origin: { kind: 'model', model: ModelId.parse('00000000000000e1') }, confidence: 0.7 } as const;
const PROPOSED: Annotation[] = [
  { task: 'gender', value: { label: 'female' }, ...byModel },
  { task: 'expression', value: { label: 'fear' }, ...byModel },
  { task: 'pose', value: { quaternion: [1, 0, 0, 0] }, ...byModel },
];

function editing() {
  const user = new TestEditor(face(1, box, { annotations: PROPOSED }));
  user.click(200, 200);
  const accepted = () =>
    user.state.faces[0]!.annotations.filter(({ origin }) => origin.kind === 'person').map(({ task }) => task);
  return { user, accepted };
}

test('every task has its place in the order of reading', () => {
  expect(READING_ORDER.toSorted()).toEqual(TASKS.toSorted());
});

test.each([
  ['parsing', 'brush'],
  ['visibility', 'points'],
  ['pose', 'pose'],
  ['race', 'select'],
] as const)('%s is corrected with the tool %s', (task, tool) => {
  expect(toolOf(task)).toBe(tool);
});

test('the tool in hand says which task', () => {
  const { user, accepted } = editing();
  user.editor.setTool('pose');
  user.editor.apply(acceptInHand(user.state, null));
  expect(accepted()).toEqual(['pose']);
  expect(acceptInHand(user.state, null)).toBeNull();
});

test('the label that has the focus says it before the tool', () => {
  const { user, accepted } = editing();
  user.editor.setTool('pose');
  user.editor.apply(acceptInHand(user.state, 'expression'));
  expect(accepted()).toEqual(['expression']);
});

test('without either, one task after the other is accepted as the panel lists them', () => {
  const { user, accepted } = editing();
  user.editor.apply(acceptInHand(user.state, null));
  expect(accepted()).toEqual(['gender']);
  user.editor.apply(acceptInHand(user.state, null));
  expect(accepted()).toEqual(['gender', 'expression']);
});
