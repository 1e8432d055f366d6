/** Where the photo lies on the screen: one scale and one offset, in CSS pixels, and every way to change them. */
import { type Box, boxCenter, growBox, type Point, type Size } from '../../electron/shared/domain/geometry.ts';

/** The part of the screen that shows the photo, in CSS pixels, and how many device pixels one of these has. */
export interface Viewport extends Size {
  pixelRatio: number;
}

/** screen = photo * scale + (x, y) */
export interface View {
  scale: number;
  x: number;
  y: number;
}

/** Device pixels that one photo pixel may cover at most. */
const LARGEST_ZOOM = 40;
/** CSS pixels left free around a photo that fits. */
const MARGIN = 24;
/** CSS pixels of the photo that can never be pushed off the screen. */
const KEPT = 80;
/** How much of its surroundings, in parts of its size, a face shows when it fills the screen. */
const SURROUNDINGS = 0.6;

/** Zoom factor of a notch of the wheel. */
export const WHEEL = 1.22;

export const toScreen = (view: View, point: Point): Point => ({
  x: point.x * view.scale + view.x,
  y: point.y * view.scale + view.y,
});

export const toPhoto = (view: View, point: Point): Point => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
});

export const boxToScreen = (view: View, box: Box): Box => ({
  ...toScreen(view, box),
  width: box.width * view.scale,
  height: box.height * view.scale,
});

/** Device pixels a photo pixel covers: 1 is what people call 100 %. */
export const zoomOf = (view: View, viewport: Viewport): number => view.scale * viewport.pixelRatio;

/** The view moved by less than a device pixel, so that the photo's edge meets the screen's grid. For painting only. */
export function snapToDevice(view: View, { pixelRatio }: Viewport): View {
  const snap = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  return { scale: view.scale, x: snap(view.x), y: snap(view.y) };
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

function keepInSight(view: View, photo: Size, viewport: Viewport): View {
  const along = (offset: number, length: number, room: number) => {
    const kept = Math.min(KEPT, length, room);
    return clamp(offset, kept - length, room - kept);
  };
  return {
    scale: view.scale,
    x: along(view.x, photo.width * view.scale, viewport.width),
    y: along(view.y, photo.height * view.scale, viewport.height),
  };
}

const fittingScale = (box: Size, viewport: Viewport) =>
  Math.min(
    Math.max(1, viewport.width - 2 * MARGIN) / box.width,
    Math.max(1, viewport.height - 2 * MARGIN) / box.height,
    LARGEST_ZOOM / viewport.pixelRatio,
  );

/** The view with `point` of the photo in the middle of the screen. */
const centerOn = (point: Point, scale: number, viewport: Viewport): View => ({
  scale,
  x: viewport.width / 2 - point.x * scale,
  y: viewport.height / 2 - point.y * scale,
});

/** The whole photo, as large as it can be shown. */
export const fitView = (photo: Size, viewport: Viewport): View =>
  centerOn({ x: photo.width / 2, y: photo.height / 2 }, fittingScale(photo, viewport), viewport);

/** One box and some of what surrounds it, as large as it can be shown. */
export function fitBox(box: Box, photo: Size, viewport: Viewport): View {
  const scale = fittingScale(growBox(box, SURROUNDINGS), viewport);
  return keepInSight(centerOn(boxCenter(box), scale, viewport), photo, viewport);
}

/** The view with a point of the photo at a point of the screen, or as near to it as the photo may go. */
export function pinTo(view: View, point: Point, screen: Point, photo: Size, viewport: Viewport): View {
  const { scale } = view;
  return keepInSight({ scale, x: screen.x - point.x * scale, y: screen.y - point.y * scale }, photo, viewport);
}

/** The view at another zoom, with what lies under `anchor` on the screen still under it. */
export function zoomTo(view: View, zoom: number, anchor: Point, photo: Size, viewport: Viewport): View {
  const smallest = Math.min(fittingScale(photo, viewport) * viewport.pixelRatio, 1) / 2;
  const scale = clamp(zoom, smallest, LARGEST_ZOOM) / viewport.pixelRatio;
  return pinTo({ ...view, scale }, toPhoto(view, anchor), anchor, photo, viewport);
}

/** The view, moved as far as it takes to have the box on the screen; unchanged where it is there already. */
export function revealBox(view: View, box: Box, photo: Size, viewport: Viewport): View {
  const shown = boxToScreen(view, box);
  const inside =
    shown.x >= 0 &&
    shown.y >= 0 &&
    shown.x + shown.width <= viewport.width &&
    shown.y + shown.height <= viewport.height;
  if (inside) return view;
  const fits = shown.width <= viewport.width && shown.height <= viewport.height;
  return fits
    ? keepInSight(centerOn(boxCenter(box), view.scale, viewport), photo, viewport)
    : fitBox(box, photo, viewport);
}

/** The view for a screen that changed its size: a photo that fitted still fits, otherwise the middle stays. */
export function resizeView(view: View, photo: Size, before: Viewport, after: Viewport): View {
  const fitted = fitView(photo, before);
  const fits = (['scale', 'x', 'y'] as const).every((key) => Math.abs(view[key] - fitted[key]) < 1e-6);
  if (fits) return fitView(photo, after);
  const middle = toPhoto(view, { x: before.width / 2, y: before.height / 2 });
  return keepInSight(centerOn(middle, zoomOf(view, before) / after.pixelRatio, after), photo, after);
}

/** The middle of the screen's part for the photo. */
export const middleOf = ({ width, height }: Viewport): Point => ({ x: width / 2, y: height / 2 });

/** Two fingers that were around `from` are around `to`, and `factor` as far apart. */
export const pinchView = (view: View, from: Point, to: Point, factor: number, image: Size, viewport: Viewport): View =>
  zoomTo(pinTo(view, toPhoto(view, from), to, image, viewport), zoomOf(view, viewport) * factor, to, image, viewport);
