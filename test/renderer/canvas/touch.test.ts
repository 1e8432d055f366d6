/** Fingers, pens and the hands that hold them, on the editor itself. */
import { describe, expect, test } from 'vitest';
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import { followTouch } from '../../../renderer/canvas/touch.ts';
import { zoomOf } from '../../../renderer/editor/view.ts';
import { face, TestEditor } from '../editor/test-editor.ts';

const box = { x: 133, y: 133, width: 534, height: 534 };

interface Contact {
  pointerId: number;
  pointerType: string;
  clientX: number;
  clientY: number;
}

/** A screen that sends what touches it where the stage would: to `touch`, and what that leaves to the editor. */
function screen() {
  const user = new TestEditor(face(1, box));
  user.editor.setTool('brush');
  const { editor } = user;
  const at = ({ clientX: x, clientY: y }: Contact): Point => ({ x, y });
  const touch = followTouch<Contact>(editor, at);
  const contact = (pointerType: string, pointerId: number) => {
    const event = (x: number, y: number): Contact => ({ pointerId, pointerType, clientX: x, clientY: y });
    let last = event(0, 0);
    const to = (x: number, y: number) => {
      last = event(x, y);
      return last;
    };
    return {
      down: (x: number, y: number) => touch.down(to(x, y)) || editor.pointerDown(at(last), 'left'),
      move: (x: number, y: number) => touch.move(to(x, y)) || editor.pointerMove(at(last)),
      up: () => touch.up(last) || editor.pointerUp(at(last)),
      cancel: () => touch.up(last) || editor.cancel(),
    };
  };
  const painted = () => user.patches.length;
  return {
    user,
    contact,
    painted,
    view: () => editor.state.view,
    zoom: () => zoomOf(editor.state.view, editor.state.viewport),
  };
}

describe('fingers', () => {
  test('one paints', () => {
    const { contact, painted } = screen();
    const finger = contact('touch', 1);
    finger.down(300, 300);
    finger.move(400, 300);
    finger.up();
    expect(painted()).toBe(1);
  });

  test('two zoom about the place between them, and leave no stroke', () => {
    const { user, contact, painted, view, zoom } = screen();
    const [one, two] = [contact('touch', 1), contact('touch', 2)];
    const before = { zoom: zoom(), place: user.screen(400, 300), view: view() };
    one.down(350, 300);
    two.down(450, 300);
    one.move(300, 300);
    two.move(500, 300);
    expect(zoom()).toBeCloseTo(2 * before.zoom);
    expect((400 - view().x) / view().scale).toBeCloseTo((400 - before.view.x) / before.view.scale);
    one.up();
    two.up();
    expect(painted()).toBe(0);
  });

  test('one that stays after a pinch does not begin to paint', () => {
    const { contact, painted } = screen();
    const [one, two] = [contact('touch', 1), contact('touch', 2)];
    one.down(350, 300);
    two.down(450, 300);
    two.up();
    one.move(300, 350);
    one.up();
    expect(painted()).toBe(0);
  });
});

describe('a pen', () => {
  test('paints, and fingers move the photo from then on', () => {
    const { contact, painted, view } = screen();
    const [pen, finger] = [contact('pen', 1), contact('touch', 2)];
    pen.down(300, 300);
    pen.move(400, 300);
    pen.up();
    const before = view();
    finger.down(300, 300);
    finger.move(330, 310);
    finger.up();
    expect(painted()).toBe(1);
    expect([view().x - before.x, view().y - before.y]).toEqual([30, 10]);
  });

  test.each(['up', 'cancel'] as const)('goes on while a hand lies on the screen (%s)', (end) => {
    const { contact, painted, view } = screen();
    const [pen, palm, wrist] = [contact('pen', 1), contact('touch', 2), contact('touch', 3)];
    palm.down(500, 600);
    pen.down(300, 300);
    const before = view();
    wrist.down(560, 640);
    palm.move(510, 610);
    pen.move(350, 300);
    wrist[end]();
    palm[end]();
    pen.move(400, 300);
    expect(view()).toEqual(before);
    pen.up();
    expect(painted()).toBe(1);
  });
});
