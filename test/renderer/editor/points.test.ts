/** Moving landmarks in the verbs of the person who moves them. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../electron/shared/domain/annotation.ts';
import { LANDMARK_PARTS } from '../../../electron/shared/domain/landmarks.ts';
import { meanLandmarks } from '../../../electron/shared/domain/mean-face.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import { boundsOfPoints } from '../../../renderer/editor/move-points.ts';
import { partFrame } from '../../../renderer/editor/part-frame.ts';
import {
  mirrorPart,
  nudgePoints,
  placeMeanFace,
  resetPart,
  stepPoint,
  takePart,
  toggleActive,
} from '../../../renderer/editor/point-commands.ts';
import { selectedFace, shownFace } from '../../../renderer/editor/state.ts';
import { face, TestEditor } from './test-editor.ts';

const box = { x: 200, y: 200, width: 300, height: 360 };
const mean = meanLandmarks(box).map(({ x, y }): [number, number] => [x, y]);
const landmarks: Annotation = {
  task: 'landmarks',
  value: { points: mean, spread: new Float32Array(68).fill(2) },
  origin: { kind: 'import', format: 'test' },
  confidence: null,
};

function moving(...annotations: Annotation[]): TestEditor {
  const user = new TestEditor(face(1, box, { annotations }));
  user.editor.setTool('points');
  user.editor.select(user.state.faces[0]!.id);
  return user;
}
const points = (user: TestEditor) => {
  const shown = shownFace(user.state, selectedFace(user.state)!);
  return labelOf(shown, 'landmarks')!.value.points;
};
const held = { shift: false, alt: false, ctrl: false, pressure: 1 };
/** Drags a point by (dx, dy) with something held. */
function drag(user: TestEditor, index: number, dx: number, dy: number, more: Partial<typeof held> = {}): TestEditor {
  const [x, y] = points(user)[index]!;
  user.editor.pointerDown(user.screen(x, y), 'left', { ...held, ...more });
  user.editor.pointerMove(user.screen(x + dx, y + dy), { ...held, ...more });
  user.editor.pointerUp(user.screen(x + dx, y + dy), { ...held, ...more });
  return user;
}
/** The points that are not where they were. */
const moved = (user: TestEditor): number[] =>
  points(user).flatMap(([x, y], at) => (Math.hypot(x - mean[at]![0], y - mean[at]![1]) > 1e-9 ? at : []));

describe('a drag', () => {
  test('moves the point under it and no other', async () => {
    const user = await drag(moving(landmarks), 30, 12, -7).saved();
    expect(moved(user)).toEqual([30]);
    expect(points(user)[30]![0]).toBeCloseTo(mean[30]![0] + 12, 9);
    expect(points(user)[30]![1]).toBeCloseTo(mean[30]![1] - 7, 9);
  });

  test('is stored once, as the person’s word', async () => {
    const user = await drag(moving(landmarks), 30, 12, -7).saved();
    expect(user.patches).toHaveLength(1);
    expect(labelOf(user.state.faces[0]!, 'landmarks')).toMatchObject({
      origin: { kind: 'person', name: 'Ada' },
      confidence: null,
      value: { spread: null },
    });
  });

  test('that is a click only chooses the point', () => {
    const user = drag(moving(landmarks), 30, 1, 0);
    expect(user.commands).toEqual([]);
    expect(user.state.points.active).toBe(30);
  });

  test('Escape in the middle puts the point back', () => {
    const user = moving(landmarks);
    const [x, y] = mean[30]!;
    user.pointerDown(x, y).pointerMove(x + 50, y);
    expect(moved(user)).toEqual([30]);
    user.editor.escape();
    expect(moved(user)).toEqual([]);
    expect(user.pointerUp(x + 50, y).commands).toEqual([]);
  });

  test('with Shift takes along what is near, the less the farther', async () => {
    const user = await drag(moving(landmarks), 30, 20, 0, { shift: true }).saved();
    const by = (index: number) => points(user)[index]![0] - mean[index]![0];
    expect(by(30)).toBeCloseTo(20, 9);
    expect(by(29)).toBeGreaterThan(by(28));
    expect(by(28)).toBeGreaterThan(0);
    expect(by(8)).toBe(0);
  });

  test('with Ctrl moves the whole part', async () => {
    const user = await drag(moving(landmarks), 38, 5, 5, { ctrl: true }).saved();
    expect(moved(user)).toEqual([36, 37, 38, 39, 40, 41]);
  });

  test('with Alt keeps the point on its line, between its neighbours', async () => {
    const user = await drag(moving(landmarks), 3, 200, 10, { alt: true }).saved();
    expect(moved(user)).toEqual([3]);
    const [x, y] = points(user)[3]!;
    expect(y).toBeGreaterThan(mean[3]![1]);
    expect(y).toBeLessThanOrEqual(mean[4]![1] + 1e-9);
    expect(Math.abs(x - mean[3]![0])).toBeLessThan(25);
  });
});

