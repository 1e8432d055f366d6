/** Everything the editor knows, as one immutable value, and what can be read off it. */

import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Box, Point, Size } from '../../electron/shared/domain/geometry.ts';
import type { FaceId } from '../../electron/shared/domain/ids.ts';
import type { Image } from '../../electron/shared/domain/image.ts';
import type { ParsingClass } from '../../electron/shared/domain/vocabulary.ts';
import { type Aids, START_AIDS } from './aids.ts';
import type { Handle } from './box-edit.ts';
import { type LabelValue, withLabel } from './labels.ts';
import { type Layers, START_LAYERS } from './layers.ts';
import { DAYLIGHT, type Light } from './light.ts';
import { type PaintSettings, START_PAINT } from './paint-settings.ts';
import { type PointSettings, START_POINTS } from './point-settings.ts';
import type { Pixels } from './raster/wand.ts';
import type { View, Viewport } from './view.ts';

export const TOOLS = [
  'select',
  'draw-box',
  'pan',
  'brush',
  'eraser',
  'polygon',
  'lasso',
  'fill',
  'wand',
  'pull',
  'restore',
  'points',
  'pose',
] as const;
export type ToolName = (typeof TOOLS)[number];

/** What lies under the pointer. */
export type Target = { kind: 'handle'; face: FaceId; handle: Handle } | { kind: 'face'; face: FaceId };

/** What a gesture under way would make, shown in place of what is stored. */
export type Draft =
  | { kind: 'new-box'; box: Box }
  | { kind: 'box'; face: FaceId; box: Box }
  /** The map's cells change from draft to draft while the map stays the same object: it is too large to copy for each. */
  | { kind: 'mask'; face: FaceId; mask: LabelValue<'parsing'> }
  /** A line under way in the photo; `tip` is where the pointer would take it. */
  | { kind: 'outline'; face: FaceId; points: readonly Point[]; tip: readonly Point[] }
  | { kind: 'points'; face: FaceId; points: LabelValue<'landmarks'>['points'] }
  | { kind: 'pose'; face: FaceId; quaternion: LabelValue<'pose'>['quaternion'] };

/** Whether what the screen shows is stored. */
export type SaveState = { kind: 'saved' } | { kind: 'saving' } | { kind: 'problem'; message: string };

export interface EditorState {
  image: Image | null;
  /** The faces as they will be once everything is saved. */
  faces: readonly Face[];
  /** Boxes on their way to the store, which will make faces of them. */
  arriving: readonly Box[];
  selected: FaceId | null;
  hover: Target | null;
  tool: ToolName;
  /** Held space: the pointer pans, whatever the tool. */
  grabbing: boolean;
  viewport: Viewport;
  view: View;
  /** Where the pointer is on the screen, or null while it is elsewhere. */
  pointer: Point | null;
  draft: Draft | null;
  /** False while a person looks at the bare photo. */
  overlay: boolean;
  layers: Layers;
  paint: PaintSettings;
  /** What a model said of the face before people said otherwise, once it is known. */
  proposals: { face: FaceId; annotations: Annotation[] } | null;
  /** The photo under a frame, brought to the size of its map. Null while the photo is not there. */
  readPhoto(frame: Box, size: Size): Pixels | null;
  points: PointSettings;
  aids: Aids;
  light: Light;
  /** The class of the masks that stands out for a moment, such as while a person points at its name. */
  highlight: ParsingClass | null;
  save: SaveState;
  /** The name that stands on corrections. */
  person: string;
}

export const EMPTY: EditorState = {
  image: null,
  faces: [],
  arriving: [],
  selected: null,
  hover: null,
  tool: 'select',
  grabbing: false,
  viewport: { width: 1, height: 1, pixelRatio: 1 },
  view: { scale: 1, x: 0, y: 0 },
  pointer: null,
  draft: null,
  overlay: true,
  layers: START_LAYERS,
  paint: START_PAINT,
  proposals: null,
  readPhoto: () => null,
  points: START_POINTS,
  aids: START_AIDS,
  light: DAYLIGHT,
  highlight: null,
  save: { kind: 'saved' },
  person: '',
};

export const activeTool = (state: EditorState): ToolName => (state.grabbing ? 'pan' : state.tool);

export const faceOf = (state: EditorState, id: FaceId | null): Face | null =>
  state.faces.find((face) => face.id === id) ?? null;

export const selectedFace = (state: EditorState): Face | null => faceOf(state, state.selected);

/** The faces whose labels are shown, the selected one last: it lies on top. */
export function labelledFaces(state: EditorState): Face[] {
  const selected = selectedFace(state);
  const others = state.layers.everyFace ? state.faces.filter((face) => face !== selected) : [];
  return selected ? [...others, shownFace(state, selected)] : others;
}

/** The face with what a gesture holds in place of what is stored. */
export function shownFace({ draft }: EditorState, face: Face): Face {
  if (draft?.kind === 'mask' && draft.face === face.id) return withLabel(face, { task: 'parsing', value: draft.mask });
  if (draft?.kind === 'points' && draft.face === face.id)
    return withLabel(face, { task: 'landmarks', value: { points: draft.points, spread: null } });
  if (draft?.kind === 'pose' && draft.face === face.id)
    return withLabel(face, { task: 'pose', value: { quaternion: draft.quaternion } });
  return face;
}

/** The box of a face as it is to be shown: where a gesture holds it, or where it is. */
export const shownBox = (state: EditorState, face: Face): Box =>
  state.draft?.kind === 'box' && state.draft.face === face.id ? state.draft.box : face.box;

/** The next face in the list that `wanted` accepts, going round from the selected one; null where there is none. */
export function faceAfter(state: EditorState, step: 1 | -1, wanted: (face: Face) => boolean = () => true): Face | null {
  const { faces } = state;
  const at = faces.findIndex((face) => face.id === state.selected);
  const start = at < 0 && step < 0 ? 0 : at;
  for (let count = 1; count <= faces.length; count++) {
    const face = faces[(start + step * count + faces.length * 2) % faces.length]!;
    if (wanted(face) && face.id !== state.selected) return face;
  }
  return null;
}

/** What others than tools decide of the state. `overlay` is whether anything lies over the photo; `highlight` one class. */
export type Shown = Pick<
  EditorState,
  'person' | 'overlay' | 'layers' | 'aids' | 'light' | 'proposals' | 'readPhoto' | 'highlight'
>;

export const firstOpen = (faces: readonly Face[]): Face | null => faces.find(({ review }) => review === 'open') ?? null;
