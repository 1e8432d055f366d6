/** Fingers: one works like a mouse, two move and zoom the photo. Once a pen has been used, fingers leave tools alone. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import type { Editor } from '../editor/editor.ts';

interface Touch {
  /** Each takes an event and says whether that was all there is to do about it. */
  down(event: PointerEvent): boolean;
  move(event: PointerEvent): boolean;
  up(event: PointerEvent): boolean;
}

/** Where two fingers are: the point between them and how far they are apart. */
function spanOf(fingers: readonly Point[]): { middle: Point; apart: number } {
  const [a, b = a] = fingers as [Point, Point?];
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}

export function followTouch(editor: Editor, at: (event: PointerEvent) => Point): Touch {
  const fingers = new Map<number, Point>();
  let penSeen = false;
  /** From the second finger until the last one is lifted the fingers are the view's. */
  let viewing = false;

  return {
    down(event) {
      penSeen ||= event.pointerType === 'pen';
      if (event.pointerType !== 'touch') return false;
      fingers.set(event.pointerId, at(event));
      if (fingers.size === 2) editor.cancel();
      viewing ||= fingers.size === 2 || penSeen;
      return viewing;
    },
    move(event) {
      if (!fingers.has(event.pointerId) || !viewing) return false;
      const before = spanOf([...fingers.values()].slice(0, 2));
      fingers.set(event.pointerId, at(event));
      const after = spanOf([...fingers.values()].slice(0, 2));
      editor.pinch(before.middle, after.middle, before.apart > 0 ? after.apart / before.apart : 1);
      return true;
    },
    up(event) {
      if (!fingers.delete(event.pointerId)) return false;
      const was = viewing;
      if (fingers.size === 0) viewing = false;
      return was;
    },
  };
}
