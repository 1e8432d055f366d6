/** What is shown over the photo, and what follows for the pointer. */
import { describe, expect, test } from 'vitest';
import { ModelId } from '../../../electron/shared/domain/ids.ts';
import { landmarkUnderPointer } from '../../../renderer/editor/landmarks.ts';
import {
  classStrengths,
  layersOfTask,
  START_LAYERS,
  soloClass,
  toggleClass,
  toggleLayer,
} from '../../../renderer/editor/layers.ts';
import { labelledFaces } from '../../../renderer/editor/state.ts';
import { face, TestEditor } from './test-editor.ts';

const box = { x: 100, y: 100, width: 300, height: 300 };
const other = { ...box, x: 600 };

/** Points in a row along the lower edge of the box. */
const points = Array.from({ length: 68 }, (_, index): [number, number] => [110 + index * 4, 390]);
const withPoints = face(1, box, {
  annotations: [
    {
      task: 'landmarks',
      value: { points, spread: null },
      origin: { kind: 'model', model: ModelId.parse('0'.repeat(16)) },
      confidence: 0.9,
    },
  ],
});

const hide = (user: TestEditor, name: Parameters<typeof toggleLayer>[1]) =>
  user.editor.show({ layers: toggleLayer(user.state.layers, name) });

test('a label is told by the face: nothing but its box is drawn', () => {
  expect(layersOfTask(START_LAYERS, 'age').shown).toEqual({ boxes: true, masks: false, landmarks: false, pose: false });
  expect(layersOfTask(START_LAYERS, 'visibility').shown.landmarks).toBe(true);
});

describe('classes of a mask', () => {
  test('all but the background are drawn at first', () => {
    expect(classStrengths('facexformer-11', START_LAYERS, null)).toEqual([0, ...new Array(10).fill(1)]);
  });

  test('a hidden class comes back when it is toggled again', () => {
    const hidden = toggleClass(START_LAYERS, 'hair');
    expect(classStrengths('facexformer-11', hidden, null).at(-1)).toBe(0);
    expect(toggleClass(hidden, 'hair').hiddenClasses.size).toBe(0);
  });

  test('a class can be drawn more faintly than the others', () => {
    const faint = { ...START_LAYERS, classOpacity: { hair: 0.3 } };
    expect(classStrengths('facexformer-11', faint, null).slice(-2)).toEqual([1, 0.3]);
  });

  test('one class can be shown alone, and all of them again', () => {
    const alone = soloClass(START_LAYERS, 'facexformer-11', 'nose');
    expect(classStrengths('facexformer-11', alone, null).reduce((sum, strength) => sum + strength, 0)).toBe(1);
    expect(soloClass(alone, 'facexformer-11', 'nose').hiddenClasses.size).toBe(0);
  });

  test('one that stands out is drawn in full even where it is hidden, and the others fade', () => {
    const strengths = classStrengths('facexformer-11', { ...START_LAYERS, hiddenClasses: new Set(['nose']) }, 'nose');
    expect(strengths[6]).toBe(1);
    expect(strengths[1]).toBeLessThan(0.5);
    expect(strengths[0]).toBe(0);
  });
});

describe('faces whose labels are shown', () => {
  test('the selected one', () => {
    const user = new TestEditor(face(1, box), face(2, other)).click(200, 200);
    expect(labelledFaces(user.state).map(({ id }) => id)).toEqual([1]);
  });

  test('every face, the selected one on top', () => {
    const user = new TestEditor(face(1, box), face(2, other)).click(200, 200);
    user.editor.show({ layers: { ...user.state.layers, everyFace: true } });
    expect(labelledFaces(user.state).map(({ id }) => id)).toEqual([2, 1]);
  });
});

describe('hidden boxes', () => {
  test('are still selected by a click', () => {
    const user = new TestEditor(face(1, box));
    hide(user, 'boxes');
    expect(user.click(200, 200).state.selected).toBe(1);
  });

  test('cannot be dragged away unseen', async () => {
    const user = new TestEditor(face(1, box));
    hide(user, 'boxes');
    await user.click(200, 200).drag([200, 200], [300, 300]).saved();
    expect(user.patches).toEqual([]);
  });

  test('have no handles', () => {
    const user = new TestEditor(face(1, box)).click(200, 200);
    hide(user, 'boxes');
    expect(user.pointerMove(400, 400).state.hover?.kind).toBe('face');
  });
});

describe('the point under the pointer', () => {
  const open = () => new TestEditor(withPoints).click(200, 200);

  test('is the nearest one', () => {
    expect(landmarkUnderPointer(open().pointerMove(119, 391).state)).toBe(2);
  });

  test('is none where the pointer is far from all', () => {
    expect(landmarkUnderPointer(open().pointerMove(200, 200).state)).toBe(-1);
  });

  test('is none while the points are hidden', () => {
    const user = open().pointerMove(119, 391);
    hide(user, 'landmarks');
    expect(landmarkUnderPointer(user.state)).toBe(-1);
  });
});