describe('keys', () => {
  test('Tab steps through the points and begins again after the last', () => {
    const user = moving(landmarks);
    stepPoint(user.editor, 1);
    expect(user.state.points.active).toBe(0);
    stepPoint(user.editor, -1);
    expect(user.state.points.active).toBe(67);
  });

  test('arrows held move by parts of a pixel and are stored once, when let go', async () => {
    const user = moving(landmarks);
    user.editor.setPoints({ active: 30 });
    nudgePoints(user.editor, 0.1, 0);
    nudgePoints(user.editor, 0.1, 0);
    nudgePoints(user.editor, 0, 1);
    expect(user.commands).toEqual([]);
    user.editor.settle();
    await user.saved();
    expect(points(user)[30]![0]).toBeCloseTo(mean[30]![0] + 0.2, 9);
    expect(points(user)[30]![1]).toBeCloseTo(mean[30]![1] + 1, 9);
    expect(user.patches).toHaveLength(1);
  });

  test('going on to the next point keeps what the arrows did', async () => {
    const user = moving(landmarks);
    user.editor.setPoints({ active: 30 });
    nudgePoints(user.editor, 3, 0);
    stepPoint(user.editor, 1);
    await user.saved();
    expect(points(user)[30]![0]).toBeCloseTo(mean[30]![0] + 3, 9);
  });

  test('a new answer of the network moves the part that it was asked about, and nothing else', async () => {
    const user = await drag(moving(landmarks), 0, 9, 9).saved();
    const answer = mean.map(([x, y]): [number, number] => [x + 20, y]);
    user.editor.apply(takePart(selectedFace(user.state)!, 38, answer, user.state));
    await user.saved();
    expect(moved(user)).toEqual([0, 36, 37, 38, 39, 40, 41]);
    expect(points(user)[41]).toEqual(answer[41]);
  });

  test('a face without points gets none for one part alone', () => {
    const user = moving();
    expect(takePart(selectedFace(user.state)!, 38, mean, user.state)).toBeNull();
  });

  test('a mirrored eye is the image of the other one', async () => {
    const user = await drag(moving(landmarks), 38, 40, 30, { ctrl: true }).saved();
    user.editor.apply(mirrorPart(user.state));
    await user.saved();
    for (const [index, [x, y]] of points(user).entries()) {
      expect(x).toBeCloseTo(mean[index]![0], 9);
      expect(y).toBeCloseTo(mean[index]![1], 9);
    }
  });

  test('a mirrored half of the mouth leaves the other half', async () => {
    const user = await drag(moving(landmarks), 54, 9, 4).saved();
    user.editor.setPoints({ active: 48 });
    user.editor.apply(mirrorPart(user.state));
    await user.saved();
    expect(moved(user)).toEqual([48, 54]);
    expect(points(user)[48]![1]).toBeCloseTo(points(user)[54]![1], 9);
  });
});

