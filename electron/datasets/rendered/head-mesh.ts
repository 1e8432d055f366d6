/** The head itself and its ears as meshes. */
import { bump, length2, mixed } from './curves.ts';
import { type Fill, type Mesh, mesh } from './mesh.ts';
import type { HeadShape } from './shape.ts';
import { headPoint } from './surface.ts';

/** Columns lie denser in front than behind. */
export const columnAngle = (across: number): number => {
  const side = across * 2 - 1;
  return Math.PI * (0.34 * side + 0.66 * side ** 3);
};

/** Rows and columns of the head; a finer one shows smaller forms and takes longer. */
const ROWS = 104;
const COLUMNS = 92;

export function headMesh(shape: HeadShape, detail: number): Mesh {
  const point: Fill = (down, across, positions, places, at) => {
    const angle = columnAngle(across);
    places[at] = headPoint(shape, angle, down, positions, at);
    places[at + 1] = positions[at + 1]!;
    places[at + 2] = angle;
  };
  return mesh('head', ROWS, COLUMNS, point, { detail });
}

/** A bent shell on either side, its bowl opening to the front; places are height and depth in the shell, -1 to 1, and side. */
export function earMeshes(shape: HeadShape): Mesh[] {
  return ([-1, 1] as const).map((side) => {
    const { size, out, lobe } = shape.ear;
    const root = shape.width(-1.5) * 0.985;
    return mesh(side < 0 ? 'rightEar' : 'leftEar', 16, 18, (down, across, positions, places, at) => {
      const polar = down * Math.PI;
      const turn = (across * 2 - 1) * Math.PI * side;
      const outwards = Math.sin(polar) * Math.cos(turn);
      const depth = Math.sin(polar) * Math.sin(turn);
      const height = Math.cos(polar);
      const bowl = bump(length2(height, depth), 0.6) * (outwards > 0 ? 1 : 0);
      const narrow = height < 0 ? mixed(1, 0.62, -height) : 1;
      // The shell leans away from the head towards its back edge.
      const lean = (0.35 + 0.5 * out) * (1 - depth) * (outwards > -0.2 ? 1 : 0.75);
      positions[at] = side * (root - 0.15 + (outwards * (0.55 - 0.4 * bowl) + lean) * size);
      positions[at + 1] = -1.4 + (height * 3 + 0.3 * depth + (height < -0.6 ? lobe * (height + 0.6) : 0)) * size;
      positions[at + 2] = -1.1 + (depth * 1.8 * narrow - (height > 0 ? 0.35 * height : 0)) * size;
      places[at] = height;
      places[at + 1] = depth;
      places[at + 2] = outwards;
    });
  });
}
