/** The map that a person paints on: a copy of the face's own, or an empty one. */

import type { Face } from '../../electron/shared/domain/face.ts';
import { faceFrame, frameTransform, rasterOf } from '../../electron/shared/domain/frame.ts';
import type { Box, Point } from '../../electron/shared/domain/geometry.ts';
import type { Image } from '../../electron/shared/domain/image.ts';
import { PARSING_PROFILES, type ParsingClass } from '../../electron/shared/domain/vocabulary.ts';
import { type LabelValue, labelOf } from './labels.ts';
import { indexOfClass, type PaintSettings } from './paint-settings.ts';
import { proposalOf } from './proposals.ts';
import { mayPaint } from './raster/paint.ts';
import { type EditorState, selectedFace } from './state.ts';
import type { Pointer } from './tools/tool.ts';

export type Mask = LabelValue<'parsing'>;

export interface MaskEdit {
  face: Face;
  /** Changed in place. */
  mask: Mask;
  /** The cells as they were. */
  base: Uint8Array;
  /** For each class whether its cells may get another. */
  allowed: Uint8Array;
  /** From the photo to cells of the map, and back. */
  toCells(point: Point): Point;
  toPhoto(point: Point): Point;
}

/** The face's map, or the one it would get. Null where the face lies outside the photo. */
export function maskOf(face: Face, image: Image, { profile }: PaintSettings): Mask | null {
  const stored = labelOf(face, 'parsing')?.value;
  if (stored) return stored;
  const frame = faceFrame(face.box, image);
  if (!frame) return null;
  const { width, height } = rasterOf(frame);
  return { profile, frame, width, height, labels: new Uint8Array(width * height) };
}

export function editMask(state: EditorState, face: Face): MaskEdit | null {
  const stored = state.image && maskOf(face, state.image, state.paint);
  if (!stored) return null;
  const { toFrame, toPhoto } = frameTransform(stored.frame, stored);
  return {
    face,
    mask: { ...stored, labels: stored.labels.slice() },
    base: stored.labels,
    allowed: mayPaint(stored.profile, state.paint),
    toCells: toFrame,
    toPhoto,
  };
}

/** The index of the class that is painted, or -1 where the map's list lacks it. */
export const paintedLabel = ({ profile }: Mask, { class: name }: PaintSettings): number => indexOfClass(profile, name);

/** The class at a point of the photo; null beside the map. */
export function classUnder({ base, mask, toCells }: MaskEdit, point: Point): ParsingClass | null {
  const { x, y } = toCells(point);
  const { width, height, profile } = mask;
  if (x < 0 || y < 0 || x >= width || y >= height) return null;
  return PARSING_PROFILES[profile][base[Math.floor(y) * width + Math.floor(x)]!] ?? null;
}

/** What a press paints with: with Ctrl held the class that it is on, background too, else the class in hand. */
export function withClassMeant(state: EditorState, edit: MaskEdit, { photo, ctrl }: Pointer): EditorState {
  const meant = ctrl ? classUnder(edit, photo) : null;
  return meant ? { ...state, paint: { ...state.paint, class: meant } } : state;
}

/** Where the face's map lies or would lie. */
export const frameOf = (face: Face, image: Image): Box | null =>
  labelOf(face, 'parsing')?.value.frame ?? faceFrame(face.box, image);

const holds = (box: Box | null, { x, y }: Point): boolean =>
  box !== null && x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;

/** The face that a press means: the selected one wherever its frame is, else the first whose frame is there. */
export function faceMeant(state: EditorState, point: Point): Face | null {
  const { image, faces } = state;
  const selected = selectedFace(state);
  if (!image) return null;
  if (selected && holds(frameOf(selected, image), point)) return selected;
  return faces.find((face) => holds(frameOf(face, image), point)) ?? selected;
}

/**
 * What a model proposed for the face, cell by cell of another map of it. Null where no model has, or in other classes.
 */
export function proposedCells(state: EditorState, face: Face, mask: Mask): Uint8Array | null {
  const proposed = proposalOf(state, face, 'parsing')?.value;
  if (!proposed || proposed.profile !== mask.profile) return null;
  const { toPhoto } = frameTransform(mask.frame, mask);
  const { toFrame } = frameTransform(proposed.frame, proposed);
  const columns = Int32Array.from({ length: mask.width }, (_, x) =>
    Math.floor(toFrame(toPhoto({ x: x + 0.5, y: 0 })).x),
  );
  const cells = new Uint8Array(mask.labels.length);
  for (let y = 0; y < mask.height; y++) {
    const row = Math.floor(toFrame(toPhoto({ x: 0, y: y + 0.5 })).y);
    if (row < 0 || row >= proposed.height) continue;
    for (let x = 0; x < mask.width; x++) {
      const column = columns[x]!;
      if (column >= 0 && column < proposed.width)
        cells[y * mask.width + x] = proposed.labels[row * proposed.width + column]!;
    }
  }
  return cells;
}
