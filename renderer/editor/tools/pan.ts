/** Pans the photo under the pointer: from any tool with the middle button or held space. */
import { pinTo } from '../view.ts';
import type { Gesture, Tool } from './tool.ts';

export const pan: Tool = {
  cursor: () => 'grab',

  press(before, start, button) {
    if (button === 'right') return null;
    const drag: Gesture['drag'] = (state, { screen }) =>
      state.image ? { ...state, view: pinTo(state.view, start.photo, screen, state.image, state.viewport) } : state;
    return {
      state: before,
      gesture: {
        cursor: 'grabbing',
        drag,
        finish: (state, pointer) => ({ state: drag(state, pointer), request: null }),
        cancel: (state) => ({ ...state, view: before.view }),
      },
    };
  },
};
