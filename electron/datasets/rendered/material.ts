/** What a shader says about one pixel before light falls on it. */
import { PARSING_19 } from '../../shared/domain/vocabulary.ts';

export type ClassName = (typeof PARSING_19)[number];
/** Number of each class in the list of nineteen. */
export const CLASS = Object.fromEntries(PARSING_19.map((name, index) => [name, index])) as Readonly<
  Record<ClassName, number>
>;

/** Filled by a shader, used by `light-surface.ts`; one object is used for all pixels. */
export interface Surface {
  /** Reflectance, linear. */
  red: number;
  green: number;
  blue: number;
  /** Strength and sharpness of the highlight. */
  gloss: number;
  sharpness: number;
  /** Share of the surrounding light that reaches the place, 0 to 1. */
  open: number;
  /** How far light goes on under the surface: skin and ears. */
  translucent: number;
  /** Light of its own: a reflex on an eye or a lens. */
  glow: number;
  normalX: number;
  normalY: number;
  normalZ: number;
  /** Class of the list of nineteen. */
  label: number;
}

export const createSurface = (): Surface => ({
  red: 0,
  green: 0,
  blue: 0,
  gloss: 0,
  sharpness: 10,
  open: 1,
  translucent: 0,
  glow: 0,
  normalX: 0,
  normalY: 0,
  normalZ: 1,
  label: 0,
});

/** Mixes a colour into the surface. */
export function tint(surface: Surface, colour: readonly [number, number, number], share: number): void {
  surface.red += (colour[0] - surface.red) * share;
  surface.green += (colour[1] - surface.green) * share;
  surface.blue += (colour[2] - surface.blue) * share;
}

export function darken(surface: Surface, factor: number): void {
  surface.red *= factor;
  surface.green *= factor;
  surface.blue *= factor;
}
