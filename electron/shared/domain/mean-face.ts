/**
 * A mean face: where the 68 points lie on the head of an average adult at rest. The mean of 600 heads of the drawn faces
 * that the starter learns from, made symmetrical.
 */
import type { Box, Point } from './geometry.ts';

/**
 * Centimetres from the middle of the points, in iBUG order: x to the person's left, y down, z out of the face. A head that
 * looks into the camera shows x to the right and y down.
 */
export const MEAN_FACE: readonly (readonly [x: number, y: number, z: number])[] = [
  [-7.18, -3.64, -6.4],
  [-7.04, -1.88, -6.21],
  [-6.7, 0.02, -5.83],
  [-6.08, 1.85, -4.96],
  [-5.2, 3.94, -3.78],
  [-4.28, 4.89, -2.37],
  [-2.89, 6.08, -0.87],
  [-1.33, 7.19, 0.3],
  [0.0, 7.59, 0.25],
  [1.33, 7.19, 0.3],
  [2.89, 6.08, -0.87],
  [4.28, 4.89, -2.37],
  [5.2, 3.94, -3.78],
  [6.08, 1.85, -4.96],
  [6.7, 0.02, -5.83],
  [7.04, -1.88, -6.21],
  [7.18, -3.64, -6.4],
  [-5.99, -5.3, -1.92],
  [-4.8, -5.93, -0.08],
  [-3.6, -6.09, 0.96],
  [-2.41, -5.92, 1.57],
  [-1.21, -5.44, 1.72],
  [1.21, -5.44, 1.72],
  [2.41, -5.92, 1.57],
  [3.6, -6.09, 0.96],
  [4.8, -5.93, -0.08],
  [5.99, -5.3, -1.92],
  [0.0, -3.99, 1.77],
  [0.0, -2.7, 2.22],
  [0.0, -1.42, 2.89],
  [0.0, -0.13, 3.63],
  [-1.48, 0.8, 2.0],
  [-0.78, 1.05, 1.67],
  [0.0, 1.13, 1.67],
  [0.78, 1.05, 1.67],
  [1.48, 0.8, 2.0],
  [-4.53, -3.85, -0.77],
  [-3.68, -4.21, 0.03],
  [-2.73, -4.18, 0.55],
  [-1.88, -3.67, 0.7],
  [-2.73, -3.5, 0.39],
  [-3.68, -3.53, -0.11],
  [1.88, -3.67, 0.7],
  [2.73, -4.18, 0.55],
  [3.68, -4.21, 0.03],
  [4.53, -3.85, -0.77],
  [3.68, -3.53, -0.11],
  [2.73, -3.5, 0.39],
  [-2.79, 3.04, 0.59],
  [-1.73, 2.64, 1.72],
  [-0.67, 2.4, 1.98],
  [0.0, 2.52, 2.05],
  [0.67, 2.4, 1.98],
  [1.73, 2.64, 1.72],
  [2.79, 3.04, 0.59],
  [1.73, 3.69, 1.58],
  [0.73, 3.91, 1.77],
  [0.0, 3.95, 1.79],
  [-0.73, 3.91, 1.77],
  [-1.73, 3.69, 1.58],
  [-2.43, 3.04, 1.17],
  [-0.84, 3.04, 2.12],
  [0.0, 3.04, 2.23],
  [0.84, 3.04, 2.12],
  [2.43, 3.04, 1.17],
  [0.84, 3.04, 2.12],
  [0.0, 3.04, 2.23],
  [-0.84, 3.04, 2.12],
];

/** What a detector's box around a face covers of it, in centimetres of the mean face: from the hairline to the chin. */
const BOX_OF_MEAN = { left: -7, top: -10.9, right: 7, bottom: 8.4 };

/** Where the middle of the mean face lies in the box of a face, and the pixels that a centimetre of it takes each way. */
export function meanInBox({ x, y, width, height }: Box): { centre: Point; scaleX: number; scaleY: number } {
  const { left, top, right, bottom } = BOX_OF_MEAN;
  const [scaleX, scaleY] = [width / (right - left), height / (bottom - top)];
  return { centre: { x: x - left * scaleX, y: y - top * scaleY }, scaleX, scaleY };
}

/** The mean face's points as they lie in the box of a face that looks into the camera. */
export function meanLandmarks(box: Box): Point[] {
  const { centre, scaleX, scaleY } = meanInBox(box);
  return MEAN_FACE.map(([x, y]) => ({ x: centre.x + x * scaleX, y: centre.y + y * scaleY }));
}
