/** Surfaces as grids of points, with what the shader needs at each of them. */

/** What a pixel belongs to. */
export const PARTS = [
  'nothing',
  'head',
  'hair',
  'rightEar',
  'leftEar',
  'neck',
  'cloth',
  'frame',
  'hat',
  'earring',
  'necklace',
  'beard',
  'tie',
] as const;
export type PartName = (typeof PARTS)[number];
export const PART = Object.fromEntries(PARTS.map((name, index) => [name, index])) as Readonly<Record<PartName, number>>;

/** Drops a pixel of a surface: hair that ends in locks, the empty inside of a frame. */
export type Keep = (u: number, v: number, angle: number) => boolean;

export interface Mesh {
  part: PartName;
  rows: number;
  columns: number;
  /** x, y, z of each point, in the head frame or, for what hangs on the trunk, in the body's. */
  positions: Float32Array;
  /** Three numbers for the shader: mostly x and y on the base form, and the angle from the front. */
  places: Float32Array;
  normals: Float32Array;
  /** Seen from behind too. */
  open: boolean;
  /** Turns with the trunk instead of the head. */
  body: boolean;
  keep: Keep | null;
  shadow: boolean;
}

export interface MeshOptions {
  open?: boolean;
  body?: boolean;
  keep?: Keep;
  /** Share of the rows and columns that is enough where the head is small in the picture; 1 unless told otherwise. */
  detail?: number;
  /** Whether it throws a shadow; it does unless told otherwise. */
  shadow?: boolean;
}

/** Height of a head in pixels from which on its meshes have all their points. */
const FINEST = 230;
/** The detail that a head of some height in pixels needs. */
export const detailOf = (height: number): number => Math.min(1, Math.max(0.42, height / FINEST));

/** Fills the point at `at`: three entries each of `positions` and `places`, from the ways down and across, 0 to 1. */
export type Fill = (down: number, across: number, positions: Float32Array, places: Float32Array, at: number) => void;

export function mesh(
  part: PartName,
  finestRows: number,
  finestColumns: number,
  fill: Fill,
  options: MeshOptions = {},
): Mesh {
  const { open = false, body = false, keep = null, shadow = true, detail = 1 } = options;
  const rows = Math.max(2, Math.round(finestRows * detail));
  const columns = Math.max(2, Math.round(finestColumns * detail));
  const size = (rows + 1) * (columns + 1) * 3;
  const positions = new Float32Array(size);
  const places = new Float32Array(size);
  for (let row = 0, at = 0; row <= rows; row++)
    for (let column = 0; column <= columns; column++, at += 3)
      fill(row / rows, column / columns, positions, places, at);
  return {
    part,
    rows,
    columns,
    positions,
    places,
    normals: normalsOf(rows, columns, positions),
    open,
    body,
    keep,
    shadow,
  };
}

/** Across times down of the neighbours' differences; outwards where columns run to the person's left and rows down. */
function normalsOf(rows: number, columns: number, positions: Float32Array): Float32Array {
  const normals = new Float32Array(positions.length);
  const stride = (columns + 1) * 3;
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const at = row * stride + column * 3;
      const left = column > 0 ? at - 3 : at;
      const right = column < columns ? at + 3 : at;
      const above = row > 0 ? at - stride : at;
      const below = row < rows ? at + stride : at;
      const ux = positions[right]! - positions[left]!;
      const uy = positions[right + 1]! - positions[left + 1]!;
      const uz = positions[right + 2]! - positions[left + 2]!;
      const vx = positions[below]! - positions[above]!;
      const vy = positions[below + 1]! - positions[above + 1]!;
      const vz = positions[below + 2]! - positions[above + 2]!;
      const x = vy * uz - vz * uy;
      const y = vz * ux - vx * uz;
      const z = vx * uy - vy * ux;
      const scale = 1 / (Math.sqrt(x * x + y * y + z * z) || 1);
      normals[at] = x * scale;
      normals[at + 1] = y * scale;
      normals[at + 2] = z * scale;
    }
  }
  return normals;
}
