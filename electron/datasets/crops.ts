/** Squares around faces: where they lie in the photo, and what becomes of the faces' values in them. */
import type { Crop } from '../shared/domain/dataset.ts';
import { type Box, boxCenter, type Point } from '../shared/domain/geometry.ts';
import { turnPose } from '../shared/domain/pose.ts';
import { type DatasetFace, saidOf, type ValueOf } from './format.ts';
import { paintMask } from './masks.ts';

/** A square of the photo, turned about its centre, and the side of the picture that it becomes. */
export interface CropSquare {
  center: Point;
  /** In pixels of the photo. */
  side: number;
  /** How far the square's upper edge is turned, clockwise, in radians. */
  angle: number;
  /** In pixels of the picture. */
  size: number;
}

const mean = (points: readonly (readonly [number, number])[]): Point => ({
  x: points.reduce((sum, [x]) => sum + x, 0) / points.length,
  y: points.reduce((sum, [, y]) => sum + y, 0) / points.length,
});

/** The square of FFHQ's and CelebA-HQ's alignment, from eyes and mouth; null for a face without the 68 points. */
function alignedSquare(face: Pick<DatasetFace, 'annotations'>, size: number): CropSquare | null {
  const points = saidOf(face, 'landmarks')?.points;
  if (!points) return null;
  const right = mean(points.slice(36, 42));
  const left = mean(points.slice(42, 48));
  const eyes = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 };
  const mouth = mean([points[48]!, points[54]!]);
  const across = { x: left.x - right.x, y: left.y - right.y };
  const down = { x: mouth.x - eyes.x, y: mouth.y - eyes.y };
  // The mean of the line through the eyes and of the line across the one from the eyes to the mouth.
  const axis = { x: across.x + down.y, y: across.y - down.x };
  if (Math.hypot(axis.x, axis.y) === 0) return null;
  const half = Math.max(Math.hypot(across.x, across.y) * 2, Math.hypot(down.x, down.y) * 1.8);
  return {
    center: { x: eyes.x + down.x * 0.1, y: eyes.y + down.y * 0.1 },
    side: 2 * half,
    angle: Math.atan2(axis.y, axis.x),
    size,
  };
}

/** Where a face is cut out; null where it should be aligned and has no points to go by. */
export function cropSquareOf(face: Pick<DatasetFace, 'box' | 'annotations'>, crop: Crop): CropSquare | null {
  if (crop.aligned) return alignedSquare(face, crop.size);
  const longer = Math.max(face.box.width, face.box.height);
  return { center: boxCenter(face.box), side: longer * (1 + 2 * crop.margin), angle: 0, size: crop.size };
}

/** From the photo into the picture. */
export function toCrop({ center, side, angle, size }: CropSquare, { x, y }: Point): Point {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [x - center.x, y - center.y];
  const scale = size / side;
  return { x: (cos * dx + sin * dy) * scale + size / 2, y: (cos * dy - sin * dx) * scale + size / 2 };
}

/** And back. */
export function toPhoto({ center, side, angle, size }: CropSquare, { x, y }: Point): Point {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const scale = side / size;
  const [dx, dy] = [(x - size / 2) * scale, (y - size / 2) * scale];
  return { x: center.x + cos * dx - sin * dy, y: center.y + sin * dx + cos * dy };
}

function cropBox(square: CropSquare, { x, y, width, height }: Box): Box {
  const corners = [
    { x, y },
    { x: x + width, y },
    { x, y: y + height },
    { x: x + width, y: y + height },
  ].map((corner) => toCrop(square, corner));
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** A level square moves the map's frame and leaves the map alone; a turned one is drawn anew in the picture's pixels. */
function cropMask(square: CropSquare, mask: ValueOf<'parsing'>): ValueOf<'parsing'> {
  if (square.angle === 0) return { ...mask, frame: cropBox(square, mask.frame) };
  const { size } = square;
  return {
    profile: mask.profile,
    frame: { x: 0, y: 0, width: size, height: size },
    width: size,
    height: size,
    labels: paintMask(mask, { width: size, height: size }, (point) => toPhoto(square, point)),
  };
}

/** The face in coordinates of the picture. */
export function cropFace(face: DatasetFace, square: CropSquare): DatasetFace {
  const scale = square.size / square.side;
  return {
    ...face,
    box: cropBox(square, face.box),
    annotations: face.annotations.map((annotation) => {
      switch (annotation.task) {
        case 'parsing':
          return { ...annotation, value: cropMask(square, annotation.value) };
        case 'landmarks': {
          const { points, spread } = annotation.value;
          const moved = points.map(([x, y]): [number, number] => {
            const point = toCrop(square, { x, y });
            return [point.x, point.y];
          });
          return { ...annotation, value: { points: moved, spread: spread?.map((pixels) => pixels * scale) ?? null } };
        }
        case 'pose':
          return { ...annotation, value: { quaternion: turnPose(annotation.value.quaternion, [0, 0, -square.angle]) } };
        default:
          return annotation;
      }
    }),
  };
}
