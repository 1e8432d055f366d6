/** From the browser's events to the editor's verbs: pointer, wheel, pinch, and the end of keys that count while held. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import type { Editor } from '../editor/editor.ts';

/** Zoom factor e^(-k * delta): a wheel's notch is about 100 pixels, a pinch sends a few. */
const WHEEL = 0.002;
const PINCH = 0.01;
/** Pixels for the browsers that count wheels in lines. */
const LINE = 16;

const BUTTONS = { 0: 'left', 1: 'middle' } as const;

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

  element.addEventListener(
    'pointerdown',
    (event) => {
      const button = event.button === 0 || event.button === 1 ? BUTTONS[event.button] : null;
      if (!button) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      editor.pointerDown(at(event), button);
      showCursor();
    },
    { signal },
  );
  element.addEventListener('pointermove', (event) => editor.pointerMove(at(event)), { signal });
  element.addEventListener('pointerup', (event) => editor.pointerUp(at(event)), { signal });
  element.addEventListener('pointercancel', () => editor.cancel(), { signal });
  element.addEventListener('pointerleave', () => editor.pointerLeave(), { signal });
  element.addEventListener('dblclick', (event) => editor.doubleClick(at(event)), { signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
      // A pinch on a trackpad arrives as a wheel with Ctrl.
      editor.zoomBy(Math.exp(-pixels * (event.ctrlKey ? PINCH : WHEEL)), at(event));
    },
    { signal, passive: false },
  );

  window.addEventListener(
    'keyup',
    ({ code, key }) => {
      if (code === 'Space') editor.grab(false);
      if (key.toLowerCase() === 'h') editor.showOverlay(true);
      if (key.startsWith('Arrow')) editor.settle();
    },
    { signal },
  );
  // Keys let go elsewhere are never heard of.
  window.addEventListener(
    'blur',
    () => {
      editor.settle();
      editor.grab(false);
      editor.showOverlay(true);
    },
    { signal },
  );

  return () => {
    end.abort();
    unsubscribe();
  };
}
