/**
 * The square that a network sees of a face: a rectangle of the photo, turned about its middle and mirrored. Pixels, points
 * and label maps all go through it, so labels lie where the pixels do.
 */
import type { Box, Point } from '../shared/domain/geometry.ts';
import type { Pixels } from './decode.ts';
import { resize } from './resize.ts';

export interface View {
  /** What is seen when nothing is turned, in the photo. It may reach past the photo's edges. */
  box: Box;
  /** How far the picture is turned about the middle of the box, in radians, clockwise on the screen. */
  turn: number;
  mirrored: boolean;
  /** Side of the square in pixels. */
  size: number;
}

export interface ViewTransform {
  /** From the photo to the square. */
  toView(point: Point): Point;
  /** And back. */
  toPhoto(point: Point): Point;
}

export function viewTransform({ box, turn, mirrored, size }: View): ViewTransform {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  const [scaleX, scaleY] = [size / box.width, size / box.height];
  return {
    toView({ x, y }) {
      const [dx, dy] = [x - cx, y - cy];
      const along = (cx + cos * dx - sin * dy - box.x) * scaleX;
      return { x: mirrored ? size - along : along, y: (cy + sin * dx + cos * dy - box.y) * scaleY };
    },
    toPhoto({ x, y }) {
      const dx = (mirrored ? size - x : x) / scaleX + box.x - cx;
      const dy = y / scaleY + box.y - cy;
      return { x: cx + cos * dx + sin * dy, y: cy - sin * dx + cos * dy };
    },
  };
}

/** A part of a photo: pixels, and the rectangle of the photo that they show. */
export interface PhotoPart {
  pixels: Pixels;
  area: Box;
}

/**
 * The pixels of a view. A view that is not turned and stays inside the part is one resampling, as when proposals are made.
 * Any other is turned first, at up to twice the view's size, and then resampled; beyond the part its edge goes on.
 */
export function renderView(part: PhotoPart, view: View): Pixels {
  const { box, turn, size } = view;
  const { pixels, area } = part;
  const [scaleX, scaleY] = [pixels.width / area.width, pixels.height / area.height];
  const inPart = {
    x: (box.x - area.x) * scaleX,
    y: (box.y - area.y) * scaleY,
    width: box.width * scaleX,
    height: box.height * scaleY,
  };
  const square = { width: size, height: size };
  const isInside =
    inPart.x >= 0 &&
    inPart.y >= 0 &&
    inPart.x + inPart.width <= pixels.width &&
    inPart.y + inPart.height <= pixels.height;
  const seen =
    turn === 0 && isInside
      ? resize(pixels, square, 'bicubic', inPart)
      : resize(turned(part, view, inPart), square, 'bicubic');
  return view.mirrored ? mirror(seen) : seen;
}

/** What a turned box shows, upright: bilinear, at the part's own scale, which a turn does not change. */
function turned({ pixels, area }: PhotoPart, view: View, inPart: Box): Pixels {
  const most = 2 * view.size;
  const width = Math.max(1, Math.min(most, Math.round(inPart.width)));
  const height = Math.max(1, Math.min(most, Math.round(inPart.height)));
  const { toPhoto } = viewTransform({ ...view, mirrored: false, size: 1 });
  // The map is affine: one corner and a step along each side tell it all.
  const at = (x: number, y: number): Point => {
    const { x: px, y: py } = toPhoto({ x, y });
    return {
      x: ((px - area.x) / area.width) * pixels.width - 0.5,
      y: ((py - area.y) / area.height) * pixels.height - 0.5,
    };
  };
  const [corner, right, down] = [
    at(0.5 / width, 0.5 / height),
    at(1.5 / width, 0.5 / height),
    at(0.5 / width, 1.5 / height),
  ];
  const { channels, data } = pixels;
  const out = new Uint8Array(width * height * channels);
  const [lastX, lastY] = [pixels.width - 1, pixels.height - 1];
  let to = 0;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const x = corner.x + column * (right.x - corner.x) + row * (down.x - corner.x);
      const y = corner.y + column * (right.y - corner.y) + row * (down.y - corner.y);
      const x0 = Math.min(lastX, Math.max(0, Math.floor(x)));
      const y0 = Math.min(lastY, Math.max(0, Math.floor(y)));
      const x1 = Math.min(lastX, x0 + 1);
      const y1 = Math.min(lastY, y0 + 1);
      const fx = Math.min(1, Math.max(0, x - x0));
      const fy = Math.min(1, Math.max(0, y - y0));
      const [a, b] = [(y0 * pixels.width + x0) * channels, (y0 * pixels.width + x1) * channels];
      const [c, d] = [(y1 * pixels.width + x0) * channels, (y1 * pixels.width + x1) * channels];
      for (let channel = 0; channel < channels; channel++) {
        const top = data[a + channel]! * (1 - fx) + data[b + channel]! * fx;
        const bottom = data[c + channel]! * (1 - fx) + data[d + channel]! * fx;
        out[to++] = top * (1 - fy) + bottom * fy + 0.5;
      }
    }
  return { width, height, channels, data: out };
}

function mirror({ width, height, channels, data }: Pixels): Pixels {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < channels; channel++)
        out[(y * width + x) * channels + channel] = data[(y * width + width - 1 - x) * channels + channel]!;
  return { width, height, channels, data: out };
}
