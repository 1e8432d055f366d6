/**
 * Fingers and pens. One finger works like a mouse, two move and zoom the photo. Once a pen has been used, fingers leave
 * tools alone; while it touches the screen, whatever else does is the hand that holds it.
 */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import type { Editor } from '../editor/editor.ts';

/** What counts of a PointerEvent here. */
type Contact = Pick<PointerEvent, 'pointerId' | 'pointerType' | 'clientX' | 'clientY'>;

interface Touch<Event extends Contact> {
  /** Each takes an event and says whether that was all there is to do about it. */
  down(event: Event): boolean;
  move(event: Event): boolean;
  up(event: Event): boolean;
}

/** Where two fingers are: the point between them and how far they are apart. */
function spanOf(fingers: readonly Point[]): { middle: Point; apart: number } {
  const [a, b = a] = fingers as [Point, Point?];
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}

export function followTouch<Event extends Contact>(editor: Editor, at: (event: Event) => Point): Touch<Event> {
  const fingers = new Map<number, Point>();
  const pens = new Set<number>();
  /** The hand that holds the pen, until it is lifted. */
  const palms = new Set<number>();
  let penSeen = false;
  /** From the second finger until the last one is lifted the fingers are the view's. */
  let viewing = false;

  return {
    down(event) {
      const { pointerId, pointerType } = event;
      if (pointerType === 'pen') {
        penSeen = true;
        pens.add(pointerId);
        for (const finger of fingers.keys()) palms.add(finger);
        fingers.clear();
        viewing = false;
        return false;
      }
      if (pointerType !== 'touch') return false;
      if (pens.size > 0) {
        palms.add(pointerId);
        return true;
      }
      fingers.set(pointerId, at(event));
      if (fingers.size === 2) editor.cancel();
      viewing ||= fingers.size === 2 || penSeen;
      return viewing;
    },
    move(event) {
      if (palms.has(event.pointerId)) return true;
      if (!fingers.has(event.pointerId) || !viewing) return false;
      const before = spanOf([...fingers.values()].slice(0, 2));
      fingers.set(event.pointerId, at(event));
      const after = spanOf([...fingers.values()].slice(0, 2));
      editor.pinch(before.middle, after.middle, before.apart > 0 ? after.apart / before.apart : 1);
      return true;
    },
    up({ pointerId }) {
      pens.delete(pointerId);
      if (palms.delete(pointerId)) return true;
      if (!fingers.delete(pointerId)) return false;
      const was = viewing;
      if (fingers.size === 0) viewing = false;
      return was;
    },
  };
}
