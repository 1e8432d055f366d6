/** What the layers over the photo draw alike. They lie on photos of any brightness, so they do not follow the theme. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import type { Colour } from '../../electron/shared/domain/vocabulary.ts';

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Around every line and point, so that one of the two stands out. */
export const RIM = 'rgba(0, 0, 0, 0.6)';
const TAG = 'rgba(18, 19, 21, 0.82)';
export const FONT = '"Inter Variable", system-ui, sans-serif';
export const TAG_HEIGHT = 16;

export const cssColour = ([red, green, blue]: Colour): string => `rgb(${red}, ${green}, ${blue})`;

/** A short text on a dark plate; a strong one is dark on its colour. */
export function paintTag(context: Context, at: Point, text: string, colour: string, strong: boolean): void {
  context.font = `${strong ? 600 : 500} 11px ${FONT}`;
  const width = Math.ceil(context.measureText(text).width) + 9;
  context.fillStyle = strong ? colour : TAG;
  context.beginPath();
  context.roundRect(at.x, at.y, width, TAG_HEIGHT, 3);
  context.fill();
  context.fillStyle = strong ? '#101113' : colour;
  context.textBaseline = 'middle';
  context.fillText(text, at.x + 4.5, at.y + TAG_HEIGHT / 2 + 0.5);
}

/** A thin line in a colour on a dark rim. */
export function paintLine(context: Context, path: Path2D, colour: string): void {
  context.lineWidth = 3.5;
  context.strokeStyle = RIM;
  context.stroke(path);
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.stroke(path);
}
