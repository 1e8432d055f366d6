/**
 * What lies on small faces, kept as pictures: a photo of a crowd pans as fast as one of a family. At another zoom the
 * pictures are stretched at first and made anew a few a frame.
 */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import { boxToScreen, type View, type Viewport } from '../editor/view.ts';
import type { Context } from './paint.ts';

/** Square CSS pixels: what is larger is painted as it is, for only a few of that size find room on a screen. */
const LARGEST = 400 * 400;
/** Pictures made in one frame. */
const NEW_IN_A_FRAME = 4;

interface Sprite {
  canvas: OffscreenCanvas;
  /** Of the canvas from the photo's corner, in device pixels at `scale`. */
  left: number;
  top: number;
  scale: number;
  pixelRatio: number;
  /** What else it was painted from. */
  look: readonly unknown[];
}

export interface SpriteJob {
  face: Face;
  /** What is painted, in the photo, and how many CSS pixels it may reach out of that. */
  bounds: Box;
  margin: number;
  /** Every value but the face and the zoom that the painting follows. */
  look: readonly unknown[];
  /** Whether it changes from frame to frame, so that a picture of it would not last. */
  lively: boolean;
  paint(context: Context, view: View): void;
}

export class Sprites {
  readonly #sprites = new WeakMap<Face, Sprite>();

  /** Draws all of it where it is in sight. False where some of it is to be drawn again in the next frame. */
  draw(context: Context, jobs: Iterable<SpriteJob>, view: View, viewport: Viewport): boolean {
    let made = 0;
    let done = true;
    for (const job of jobs) {
      const { x, y, width, height } = outline(job, view);
      if (x > viewport.width || y > viewport.height || x + width < 0 || y + height < 0) continue;
      if (job.lively || width * height > LARGEST) {
        job.paint(context, view);
        continue;
      }
      let sprite = this.#sprites.get(job.face);
      if (!sprite || !isFresh(sprite, job, view, viewport)) {
        if (made < NEW_IN_A_FRAME) {
          sprite = makeSprite(job, view.scale, viewport.pixelRatio);
          this.#sprites.set(job.face, sprite);
          made++;
        } else done = false;
      }
      if (sprite) place(context, sprite, view);
    }
    return done;
  }
}

const outline = ({ bounds, margin }: SpriteJob, view: View): Box => {
  const { x, y, width, height } = boxToScreen(view, bounds);
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
};

const isFresh = (sprite: Sprite, { look }: SpriteJob, { scale }: View, { pixelRatio }: Viewport): boolean =>
  sprite.scale === scale && sprite.pixelRatio === pixelRatio && look.every((value, at) => value === sprite.look[at]);

/** The view that is painted for stands on whole device pixels, and so does the picture: it is copied, not stretched. */
function makeSprite(job: SpriteJob, scale: number, pixelRatio: number): Sprite {
  const view: View = { scale, x: 0, y: 0 };
  const { x, y, width, height } = outline(job, view);
  const [left, top] = [Math.floor(x * pixelRatio), Math.floor(y * pixelRatio)];
  const canvas = new OffscreenCanvas(
    Math.ceil((x + width) * pixelRatio) - left,
    Math.ceil((y + height) * pixelRatio) - top,
  );
  const context = canvas.getContext('2d')!;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, -left, -top);
  job.paint(context, view);
  return { canvas, left, top, scale, pixelRatio, look: job.look };
}

function place(context: Context, { canvas, left, top, scale, pixelRatio }: Sprite, view: View): void {
  const stretch = view.scale / scale / pixelRatio;
  context.imageSmoothingEnabled = true;
  context.drawImage(
    canvas,
    view.x + left * stretch,
    view.y + top * stretch,
    canvas.width * stretch,
    canvas.height * stretch,
  );
}
