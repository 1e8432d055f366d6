/** What a tool is: at rest it starts gestures; a gesture shows its work in the state and asks for patches at its end. */
import type { Box, Point } from '../../../electron/shared/domain/geometry.ts';
import type { Patch } from '../../../electron/shared/domain/patch.ts';
import type { EditorState } from '../state.ts';

/** What is held while the pointer does something, and how hard a pen is pressed. */
export interface Held {
  shift: boolean;
  alt: boolean;
  ctrl: boolean;
  /** In [0, 1]; 1 for whatever does not tell. */
  pressure: number;
}

export const NOTHING_HELD: Held = { shift: false, alt: false, ctrl: false, pressure: 1 };

/** `middle` always pans. `eraser` is the other end of a pen. */
export type PointerButton = 'left' | 'middle' | 'right' | 'eraser';

/** Where the pointer is, in both coordinate systems. */
export interface Pointer extends Held {
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

/** The outcome of a patch, or of none. */
export const outcome = (state: EditorState, patch: Patch | null): Outcome => ({
  state,
  request: patch && { kind: 'apply', patches: [patch] },
});

/** A tool at work. Each step is a new state; nothing is stored before the end. */
export interface Gesture {
  /** A CSS cursor for as long as it lasts. */
  cursor: string;
  drag(state: EditorState, pointer: Pointer): EditorState;
  finish(state: EditorState, pointer: Pointer): Outcome;
  /** The state without what the gesture did to it. */
  cancel(state: EditorState): EditorState;
  /** Set where keys or the wheel drive it: whatever else begins finishes it, where a half drag would be cancelled. */
  driven?: true;
  /** Set where it goes on from click to click, such as along a polygon. */
  clicks?: Clicks;
}

/** The steps of a gesture of several clicks. Each gives the state, or null where the gesture is over. */
export interface Clicks {
  press(state: EditorState, pointer: Pointer): EditorState | null;
  /** Ends a drag between two clicks. */
  release(state: EditorState, pointer: Pointer): EditorState | null;
  /** Takes the last step back. */
  back(state: EditorState): EditorState | null;
}

/** The state after the press and the gesture that it began, if any. */
export interface Press {
  state: EditorState;
  gesture: Gesture | null;
  /** What the press did all by itself. */
  request?: Request | null;
}

export interface Tool {
  /** A CSS cursor for the pointer at rest. */
  cursor(state: EditorState): string;
  /** `null` where the tool has no use for the button. */
  press(state: EditorState, pointer: Pointer, button: Exclude<PointerButton, 'middle'>): Press | null;
  /** What a turn of the wheel does, in notches, up positive; null where it zooms, as it does without this. */
  wheel?(state: EditorState, pointer: Pointer, notches: number): Press | null;
}
