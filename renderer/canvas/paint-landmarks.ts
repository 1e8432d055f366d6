/** Paints the 68 points of a face: joined by lines, hollow where they are hidden, numbered where there is room. */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Point } from '../../electron/shared/domain/geometry.ts';
import {
  groupOfLandmark,
  hiddenLandmarks,
  LANDMARK_GROUPS,
  type LandmarkGroup,
} from '../../electron/shared/domain/landmarks.ts';
import { labelOf } from '../editor/labels.ts';
import { toScreen, type View } from '../editor/view.ts';
import { plainWords } from '../labels/words.ts';
import { strings } from '../strings/strings.ts';
import { type Context, FONT, paintTag, RIM } from './paint.ts';

/** The person's right and left differ, so that points that are swapped are seen at once. */
const COLOURS = { right: '#7fd4ff', left: '#ffb0d2', middle: '#ffffff' } as const;
/** The point that keys move. */
const ACTIVE = '#ffe14d';
const colourOf = (side: LandmarkGroup['side']): string => COLOURS[side ?? 'middle'];

/** Widths of a face on the screen in CSS pixels: below the first it is lines alone, from the last on it is numbered. */
const POINTS_FROM = 44;
const FULL_FROM = 150;
const NUMBERS_FROM = 700;
/** CSS pixels, for a face that is large enough; smaller ones have smaller points. */
const RADIUS = 2.4;
const SMALLEST_RADIUS = 1.1;

function paintLines(context: Context, points: readonly Point[], strong: boolean): void {
  context.lineJoin = 'round';
  for (const { first, last, closed, side } of LANDMARK_GROUPS) {
    context.beginPath();
    for (const { x, y } of points.slice(first, last + 1)) context.lineTo(x, y);
    if (closed) context.closePath();
    context.lineWidth = strong ? 2.5 : 2;
    context.strokeStyle = 'rgba(0, 0, 0, 0.35)';
    context.stroke();
    context.lineWidth = 1;
    context.strokeStyle = colourOf(side);
    context.globalAlpha = 0.75;
    context.stroke();
    context.globalAlpha = 1;
  }
}

/** How far the model's opinion of a point spreads; of one point at a time, since all together hide the face. */
function paintSpread(context: Context, { x, y }: Point, radius: number): void {
  context.fillStyle = 'rgba(255, 255, 255, 0.14)';
  context.strokeStyle = 'rgba(255, 255, 255, 0.3)';
  context.lineWidth = 1;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

function paintPoints(context: Context, points: readonly Point[], hidden: ReadonlySet<number>, radius: number): void {
  for (const { first, last, side } of LANDMARK_GROUPS) {
    const colour = colourOf(side);
    const solid = new Path2D();
    const hollow = new Path2D();
    for (let index = first; index <= last; index++) {
      const { x, y } = points[index]!;
      const path = hidden.has(index) ? hollow : solid;
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.lineWidth = 2;
    context.strokeStyle = RIM;
    context.stroke(solid);
    context.fillStyle = colour;
    context.fill(solid);
    context.lineWidth = 3;
    context.stroke(hollow);
    context.fillStyle = RIM;
    context.fill(hollow);
    context.lineWidth = 1.25;
    context.strokeStyle = colour;
    context.stroke(hollow);
  }
}

function paintNumbers(context: Context, points: readonly Point[]): void {
  context.font = `500 10px ${FONT}`;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = 'rgba(0, 0, 0, 0.7)';
  for (const [index, { x, y }] of points.entries()) {
    context.strokeText(`${index}`, x + 6, y - 6);
    context.fillStyle = colourOf(groupOfLandmark(index)?.side ?? null);
    context.fillText(`${index}`, x + 6, y - 6);
  }
}

/** Points that stand out, or -1. */
export interface LandmarkMarks {
  /** Under the pointer or dragged by it: it gets its name. */
  marked: number;
  /** Moved by keys. */
  active: number;
}

function paintRing(context: Context, { x, y }: Point, radius: number, colour: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 3.5;
  context.strokeStyle = RIM;
  context.stroke();
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.stroke();
}

export function paintLandmarks(context: Context, face: Face, view: View, { marked, active }: LandmarkMarks): void {
  const landmarks = labelOf(face, 'landmarks')?.value;
  if (!landmarks) return;
  const points = landmarks.points.map(([x, y]) => toScreen(view, { x, y }));

  const size = face.box.width * view.scale;
  const hidden = hiddenLandmarks(labelOf(face, 'visibility')?.value.visible ?? []);
  const spread = landmarks.spread?.[marked];
  if (spread !== undefined && points[marked] && size >= FULL_FROM)
    paintSpread(context, points[marked], spread * view.scale);
  paintLines(context, points, size >= FULL_FROM);
  if (size < POINTS_FROM) return;
  const radius = Math.max(SMALLEST_RADIUS, Math.min(RADIUS, (RADIUS * size) / FULL_FROM));
  paintPoints(context, points, hidden, radius);
  if (size >= NUMBERS_FROM) paintNumbers(context, points);

  const kept = points[active];
  if (kept) paintRing(context, kept, radius + 4, ACTIVE);
  const at = points[marked];
  if (!at) return;
  const group = groupOfLandmark(marked);
  const colour = colourOf(group?.side ?? null);
  paintRing(context, at, radius + 3, marked === active ? ACTIVE : colour);
  const text = [`${marked}`, group && plainWords(group.name), hidden.has(marked) && strings.labels.hiddenPoint]
    .filter(Boolean)
    .join(' · ');
  paintTag(context, { x: at.x + 10, y: at.y - 8 }, text, colour, false);
}
