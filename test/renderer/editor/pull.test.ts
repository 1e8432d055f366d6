/** Pulling borders, in the verbs of the person who pulls them. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../electron/shared/domain/annotation.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import type { PaintSettings } from '../../../renderer/editor/paint-settings.ts';
import { shownFace, type ToolName } from '../../../renderer/editor/state.ts';
import { face, TestEditor } from './test-editor.ts';

const box = { x: 133, y: 133, width: 134, height: 134 };
const frame = { x: 100, y: 100, width: 200, height: 200 };
const [SKIN, NOSE, HAIR] = [1, 6, 10];

/** 40 x 40 cells of five pixels: skin all over, a nose of ten by ten cells in the middle, hair at the right. */
function annotation(): Annotation {
  const labels = new Uint8Array(1600).fill(SKIN);
  for (let y = 0; y < 40; y++) labels.fill(HAIR, y * 40 + 30, y * 40 + 40);
  for (let y = 15; y < 25; y++) labels.fill(NOSE, y * 40 + 15, y * 40 + 25);
  return {
    task: 'parsing',
    value: { profile: 'facexformer-11', frame, width: 40, height: 40, labels },
    origin: { kind: 'import', format: 'test' },
    confidence: null,
  };
}

function using(tool: ToolName, paint: Partial<PaintSettings> = {}): TestEditor {
  const user = new TestEditor(face(1, box, { annotations: [annotation()] }));
  user.editor.select(user.state.faces[0]!.id);
  user.editor.setTool(tool);
  user.editor.setPaint(paint);
  return user;
}
const cells = (user: TestEditor) => labelOf(shownFace(user.state, user.state.faces[0]!), 'parsing')!.value.labels;
const count = (user: TestEditor, label: number): number => cells(user).filter((own) => own === label).length;
/** The middle of a cell, as a place of the photo. */
const at = (x: number, y: number): [number, number] => [102.5 + 5 * x, 102.5 + 5 * y];

describe('a border', () => {
  test('follows the pointer outwards, on all sides', async () => {
    const user = await using('pull').drag(at(24, 20), at(26, 20)).saved();
    // Two cells on each side, with the corners round: three cells of each are farther than two and a half.
    expect(count(user, NOSE)).toBe(14 * 14 - 4);
    expect(cells(user)[20 * 40 + 13]).toBe(NOSE);
    expect(user.patches).toHaveLength(1);
  });

  test('follows the pointer inwards; what it leaves goes to what lies there', async () => {
    const user = await using('pull').drag(at(24, 20), at(22, 20)).saved();
    expect(count(user, NOSE)).toBe(6 * 6);
    expect(count(user, HAIR)).toBe(400);
  });

  test('pressed deep inside waits for the pointer', async () => {
    const user = await using('pull').drag(at(35, 20), at(32, 20)).saved();
    expect(user.commands).toEqual([]);
    await user.drag(at(39, 20), at(27, 20)).saved();
    expect(count(user, HAIR)).toBe(13 * 40);
  });

  test('comes back with the pointer', async () => {
    const user = using('pull')
      .pointerDown(...at(24, 20))
      .pointerMove(...at(28, 20));
    expect(count(user, NOSE)).toBeGreaterThan(100);
    await user
      .pointerMove(...at(24, 20))
      .pointerUp(...at(24, 20))
      .saved();
    expect(count(user, NOSE)).toBe(100);
    expect(user.commands).toEqual([]);
  });

  test('Escape leaves it where it was', () => {
    const user = using('pull')
      .pointerDown(...at(24, 20))
      .pointerMove(...at(28, 20));
    user.editor.escape();
    expect(count(user, NOSE)).toBe(100);
    expect(user.commands).toEqual([]);
  });

  test('does not enter what is locked', async () => {
    const user = await using('pull', { locked: new Set(['hair']) })
      .drag(at(24, 20), at(33, 20))
      .saved();
    expect(count(user, HAIR)).toBe(400);
    expect(count(user, NOSE)).toBeGreaterThan(100);
  });

  test('of a locked class stays, and gains nothing that another leaves', async () => {
    const user = await using('pull', { locked: new Set(['nose']) })
      .drag(at(24, 20), at(27, 20))
      .saved();
    expect(user.commands).toEqual([]);
    await user.drag(at(26, 20), at(28, 20)).saved();
    expect(count(user, NOSE)).toBe(100);
  });

  test('with Shift held follows a lasso’s drag', async () => {
    const user = using('lasso', { class: 'hair' });
    const shift = { shift: true, alt: false, ctrl: false, pressure: 1 };
    user.editor.pointerDown(user.screen(...at(24, 20)), 'left', shift);
    user.editor.pointerMove(user.screen(...at(26, 20)), shift);
    user.editor.pointerUp(user.screen(...at(26, 20)), shift);
    await user.saved();
    expect(count(user, NOSE)).toBe(14 * 14 - 4);
    expect(count(user, HAIR)).toBe(400);
  });
});

test('one of two areas of a class is pulled, or with what hangs apart both', async () => {
  const two = (connected: boolean): TestEditor => {
    const user = using('pull', { connected });
    const { value } = labelOf(user.state.faces[0]!, 'parsing')!;
    for (let y = 5; y < 8; y++) value.labels.fill(NOSE, y * 40 + 3, y * 40 + 6);
    return user;
  };
  const one = await two(true).drag(at(24, 20), at(26, 20)).saved();
  expect(count(one, NOSE)).toBe(14 * 14 - 4 + 9);
  const both = await two(false).drag(at(24, 20), at(26, 20)).saved();
  expect(count(both, NOSE)).toBe(14 * 14 - 4 + 7 * 7 - 4);
});
