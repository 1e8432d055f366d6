/** Draws the box of a new face from corner to corner; a drag too small to be meant does nothing. */
import type { Box } from '../../../electron/shared/domain/geometry.ts';
import { boxBetween, roundPoint } from '../box-edit.ts';
import type { EditorState } from '../state.ts';
import type { Pointer, Tool } from './tool.ts';

/** CSS pixels that both sides of a drag must reach. */
const SMALLEST_DRAG = 4;

export const drawBox: Tool = {
  cursor: () => 'crosshair',

  press(before, start, button) {
    if (button === 'right') return null;
    const drawn = (state: EditorState, { photo, screen }: Pointer): Box | null => {
      const reach = Math.min(Math.abs(screen.x - start.screen.x), Math.abs(screen.y - start.screen.y));
      if (!state.image || reach < SMALLEST_DRAG) return null;
      return boxBetween(roundPoint(start.photo), photo, state.image);
    };
    return {
      state: before,
      gesture: {
        cursor: 'crosshair',
        drag(state, pointer) {
          const box = drawn(state, pointer);
          return { ...state, draft: box && { kind: 'new-box', box } };
        },
        finish(state, pointer) {
          const box = drawn(state, pointer);
          const rest: EditorState = { ...state, draft: null };
          if (!box) return { state: rest, request: null };
          return { state: { ...rest, tool: 'select', selected: null }, request: { kind: 'add', box } };
        },
        cancel: (state) => ({ ...state, draft: null }),
      },
    };
  },
};
