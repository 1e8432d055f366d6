/** Label maps ready to draw: as pixels in the colours of their classes, and as lines. Made once a value. */
import { PARSING_COLOURS } from '../../electron/shared/domain/vocabulary.ts';
import type { LabelValue } from '../editor/labels.ts';
import { cutCorners, thinOut, traceOutlines } from '../editor/mask-outline.ts';

export type Mask = LabelValue<'parsing'>;

/** The lines of one class in cells of the map. */
export interface ClassLine {
  label: number;
  path: Path2D;
}

const pixels = new WeakMap<Mask, { strengths: string; canvas: OffscreenCanvas }>();
const lines = new WeakMap<Mask, Map<string, ClassLine[]>>();

/** The map as a picture with a pixel a cell. `strengths` holds the opacity of each class. */
export function maskPixels(mask: Mask, strengths: readonly number[]): OffscreenCanvas {
  const key = strengths.join();
  const known = pixels.get(mask);
  if (known?.strengths === key) return known.canvas;
  const canvas = known?.canvas ?? new OffscreenCanvas(mask.width, mask.height);
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(mask.width, mask.height);
  const words = new Uint32Array(image.data.buffer);
  const palette = colourWords(mask, strengths);
  for (let at = 0; at < words.length; at++) words[at] = palette[mask.labels[at]!]!;
  context.putImageData(image, 0, 0);
  pixels.set(mask, { strengths: key, canvas });
  return canvas;
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
export function maskLines(mask: Mask, step: number, smooth: boolean): ClassLine[] {
  const key = `${step} ${smooth}`;
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
