/** Scenes for people to look at: none is empty, as those are that a detector learns from. */
import type { Size } from '../../shared/domain/geometry.ts';
import type { RenderedScene, Renderer } from './renderer.ts';

/** Share of a face that has to be seen, and of the picture's height that its box has to have. */
const SHOWN = 0.6;
const TALL = 0.08;

export const showsSomebody = ({ faces, height }: Pick<RenderedScene, 'faces' | 'height'>): boolean =>
  faces.some(({ truth, shown }) => shown >= SHOWN && truth.box.height >= TALL * height);

/** The scene of a seed, or the first one after it in a row of its own that shows somebody. */
export function renderPeople(renderer: Renderer, seed: number, size: Size): RenderedScene {
  for (let attempt = 0; ; attempt++) {
    const scene = renderer.renderScene({ seed: seed + 1_000_000 * attempt, ...size });
    if (showsSomebody(scene) || attempt === 20) return scene;
  }
}
