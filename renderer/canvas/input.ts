/** From the browser's events to the editor's verbs: pointer, wheel, pinch, and the end of keys that count while held. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import type { Editor } from '../editor/editor.ts';
import type { Held, PointerButton } from '../editor/tools/tool.ts';
import { followTouch } from './touch.ts';

/** Pixels of a wheel's notch; what a pinch on a trackpad sends for the same zoom. */
const NOTCH = 100;
const PINCH = 20;
/** Pixels for the browsers that count wheels in lines. */
const LINE = 16;

/** Milliseconds after the last turn of the wheel when what it did counts as done. */
const WHEEL_REST_MS = 400;

/** By `PointerEvent.button`; the rest is for the browser. */
const BUTTONS: Readonly<Record<number, PointerButton>> = { 0: 'left', 1: 'middle', 2: 'right', 5: 'eraser' };

const heldWith = (event: MouseEvent): Held => ({
  shift: event.shiftKey,
  alt: event.altKey,
  ctrl: event.ctrlKey || event.metaKey,
  pressure: event instanceof PointerEvent && event.pointerType === 'pen' ? event.pressure : 1,
});

export function followInput(element: HTMLElement, editor: Editor): () => void {
  const end = new AbortController();
  const { signal } = end;
  const at = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const showCursor = () => {
    if (element.style.cursor !== editor.cursor) element.style.cursor = editor.cursor;
  };
  const unsubscribe = editor.subscribe(showCursor);

  const touch = followTouch<PointerEvent>(editor, at);
  element.addEventListener(
    'pointerdown',
    (event) => {
      const button = BUTTONS[event.button];
      if (!button) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      if (touch.down(event)) return;
      editor.pointerDown(at(event), button, heldWith(event));
      showCursor();
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (touch.move(event)) return;
      // Between two frames the pointer has been in more places than one.
      const places = event.getCoalescedEvents().map(at);
      editor.pointerMove(at(event), heldWith(event), places.slice(0, -1));
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      if (!touch.up(event)) editor.pointerUp(at(event), heldWith(event));
    },
    { signal },
  );
  element.addEventListener(
    'pointercancel',
    (event) => {
      // A hand that the system takes for no finger after all leaves the pen to its stroke.
      if (!touch.up(event)) editor.cancel();
    },
    { signal },
  );
  element.addEventListener('pointerleave', () => editor.pointerLeave(), { signal });
  element.addEventListener('dblclick', (event) => editor.doubleClick(at(event)), { signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  let resting: ReturnType<typeof setTimeout> | undefined;
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      clearTimeout(resting);
      resting = setTimeout(() => editor.rest(), WHEEL_REST_MS);
      // With Alt some systems turn the wheel sideways.
      const pixels = (event.deltaY || event.deltaX) * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
      // A pinch on a trackpad arrives as a wheel with Ctrl.
      editor.wheel(-pixels / (event.ctrlKey ? PINCH : NOTCH), at(event), heldWith(event));
    },
    { signal, passive: false },
  );

  window.addEventListener(
    'keyup',
    ({ code, key }) => {
      if (code === 'Space') editor.grab(false);
      if (key.toLowerCase() === 'h') editor.show({ overlay: true });
      editor.rest();
    },
    { signal },
  );
  // Keys let go elsewhere are never heard of.
  window.addEventListener(
    'blur',
    () => {
      editor.pause();
      editor.grab(false);
      editor.show({ overlay: true });
    },
    { signal },
  );

  return () => {
    clearTimeout(resting);
    end.abort();
    unsubscribe();
  };
}
