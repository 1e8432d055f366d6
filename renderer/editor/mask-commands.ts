/** What can be done to the whole area of the class in hand, or to all classes, on the selected face. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';
import { PARSING_PROFILES, type ParsingClass } from '../../electron/shared/domain/vocabulary.ts';
import { followedCells, partInHand } from './follow-points.ts';
import { labelOf } from './labels.ts';
import { classUnder, editMask, type MaskEdit, paintedLabel } from './mask-edit.ts';
import { indexOfClass } from './paint-settings.ts';
import { placesOfParts } from './part-places.ts';
import { paintCells } from './patches.ts';
import { mayPaint } from './raster/paint.ts';
import { fillHoles, grow, removeIslands, shrink, smooth, tidy } from './raster/shape.ts';
import { type EditorState, selectedFace } from './state.ts';
import { toPhoto } from './view.ts';

export const MASK_COMMANDS = ['grow', 'shrink', 'smooth', 'islands', 'holes', 'tidy', 'follow'] as const;
export type MaskCommand = (typeof MASK_COMMANDS)[number];

/** These are about more than the class in hand. */
export const OF_ALL_CLASSES: ReadonlySet<MaskCommand> = new Set(['tidy', 'follow']);

const BACKGROUND = 0;

type Reshape = (edit: MaskEdit, label: number, state: EditorState) => Uint8Array<ArrayBuffer>;

/** A locked class in hand neither loses cells nor gains any. */
const RESHAPES: Record<MaskCommand, Reshape> = {
  grow: ({ mask, allowed }, label, { paint }) => grow(mask, label, paint.amount, allowed),
  shrink: ({ mask }, label, { paint }) => shrink(mask, label, paint.amount),
  smooth: ({ mask, allowed }, label, { paint }) => smooth(mask, label, paint.amount + 1, allowed),
  islands: ({ mask }, label) => removeIslands(mask, label),
  holes({ mask }, label, { paint }) {
    const filled = paint.only ? indexOfClass(mask.profile, paint.only) : BACKGROUND;
    const may = mayPaint(mask.profile, paint);
    return fillHoles(mask, label, (other) => other === filled && may[other] === 1);
  },
  follow: (edit, _label, state) => followedCells(edit, partInHand(state), state.paint),
  tidy: ({ face, mask, toCells }) => tidy(mask, placesOfParts(face, mask.profile, toCells)),
};

/** Null where the face has no mask or nothing changes. */
export function reshape(state: EditorState, command: MaskCommand): Patch | null {
  const face = selectedFace(state);
  const edit = face && labelOf(face, 'parsing') ? editMask(state, face) : null;
  if (!face || !edit) return null;
  const label = paintedLabel(edit.mask, state.paint);
  if (!OF_ALL_CLASSES.has(command) && (label < 0 || state.paint.locked.has(state.paint.class))) return null;
  return paintCells(face, { ...edit.mask, labels: reshapeCells(edit, label, state, command) }, state.person);
}

/** What was locked is as it was. */
function reshapeCells(edit: MaskEdit, label: number, state: EditorState, command: MaskCommand) {
  const { base, allowed, mask } = edit;
  const result = RESHAPES[command](edit, label, state);
  const { locked } = state.paint;
  if (locked.size === 0) return result;
  const names = PARSING_PROFILES[mask.profile];
  // Neither does a locked class gain what another loses.
  const fixed = Uint8Array.from(allowed, (_, at) => Number(locked.has(names[at]!)));
  for (let cell = 0; cell < result.length; cell++)
    if (fixed[base[cell]!] || fixed[result[cell]!]) result[cell] = base[cell]!;
  return result;
}

/** The class of the selected face's mask at a point of the screen; null where there is none. */
export function classAt(state: EditorState, screen: Point | null): ParsingClass | null {
  const face = selectedFace(state);
  if (!face || !screen) return null;
  const edit = editMask(state, face);
  return edit && classUnder(edit, toPhoto(state.view, screen));
}