describe('visibility', () => {
  const visible = (user: TestEditor) => labelOf(user.state.faces[0]!, 'visibility')?.value.visible;

  test('a right click hides the point; a second one shows it', async () => {
    const user = moving(landmarks);
    const [x, y] = mean[36]!;
    const click = () => {
      user.editor.pointerDown(user.screen(x, y), 'right');
      user.editor.pointerUp(user.screen(x, y));
    };
    click();
    await user.saved();
    expect(visible(user)?.flatMap((seen, at) => (seen ? [] : at))).toEqual([8]);
    click();
    await user.saved();
    expect(visible(user)?.every(Boolean)).toBe(true);
  });

  test('a whole part is hidden at once', async () => {
    const user = moving(landmarks);
    user.editor.setPoints({ active: 36 });
    user.editor.apply(toggleActive(user.state, true));
    await user.saved();
    expect(visible(user)?.flatMap((seen, at) => (seen ? [] : at))).toEqual([8, 10, 12, 13]);
  });

  test('of a point that no flag speaks of there is nothing to say', () => {
    const user = moving(landmarks);
    user.editor.setPoints({ active: 28 });
    expect(toggleActive(user.state, false)).toBeNull();
  });
});

describe('a face without points', () => {
  test('can get those of an average face', async () => {
    const user = moving();
    user.editor.apply(placeMeanFace(user.state));
    await user.saved();
    expect(points(user)).toEqual(mean);
  });

  test('one with points keeps its own', () => {
    expect(placeMeanFace(moving(landmarks).state)).toBeNull();
  });
});

describe('parts as one', () => {
  function partMode(index: number): TestEditor {
    const user = moving(landmarks);
    user.editor.setPoints({ mode: 'part', active: index });
    return user;
  }
  const dragScreen = (user: TestEditor, from: { x: number; y: number }, dx: number, dy: number) => {
    user.editor.pointerDown(from, 'left');
    user.editor.pointerMove({ x: from.x + dx, y: from.y + dy });
    user.editor.pointerUp({ x: from.x + dx, y: from.y + dy });
    return user.saved();
  };

  test('a corner of the frame makes the eye larger about the opposite corner', async () => {
    const user = partMode(38);
    const { shown } = partFrame(user.state)!;
    const before = boundsOfPoints(points(user), LANDMARK_PARTS['right eye']);
    await dragScreen(user, { x: shown.x + shown.width, y: shown.y + shown.height }, before.width, before.height);
    const after = boundsOfPoints(points(user), LANDMARK_PARTS['right eye']);
    expect(after.width).toBeCloseTo(2 * before.width, 6);
    expect([after.x, after.y]).toEqual([expect.closeTo(before.x, 6), expect.closeTo(before.y, 6)]);
    expect(moved(user).every((index) => index >= 36 && index <= 41)).toBe(true);
  });

  test('the knob turns it about its middle', async () => {
    const user = partMode(38);
    const { knob, shown } = partFrame(user.state)!;
    const middle = { x: shown.x + shown.width / 2, y: shown.y + shown.height / 2 };
    // A quarter turn clockwise brings the knob to the right.
    await dragScreen(user, knob, middle.x + (middle.y - knob.y) - knob.x, middle.y - knob.y);
    const before = boundsOfPoints(mean, LANDMARK_PARTS['right eye']);
    const after = boundsOfPoints(points(user), LANDMARK_PARTS['right eye']);
    expect(after.width).toBeCloseTo(before.height, 6);
    expect(after.height).toBeCloseTo(before.width, 6);
  });

  test('what the model proposed can be had again for one part', async () => {
    const user = partMode(38);
    user.editor.show({ proposals: { face: user.state.faces[0]!.id, annotations: [landmarks] } });
    await drag(user, 38, 30, 5).saved();
    await drag(user, 8, 0, 12).saved();
    user.editor.setPoints({ active: 38 });
    user.editor.apply(resetPart(user.state, false));
    await user.saved();
    expect(moved(user)).toEqual([...LANDMARK_PARTS.jaw]);
  });
});
