/** Draws meshes into a depth buffer that keeps, for each pixel, what is nearest and where on it. */
import type { Camera } from './camera.ts';
import { meshToView } from './camera.ts';
import { type Mesh, PART } from './mesh.ts';

/** What is nearest at each pixel of a square, and where on it. */
export interface Layer {
  size: number;
  /** z in the view frame; larger is nearer. */
  depth: Float32Array;
  part: Uint8Array;
  u: Float32Array;
  v: Float32Array;
  angle: Float32Array;
  normalX: Float32Array;
  normalY: Float32Array;
  normalZ: Float32Array;
}

const FAR = -1e9;

export function createLayer(size: number): Layer {
  const floats = () => new Float32Array(size * size);
  return {
    size,
    depth: floats().fill(FAR),
    part: new Uint8Array(size * size),
    u: floats(),
    v: floats(),
    angle: floats(),
    normalX: floats(),
    normalY: floats(),
    normalZ: floats(),
  };
}

export function clearLayer(layer: Layer): void {
  layer.depth.fill(FAR);
  layer.part.fill(PART.nothing);
}

/** Room for a mesh's points in the view and in the picture. */
export class Scratch {
  view = new Float32Array(0);
  screen = new Float32Array(0);
  ensure(length: number): void {
    if (this.view.length >= length) return;
    this.view = new Float32Array(length);
    this.screen = new Float32Array(length);
  }
}

/** Sums of three corners' values by their weights. */
const blend = (values: Float32Array, a: number, b: number, c: number, p: number, q: number, r: number): number =>
  values[a]! * p + values[b]! * q + values[c]! * r;

export function drawMesh(layer: Layer, mesh: Mesh, camera: Camera, scratch: Scratch): void {
  const { positions, rows, columns, places, normals, open, keep } = mesh;
  scratch.ensure(positions.length);
  const { view, screen } = scratch;
  meshToView(camera, mesh.body, positions, view);
  const { focal, distance, centreX, centreY } = camera;
  for (let at = 0; at < positions.length; at += 3) {
    const scale = focal / (distance - view[at + 2]!);
    screen[at] = centreX + view[at]! * scale;
    screen[at + 1] = centreY - view[at + 1]! * scale;
  }
  const rotation = mesh.body ? camera.body : camera.head;
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = rotation as unknown as number[];
  const { size, depth, part, u, v, angle, normalX, normalY, normalZ } = layer;
  const code = PART[mesh.part];
  const stride = (columns + 1) * 3;

  const triangle = (a: number, b: number, c: number): void => {
    const ax = screen[a]!;
    const ay = screen[a + 1]!;
    const bx = screen[b]!;
    const by = screen[b + 1]!;
    const cx = screen[c]!;
    const cy = screen[c + 1]!;
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (area === 0 || (!open && area < 0)) return;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(size - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    if (left > right) return;
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(size - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    const inverse = 1 / area;
    const za = view[a + 2]!;
    const zb = view[b + 2]!;
    const zc = view[c + 2]!;
    const stepP = (by - cy) * inverse;
    const stepQ = (cy - ay) * inverse;
    for (let row = top; row <= bottom; row++) {
      const y = row + 0.5;
      const x = left + 0.5;
      let p = ((bx - x) * (cy - y) - (cx - x) * (by - y)) * inverse;
      let q = ((cx - x) * (ay - y) - (ax - x) * (cy - y)) * inverse;
      for (let column = left, at = row * size + left; column <= right; column++, at++, p += stepP, q += stepQ) {
        const r = 1 - p - q;
        if (p < -1e-5 || q < -1e-5 || r < -1e-5) continue;
        const z = za * p + zb * q + zc * r;
        if (z <= depth[at]!) continue;
        const placeU = blend(places, a, b, c, p, q, r);
        const placeV = blend(places, a + 1, b + 1, c + 1, p, q, r);
        const placeAngle = blend(places, a + 2, b + 2, c + 2, p, q, r);
        if (keep !== null && !keep(placeU, placeV, placeAngle)) continue;
        depth[at] = z;
        part[at] = code;
        u[at] = placeU;
        v[at] = placeV;
        angle[at] = placeAngle;
        const nx = blend(normals, a, b, c, p, q, r);
        const ny = blend(normals, a + 1, b + 1, c + 1, p, q, r);
        const nz = blend(normals, a + 2, b + 2, c + 2, p, q, r);
        const facing = m6! * nx + m7! * ny + m8! * nz;
        const turn = open && facing < 0 ? -1 : 1;
        normalX[at] = (m0! * nx + m1! * ny + m2! * nz) * turn;
        normalY[at] = (m3! * nx + m4! * ny + m5! * nz) * turn;
        normalZ[at] = facing * turn;
      }
    }
  };

  for (let row = 0; row < rows; row++) {
    for (let column = 0, at = row * stride; column < columns; column++, at += 3) {
      triangle(at, at + 3, at + stride);
      triangle(at + 3, at + stride + 3, at + stride);
    }
  }
}

/** Depth only, seen along a light: `axes` are three unit vectors of the view frame, right, up and towards the light. */
export function drawShadow(
  depth: Float32Array,
  size: number,
  scale: number,
  mesh: Mesh,
  camera: Camera,
  axes: Float64Array,
  scratch: Scratch,
): void {
  const { positions, rows, columns, places, keep } = mesh;
  scratch.ensure(positions.length);
  const { view, screen } = scratch;
  meshToView(camera, mesh.body, positions, view);
  const [r0, r1, r2, u0, u1, u2, l0, l1, l2] = axes as unknown as number[];
  for (let at = 0; at < positions.length; at += 3) {
    const x = view[at]!;
    const y = view[at + 1]!;
    const z = view[at + 2]!;
    screen[at] = (r0! * x + r1! * y + r2! * z) * scale + size / 2;
    screen[at + 1] = -(u0! * x + u1! * y + u2! * z) * scale + size / 2;
    screen[at + 2] = l0! * x + l1! * y + l2! * z;
  }
  const stride = (columns + 1) * 3;
  const triangle = (a: number, b: number, c: number): void => {
    const ax = screen[a]!;
    const ay = screen[a + 1]!;
    const bx = screen[b]!;
    const by = screen[b + 1]!;
    const cx = screen[c]!;
    const cy = screen[c + 1]!;
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (area === 0) return;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(size - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(size - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    const inverse = 1 / area;
    for (let row = top; row <= bottom; row++) {
      const y = row + 0.5;
      for (let column = left; column <= right; column++) {
        const x = column + 0.5;
        const p = ((bx - x) * (cy - y) - (cx - x) * (by - y)) * inverse;
        const q = ((cx - x) * (ay - y) - (ax - x) * (cy - y)) * inverse;
        const r = 1 - p - q;
        if (p < -1e-5 || q < -1e-5 || r < -1e-5) continue;
        const z = screen[a + 2]! * p + screen[b + 2]! * q + screen[c + 2]! * r;
        const at = row * size + column;
        if (z <= depth[at]!) continue;
        if (
          keep !== null &&
          !keep(
            blend(places, a, b, c, p, q, r),
            blend(places, a + 1, b + 1, c + 1, p, q, r),
            blend(places, a + 2, b + 2, c + 2, p, q, r),
          )
        )
          continue;
        depth[at] = z;
      }
    }
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0, at = row * stride; column < columns; column++, at += 3) {
      triangle(at, at + 3, at + stride);
      triangle(at + 3, at + stride + 3, at + stride);
    }
  }
}
