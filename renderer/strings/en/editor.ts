/** The editor's frame: moving about, layers, the photo's facts. Tools, labels and the review have tables of their own. */
import type { ImageState } from '../../../electron/shared/domain/image.ts';
import type { LayerName, MaskStyle } from '../../editor/layers.ts';
import { countOf, formatCount } from '../counts.ts';

type Direction = 'left' | 'right' | 'up' | 'down';

const layers: Record<LayerName, string> = {
  boxes: 'Show the boxes',
  masks: 'Show the masks',
  landmarks: 'Show the landmarks',
  pose: 'Show the axes of the head',
};

const maskStyles: Record<MaskStyle, string> = { fill: 'Areas', outline: 'Outlines' };

const states: Record<Exclude<ImageState, 'open'>, string> = {
  problem: 'File missing or changed',
  done: 'All faces judged',
  unsearched: 'Not searched yet',
  empty: 'No faces found',
};

export const editor = {
  photo: 'Photo',
  history: 'History',
  view: 'View',
  cannotShow: 'This photo cannot be shown',
  opening: 'Opening the photo…',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Whole photo',
  actualSize: 'Zoom to 100 %',
  zoomToFace: 'Zoom to the face',
  bare: 'See the bare photo while held',
  pan: 'Drag the photo while held',
  nextRegion: 'From the photo to the bars and the panel',
  previousRegion: 'Back to the photo or the bar before',
  nextPhoto: 'Next photo',
  previousPhoto: 'Previous photo',
  back: 'Back to the gallery',
  proposeForPhoto: 'Propose labels for this photo',
  propose: 'Propose labels',
  nextFace: 'Next face',
  previousFace: 'Previous face',
  moveBox: (direction: Direction, by: number) => `Move the box ${direction} by ${by} px`,
  resizeBox: (direction: Direction, by: number) => `Resize the box ${direction} by ${by} px`,
  layerBar: 'Layers',
  layers,
  everyFace: 'Show the labels of every face',
  maskStyle: 'Draw masks as areas or as outlines',
  maskStyles,
  masksAs: 'Masks as',
  opacity: 'Opacity',
  masksLook: 'How masks look',
  panel: 'Photo and faces',
  faces: 'Faces',
  position: (at: number, total: number) => `${formatCount(at)} of ${formatCount(total)}`,
  notAmong: (total: number) => `not among ${countOf(total, 'photo')}`,
  states,
  drawn: 'drawn',
  /** The key stands between the two. */
  noFaces: ['No faces here. Press', 'and drag over one to add it.'] as readonly [string, string],
  saved: 'Saved',
  saving: 'Saving…',
  notSaved: (why: string) => `Not saved. ${why}`,
  notAllSaved: (why: string) => `Not everything was saved. ${why}`,
  saveAgain: 'Save again',
  giveUp: 'Give up changes',
};
