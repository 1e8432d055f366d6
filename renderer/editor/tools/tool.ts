/** What a tool is: at rest it starts gestures; a gesture shows its work in the state and asks for patches at its end. */
import type { Box, Point } from '../../../electron/shared/domain/geometry.ts';
import type { Patch } from '../../../electron/shared/domain/patch.ts';
import type { EditorState } from '../state.ts';

/** Where the pointer is, in both coordinate systems. */
export interface Pointer {
  photo: Point;
  /** CSS pixels from the viewport's top left. */
  screen: Point;
}

/** What a finished gesture asks the editor to do. */
export type Request = { kind: 'add'; box: Box } | { kind: 'apply'; patches: readonly Patch[] };

export interface Outcome {
  state: EditorState;
  request: Request | null;
}

/** A tool at work, from press to release. Each step is a new state; nothing is stored before the end. */
export interface Gesture {
  /** A CSS cursor for as long as it lasts. */
  cursor: string;
  drag(state: EditorState, pointer: Pointer): EditorState;
  finish(state: EditorState, pointer: Pointer): Outcome;
  /** The state without what the gesture did to it. */
  cancel(state: EditorState): EditorState;
}

/** The state after the press and the gesture that it began, if any. */
export interface Press {
  state: EditorState;
  gesture: Gesture | null;
}

export interface Tool {
  /** A CSS cursor for the pointer at rest. */
  cursor(state: EditorState): string;
  press(state: EditorState, pointer: Pointer): Press;
}
