/** Turning heads in the verbs of the person who turns them. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../electron/shared/domain/annotation.ts';
import { meanInBox, meanLandmarks } from '../../../electron/shared/domain/mean-face.ts';
import { quaternionToAngles } from '../../../electron/shared/domain/pose.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import { DEGREE, poseFromLandmarks, resetPose, setAngle, turnHead } from '../../../renderer/editor/pose-commands.ts';
import { gizmoOf, poseOf } from '../../../renderer/editor/pose-gizmo.ts';
import { selectedFace, shownFace } from '../../../renderer/editor/state.ts';
import { face, TestEditor } from './test-editor.ts';

const box = { x: 200, y: 200, width: 300, height: 380 };
const { centre } = meanInBox(box);

function turning(...annotations: Annotation[]): TestEditor {
  const user = new TestEditor(face(1, box, { annotations }));
  user.editor.setTool('pose');
  user.editor.select(user.state.faces[0]!.id);
  return user;
}
/** Degrees. */
function angles(user: TestEditor) {
  const { pitch, yaw, roll } = quaternionToAngles(poseOf(shownFace(user.state, selectedFace(user.state)!)));
  return { pitch: pitch / DEGREE, yaw: yaw / DEGREE, roll: roll / DEGREE };
}
const stored = (user: TestEditor) => labelOf(user.state.faces[0]!, 'pose');

describe('a drag on the head', () => {
  test('to the right turns the nose to the right', async () => {
    const user = await turning()
      .drag([centre.x, centre.y], [centre.x + 60, centre.y])
      .saved();
    expect(angles(user).yaw).toBeGreaterThan(10);
    expect(Math.abs(angles(user).pitch)).toBeLessThan(1e-9);
    expect(stored(user)).toMatchObject({ origin: { kind: 'person', name: 'Ada' } });
  });

  test('downwards lowers the nose', async () => {
    const user = await turning()
      .drag([centre.x, centre.y], [centre.x, centre.y + 60])
      .saved();
    expect(angles(user).pitch).toBeLessThan(-10);
  });

  test('goes on from where the head was', async () => {
    const user = turning();
    await user.drag([centre.x, centre.y], [centre.x + 40, centre.y]).saved();
    const { yaw } = angles(user);
    await user.drag([centre.x, centre.y], [centre.x + 40, centre.y]).saved();
    expect(angles(user).yaw).toBeCloseTo(2 * yaw, 6);
  });

  test('Escape in the middle turns it back', () => {
    const user = turning()
      .pointerDown(centre.x, centre.y)
      .pointerMove(centre.x + 60, centre.y);
    user.editor.escape();
    expect(angles(user).yaw).toBeCloseTo(0, 9);
    expect(user.commands).toEqual([]);
  });
});

test('a drag on the ring rolls by its own angle', async () => {
  const user = turning();
  const { radius } = gizmoOf(user.state.faces[0]!);
  const at = (degrees: number): [number, number] => [
    centre.x + radius * Math.cos(degrees * DEGREE),
    centre.y + radius * Math.sin(degrees * DEGREE),
  ];
  await user.drag(at(0), at(25)).saved();
  expect(angles(user).roll).toBeCloseTo(25, 6);
});

describe('the wheel', () => {
  const turn = (user: TestEditor, notches: number) => user.editor.wheel(notches, user.screen(centre.x, centre.y));

  test('rolls, and is stored once when it rests', async () => {
    const user = turning();
    for (let notch = 0; notch < 5; notch++) turn(user, -1);
    expect(angles(user).roll).toBeCloseTo(10, 6);
    expect(user.commands).toEqual([]);
    user.editor.rest();
    await user.saved();
    expect(user.patches).toHaveLength(1);
    expect(angles(user).roll).toBeCloseTo(10, 6);
  });

  test('beside the head zooms', () => {
    const user = turning();
    const { scale } = user.state.view;
    user.editor.wheel(1, user.screen(900, 700));
    expect(user.state.view.scale).toBeGreaterThan(scale);
  });
});

describe('numbers and keys', () => {
  test('arrows turn by degrees and are stored once', async () => {
    const user = turning();
    turnHead(user.editor, 1, 0, 0);
    turnHead(user.editor, 1, 0, 0);
    turnHead(user.editor, 0, 0, 5);
    user.editor.settle();
    await user.saved();
    expect(user.patches).toHaveLength(1);
    expect(angles(user).roll).toBeCloseTo(5, 1);
  });

  test('a typed angle leaves the other two', async () => {
    const user = turning();
    user.editor.apply(setAngle(user.state, 'yaw', 30));
    user.editor.apply(setAngle(user.state, 'pitch', -12.5));
    await user.saved();
    expect(angles(user).yaw).toBeCloseTo(30, 9);
    expect(angles(user).pitch).toBeCloseTo(-12.5, 9);
  });

  test('what is no number changes nothing', () => {
    expect(setAngle(turning().state, 'yaw', Number.NaN)).toBeNull();
  });
});

describe('from elsewhere', () => {
  const origin = { kind: 'import', format: 'test' } as const;
  const landmarks: Annotation = {
    task: 'landmarks',
    value: {
      points: meanLandmarks({ ...box, height: (box.width * 19.3) / 14 }).map(({ x, y }) => [
        300 + (x - 300) * Math.cos(0.3) - (y - 300) * Math.sin(0.3),
        300 + (x - 300) * Math.sin(0.3) + (y - 300) * Math.cos(0.3),
      ]),
      spread: null,
    },
    origin,
    confidence: null,
  };

  test('the landmarks tell the pose', async () => {
    const user = turning(landmarks);
    user.editor.apply(poseFromLandmarks(user.state));
    await user.saved();
    expect(angles(user).roll * DEGREE).toBeCloseTo(0.3, 6);
    expect(Math.abs(angles(user).yaw)).toBeLessThan(1e-6);
  });

  test('without landmarks they tell none', () => {
    expect(poseFromLandmarks(turning().state)).toBeNull();
  });

  test('what the model proposed can be had again', async () => {
    const user = turning();
    const quaternion: [number, number, number, number] = [Math.SQRT1_2, 0, Math.SQRT1_2, 0];
    const proposed: Annotation = { task: 'pose', value: { quaternion }, origin, confidence: null };
    user.editor.show({ proposals: { face: user.state.faces[0]!.id, annotations: [proposed] } });
    user.editor.apply(resetPose(user.state));
    await user.saved();
    expect(stored(user)?.value.quaternion).toEqual(quaternion);
  });
});
