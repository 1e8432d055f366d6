/** The square of a scene in which one person is drawn: cut out, drawn over, and written back. */
import type { Canvas } from './canvas.ts';
import type { Place } from './places.ts';
import type { Picture } from './scenery/paint.ts';

/** Side of the square in which a person is drawn, over the face's longer side: hair, hat, shoulders. */
const TILE = 4.4;
/** Share of the tile above the face's middle. */
const ABOVE = 0.4;
/** Larger tiles than this are drawn without oversampling. */
const FINE = 320;
/** Tiles are this many pixels or a multiple, so that few sizes of canvas are needed. */
const STEP = 32;

export interface Tile {
  left: number;
  top: number;
  side: number;
  oversampling: 1 | 2;
}

/** The part of a person's square that lies in the scene, as a square that may reach past the scene's right and bottom. */
export function tileOf({ x, y, size }: Place, width: number, height: number): Tile {
  const side = Math.ceil(size * TILE);
  const left = Math.floor(x - side / 2);
  const top = Math.floor(y - side * ABOVE);
  const from = { x: Math.max(0, left), y: Math.max(0, top) };
  const to = { x: Math.min(width, left + side), y: Math.min(height, top + side) };
  const cut = Math.ceil(Math.max(1, to.x - from.x, to.y - from.y) / STEP) * STEP;
  return { left: from.x, top: from.y, side: cut, oversampling: cut > FINE ? 1 : 2 };
}

/** Copies the scene's light under a tile into its canvas, each pixel as often as the canvas is finer. */
export function copyIn({ light: scene, width, height }: Picture, tile: Tile, canvas: Canvas): void {
  const { left, top, oversampling } = tile;
  for (let row = 0, to = 0; row < canvas.size; row++) {
    const y = Math.min(height - 1, top + ((row / oversampling) | 0));
    for (let column = 0; column < canvas.size; column++, to += 3) {
      const from = (y * width + Math.min(width - 1, left + ((column / oversampling) | 0))) * 3;
      canvas.light[to] = scene[from]!;
      canvas.light[to + 1] = scene[from + 1]!;
      canvas.light[to + 2] = scene[from + 2]!;
    }
  }
}

/** Writes a tile back, and sets `marks` to 1 where a pixel of the scene belongs to the person or to what they hold. */
export function copyOut(canvas: Canvas, tile: Tile, { light: scene, width, height }: Picture, marks: Uint8Array): void {
  const { left, top, side, oversampling } = tile;
  const share = 1 / (oversampling * oversampling);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let covered = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let dy = 0; dy < oversampling; dy++)
        for (let dx = 0; dx < oversampling; dx++) {
          const at = (row * oversampling + dy) * canvas.size + column * oversampling + dx;
          if (canvas.layer.part[at] !== 0 || canvas.cover[at]! > 0.5) covered += share;
          red += canvas.light[3 * at]! * share;
          green += canvas.light[3 * at + 1]! * share;
          blue += canvas.light[3 * at + 2]! * share;
        }
      const x = left + column;
      const y = top + row;
      if (x >= width || y >= height) continue;
      if (covered >= 0.5) marks[y * width + x] = 1;
      const to = (y * width + x) * 3;
      scene[to] = red;
      scene[to + 1] = green;
      scene[to + 2] = blue;
    }
  }
}
