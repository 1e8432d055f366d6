/** What the stage paints, and what a layer of it is. */
import { activeTool, type EditorState } from '../editor/state.ts';
import type { View } from '../editor/view.ts';
import type { Picture } from './picture.ts';

export interface Scene {
  state: EditorState;
  /** The state's view on whole device pixels. */
  view: View;
  picture: Picture | null;
}

/** One canvas of the stage. It is painted again when one of the values that it depends on is another. */
export interface SceneLayer {
  /** How strongly the canvas as a whole is shown, in [0, 1]; 1 where it does not say. */
  strength?(state: EditorState): number;
  dependsOn(scene: Scene): readonly unknown[];
  /**
   * Paints in CSS pixels from the viewport's top left onto a clear canvas. False where it has not painted all: it is asked
   * again in the next frame.
   */
  paint(context: CanvasRenderingContext2D, scene: Scene): boolean;
}

/** Whether a cross through the pointer shows where a box would begin. */
export const showsCrosshair = ({ state }: Scene): boolean =>
  state.image !== null && activeTool(state) === 'draw-box' && state.draft === null;
