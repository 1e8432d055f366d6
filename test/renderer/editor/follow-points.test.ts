/** Masks that follow the landmarks, in the verbs of the person who corrected them. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../electron/shared/domain/annotation.ts';
import { VISIBILITY_POINTS } from '../../../electron/shared/domain/landmarks.ts';
import { meanLandmarks } from '../../../electron/shared/domain/mean-face.ts';
import { PARSING_11, type ParsingClass } from '../../../electron/shared/domain/vocabulary.ts';
import { followPoints } from '../../../renderer/editor/follow-points.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import { reshape } from '../../../renderer/editor/mask-commands.ts';
import { face, TestEditor } from './test-editor.ts';

const box = { x: 200, y: 200, width: 240, height: 240 };
const frame = { x: 140, y: 140, width: 360, height: 360 };
const SIDE = 180;
const points = meanLandmarks(box).map(({ x, y }): [number, number] => [x, y]);
const by = { origin: { kind: 'import', format: 'test' }, confidence: null } as const;
const label = (name: ParsingClass): number => (PARSING_11 as readonly ParsingClass[]).indexOf(name);
const cellAt = (x: number, y: number): number =>
  Math.floor(((y - frame.y) * SIDE) / frame.height) * SIDE + Math.floor(((x - frame.x) * SIDE) / frame.width);

/** Skin all over, but hair over the upper half of the left eye; an eye that the mask has far from its points. */
function user(...more: Annotation[]): TestEditor {
  const labels = new Uint8Array(SIDE * SIDE).fill(label('skin'));
  for (let y = 2; y < 12; y++) labels.fill(label('right_eye'), y * SIDE + 5, y * SIDE + 30);
  const [, lid] = points[43]!;
  const middle = (lid + points[47]![1]) / 2;
  for (let y = frame.y; y < middle; y += 2)
    labels.fill(label('hair'), cellAt(points[42]![0], y), cellAt(points[45]![0], y));
  const value = { profile: 'facexformer-11', frame, width: SIDE, height: SIDE, labels } as const;
  const edited = new TestEditor(
    face(1, box, {
      annotations: [
        { task: 'parsing', value, ...by },
        { task: 'landmarks', value: { points, spread: null }, ...by },
        ...more,
      ],
    }),
  );
  edited.editor.select(edited.state.faces[0]!.id);
  return edited;
}
const cells = (edited: TestEditor) => labelOf(edited.state.faces[0]!, 'parsing')!.value.labels;
const count = (edited: TestEditor, name: ParsingClass): number =>
  cells(edited).filter((own) => own === label(name)).length;
const middleOf = (...indices: number[]): number =>
  cellAt(
    indices.reduce((sum, index) => sum + points[index]![0], 0) / indices.length,
    indices.reduce((sum, index) => sum + points[index]![1], 0) / indices.length,
  );
/** Square photo pixels a cell covers. */
const CELL = (frame.width / SIDE) ** 2;

function areaOf(indices: readonly number[]): number {
  let twice = 0;
  for (const [at, index] of indices.entries()) {
    const [x, y] = points[index]!;
    const [nextX, nextY] = points[indices[(at + 1) % indices.length]!]!;
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice) / 2;
}

describe('masks that follow the points', () => {
  test('have the eye where its points are, as large as they say, and nowhere else', async () => {
    const edited = user();
    edited.editor.apply(followPoints(edited.state));
    await edited.saved();
    expect(cells(edited)[middleOf(36, 37, 38, 39, 40, 41)]).toBe(label('right_eye'));
    expect(cells(edited)[5 * SIDE + 10]).toBe(label('skin'));
    const straight = areaOf([36, 37, 38, 39, 40, 41]) / CELL;
    expect(count(edited, 'right_eye')).toBeGreaterThan(straight);
    expect(count(edited, 'right_eye')).toBeLessThan(1.4 * straight);
    expect(edited.patches).toHaveLength(1);
  });

  test('have lips between the outer and the inner line', async () => {
    const edited = user();
    edited.editor.apply(followPoints(edited.state));
    await edited.saved();
    expect(cells(edited)[middleOf(51, 62)]).toBe(label('upper_lip'));
    expect(cells(edited)[middleOf(57, 66)]).toBe(label('lower_lip'));
  });

  test('leave what lies over the face', async () => {
    const edited = user();
    const before = count(edited, 'hair');
    edited.editor.apply(followPoints(edited.state));
    await edited.saved();
    expect(count(edited, 'hair')).toBe(before);
    expect(count(edited, 'left_eye')).toBeGreaterThan(0);
  });

  test('of the active point’s part alone', async () => {
    const edited = user();
    edited.editor.setPoints({ active: 44 });
    edited.editor.apply(followPoints(edited.state));
    await edited.saved();
    expect(count(edited, 'left_eye')).toBeGreaterThan(0);
    expect(count(edited, 'right_eye')).toBe(250);
    expect(count(edited, 'upper_lip')).toBe(0);
  });

  test('of the class in hand alone, while masks are painted', async () => {
    const edited = user();
    edited.editor.setPaint({ class: 'lower_lip' });
    edited.editor.apply(reshape(edited.state, 'follow'));
    await edited.saved();
    expect(count(edited, 'lower_lip')).toBeGreaterThan(0);
    expect(count(edited, 'right_eye')).toBe(250);
  });

  test('of no class that is locked, nor into one', async () => {
    const edited = user();
    edited.editor.setPaint({ locked: new Set(['skin']) });
    expect(followPoints(edited.state)).toBeNull();
    edited.editor.setPaint({ locked: new Set(['right_eye']) });
    edited.editor.apply(followPoints(edited.state));
    await edited.saved();
    expect(count(edited, 'right_eye')).toBe(250);
    expect(count(edited, 'left_eye')).toBeGreaterThan(0);
  });

  test('not where points are hidden', async () => {
    const visible = VISIBILITY_POINTS.map(({ landmarks }) => !landmarks.includes(36));
    const edited = user({ task: 'visibility', value: { visible, probabilities: null }, ...by });
    edited.editor.apply(followPoints(edited.state));
    await edited.saved();
    expect(count(edited, 'right_eye')).toBe(250);
    expect(count(edited, 'left_eye')).toBeGreaterThan(0);
  });
});
