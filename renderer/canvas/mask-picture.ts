/** Label maps ready to draw: as pixels in the colours of their classes, and as lines. Made once a value. */
import { PARSING_COLOURS } from '../../electron/shared/domain/vocabulary.ts';
import { sameBox } from '../editor/box-edit.ts';
import type { LabelValue } from '../editor/labels.ts';
import { cutCorners, thinOut, traceOutlines } from '../editor/mask-outline.ts';

export type Mask = LabelValue<'parsing'>;

/** The lines of one class in cells of the map. */
export interface ClassLine {
  label: number;
  path: Path2D;
}

/** A picture of a map with a pixel a cell. It follows the map from stroke to stroke: only cells that change are drawn. */
interface MaskPixels {
  canvas: OffscreenCanvas;
  image: ImageData;
  /** The map in it, and its cells as they were drawn. */
  mask: Mask;
  drawn: Uint8Array;
  strengths: string;
}

const pixels = new WeakMap<Mask, MaskPixels>();
const lines = new WeakMap<Mask, Map<string, ClassLine[]>>();
/** Drawn last: the face's next map mostly differs by a stroke. */
let last: MaskPixels | null = null;

/** The same cells over the same place; what they hold may differ. */
const sameGrid = (a: Mask, b: Mask): boolean =>
  a.profile === b.profile && a.width === b.width && a.height === b.height && sameBox(a.frame, b.frame);

/** `strengths` holds the opacity of each class; a map that is `changing` may have other cells than a moment ago. */
export function maskPixels(mask: Mask, strengths: readonly number[], changing: boolean): OffscreenCanvas {
  const key = strengths.join();
  const known = pixels.get(mask) ?? (last && sameGrid(last.mask, mask) ? last : null);
  if (known?.strengths === key) {
    if (known.mask !== mask || changing) redraw(known, mask, strengths);
    pixels.set(mask, known);
    last = known;
    return known.canvas;
  }
  const { width, height } = mask;
  const canvas = known?.canvas ?? new OffscreenCanvas(width, height);
  const image = known?.image ?? canvas.getContext('2d')!.createImageData(width, height);
  const made: MaskPixels = { canvas, image, mask, drawn: new Uint8Array(width * height), strengths: key };
  new Uint32Array(image.data.buffer).fill(colourWords(mask, strengths)[0]!);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  redraw(made, mask, strengths);
  pixels.set(mask, made);
  last = made;
  return canvas;
}

function redraw(picture: MaskPixels, mask: Mask, strengths: readonly number[]): void {
  const { drawn, image, canvas } = picture;
  const { width, height, labels } = mask;
  const palette = colourWords(mask, strengths);
  const words = new Uint32Array(image.data.buffer);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const label = labels[row + x]!;
      if (drawn[row + x] === label) continue;
      drawn[row + x] = label;
      words[row + x] = palette[label]!;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  picture.mask = mask;
  if (bottom > 0) canvas.getContext('2d')!.putImageData(image, 0, 0, left, top, right - left, bottom - top);
}

/** The colour of each class as the four bytes of a pixel. */
function colourWords({ profile }: Mask, strengths: readonly number[]): Uint32Array {
  const bytes = PARSING_COLOURS[profile].flatMap(([red, green, blue], label) => [
    red,
    green,
    blue,
    Math.round((strengths[label] ?? 0) * 255),
  ]);
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

/**
 * The borders of every class. `step` passes over cells that are too small to be seen; `smooth` rounds the corners of
 * cells off.
 */
export function maskLines(mask: Mask, step: number, smooth: boolean, changing: boolean): ClassLine[] {
  const key = `${step} ${smooth}`;
  if (changing) lines.delete(mask);
  const known = lines.get(mask) ?? new Map<string, ClassLine[]>();
  lines.set(mask, known);
  const ready = known.get(key);
  if (ready) return ready;
  const paths = new Map<number, Path2D>();
  for (const { label, corners } of traceOutlines(thinOut(mask, step))) {
    const path = paths.get(label) ?? new Path2D();
    paths.set(label, path);
    const points = smooth ? cutCorners(corners) : corners;
    path.moveTo(points[0]! * step, points[1]! * step);
    for (let at = 2; at < points.length; at += 2) path.lineTo(points[at]! * step, points[at + 1]! * step);
    path.closePath();
  }
  const made = [...paths].map(([label, path]) => ({ label, path })).sort((a, b) => a.label - b.label);
  known.set(key, made);
  return made;
}
