/** Hair as volume: a cap over the skull, what hangs, what is tied, and the beard. Its lower edges end in locks. */
import { bump, clamp, DEGREE, length2, length3, mixed, noise, polyline, smooth } from './curves.ts';
import { type LipEdges, lipEdges } from './features.ts';
import type { Beard, Hair, Look } from './look.ts';
import { type Mesh, mesh } from './mesh.ts';
import type { HeadShape } from './shape.ts';
import { headPoint, WALL, wallHeight, wallPoint } from './surface.ts';

const LINE_ANGLES = [0, 22, 42, 58, 70, 80, 92, 112, 180];

/** Canonical height of the hairline at an angle from the front; far above the head where nothing grows. */
export function hairline(hair: Hair, angle: number): number {
  const degrees = Math.abs(angle) / DEGREE;
  const front = 7.1 + hair.recede;
  const temple = front - 1 + hair.recede * 0.35;
  let line = polyline(
    LINE_ANGLES,
    [front, front + 0.1 + hair.recede * 0.5, temple, 4.2, 2.3, hair.sideburn, 0.2, -3.4, -6.4],
    degrees,
  );
  if (hair.bare > 0)
    return degrees < 78 && !(hair.sideburn < 0 && degrees > 72) ? 99 : Math.max(line, 99 * smooth(100, 60, degrees));
  if (hair.fringe > 0) line -= (hair.fringe + 0.9 * hair.parting * Math.sin(angle)) * smooth(66, 38, degrees);
  return line;
}

/** Where hair stops growing on top: a bald crown keeps only the sides and the back. */
const bareAbove = (hair: Hair): number => (hair.bare > 0 ? 6.2 : 99);

/** Whether the hat presses the hair down, and from which height up. */
const pressedAbove = (look: Look): number => (look.hat ? look.hat.edge - 0.4 : 99);

function thickness(hair: Hair, look: Look, angle: number, canonical: number): number {
  const over = canonical - hairline(hair, angle);
  const onTop = smooth(3, 8.5, canonical);
  let thick = mixed(hair.sides, hair.top, onTop) * (0.22 + 0.78 * smooth(0, hair.style === 'afro' ? 1.4 : 3, over));
  if (hair.style === 'swept') thick *= 1 + 0.5 * smooth(-1, 1, Math.sin(angle) * Math.sign(hair.parting || 1)) * onTop;
  if (hair.bare === 0 && hair.style !== 'afro' && hair.top > 0.35)
    thick -= 0.3 * bump(Math.sin(angle) * 8 - hair.parting * 2.4, 0.6) * onTop * (Math.abs(angle) < 1.6 ? 1 : 0);
  if (canonical > pressedAbove(look)) thick = Math.min(thick, 0.08);
  return Math.max(0.02, thick);
}

export function hairMeshes(shape: HeadShape, look: Look, detail: number): Mesh[] {
  const { hair, hat } = look;
  if (hat?.kind === 'scarf') return [];
  const meshes: Mesh[] = [];
  const shift = 10 * hair.parting + 50;
  const locks = hair.style === 'buzz' || hair.style === 'shaved' ? 0.25 : 0.45 + 0.5 * hair.curl;
  const bare = bareAbove(hair);
  if (!(hair.bare > 0 && hair.top < 0.05)) {
    meshes.push(
      mesh(
        'hair',
        64,
        80,
        (down, across, positions, places, at) => {
          const angle = (across * 2 - 1) * Math.PI;
          const way = down * 0.97 * WALL;
          headPoint(shape, angle, way, positions, at);
          const canonical = wallHeight(angle, way);
          const lump = hair.curl > 0.5 ? 0.35 : 0.2;
          const thick =
            thickness(hair, look, angle, canonical) *
            (1 +
              lump * noise(angle * 4 + shift, canonical * 0.7) +
              0.5 * lump * noise(angle * 11 + shift, canonical * 1.5));
          const x = positions[at]!;
          const y = positions[at + 1]!;
          const z = positions[at + 2]!;
          const length = length3(x, y, z) || 1;
          positions[at] = x * (1 + thick / length);
          positions[at + 1] = y + (1.1 * thick * Math.max(0, y)) / length;
          positions[at + 2] = z * (1 + thick / length);
          places[at] = positions[at]!;
          places[at + 1] = canonical;
          places[at + 2] = angle;
        },
        {
          detail,
          keep(_x, canonical, angle) {
            // Noise lies between -1 and 1: it is asked only where it decides.
            if (canonical > bare - 1 && canonical >= bare + noise(angle * 3 + shift, 3)) return false;
            const line = hairline(hair, angle);
            if (Math.abs(canonical - line) > 1.7 * locks) return canonical > line;
            const lock = noise(angle * 9 + shift, canonical * 0.8) + 0.6 * noise(angle * 26 + shift, canonical * 1.5);
            return canonical > line + locks * lock;
          },
        },
      ),
    );
  }
  if (hair.hanging && hair.bare === 0) meshes.push(...hangingMeshes(shape, look, hair.hanging, shift, detail));
  if (hair.bun && hair.bare === 0 && !hat) {
    const { height, size } = hair.bun;
    meshes.push(
      mesh('hair', 14, 20, (down, across, positions, places, at) => {
        const polar = down * Math.PI;
        const turn = (across * 2 - 1) * Math.PI;
        positions[at] = size * Math.sin(polar) * Math.sin(turn);
        positions[at + 1] = height + size * Math.cos(polar);
        positions[at + 2] = -mixed(9.5, 1, smooth(6, 14, height)) + size * Math.sin(polar) * Math.cos(turn);
        places[at] = positions[at]!;
        places[at + 1] = 6 * down;
        places[at + 2] = turn;
      }),
    );
  }
  return meshes;
}

/** Two layers of hanging hair with their own locks, the inner one without gaps. */
function hangingMeshes(
  shape: HeadShape,
  look: Look,
  hanging: NonNullable<Hair['hanging']>,
  shift: number,
  detail: number,
): Mesh[] {
  const { hair } = look;
  return [0, 1].map((layer) =>
    mesh(
      'hair',
      28,
      56,
      (down, across, positions, places, at) => {
        const angle = mixed(hanging.right + layer * 4, 360 - hanging.left - layer * 4, across) * DEGREE;
        const start = look.hat ? Math.min(7.5, look.hat.edge) : 8.2;
        const y = mixed(start, hanging.end - layer * 0.8, down);
        const out = 1.02 + 0.05 * hair.top + 0.06 * hanging.flare * smooth(3, -9, y) - 0.035 * layer;
        const wave = hair.wave * Math.sin(y * 0.85 + angle * 5 + shift) * smooth(3, -6, y);
        const lock = 0.18 * noise(angle * 14 + shift, y * 0.12) + 0.3 * hair.curl * noise(angle * 6 + shift, y * 0.7);
        const half = shape.width(clamp(shape.toCanonical(y), 1, 8)) * 1.03 * out + wave + lock;
        // Towards its lower end it falls over the shoulders to the front.
        const forward = Math.cos(angle) > 0 ? mixed(6.2, 7.6, smooth(2, -14, y)) + hanging.flare * 0.5 : 9.9;
        const towards =
          hanging.overFace *
          smooth(7, 0, y) *
          bump(angle > Math.PI ? 2 * Math.PI - angle - hanging.left * DEGREE : angle - hanging.right * DEGREE, 0.3);
        positions[at] = half * Math.sin(angle);
        positions[at + 1] = y;
        positions[at + 2] = forward * out * Math.cos(angle) - 0.5 + wave * 0.5 + lock + towards;
        places[at] = positions[at]!;
        places[at + 1] = y;
        places[at + 2] = angle > Math.PI ? angle - 2 * Math.PI : angle;
      },
      {
        open: true,
        detail,
        keep: (_x, y, angle) =>
          y >
          hanging.end +
            1.4 +
            (1.6 + layer) * noise(angle * 9 + shift, y * 0.4) +
            0.8 * noise(angle * 30 + shift, y * 0.3),
      },
    ),
  );
}

const lips: LipEdges = { outerUpper: 0, innerUpper: 0, innerLower: 0, outerLower: 0, across: 0 };

/** How densely a beard grows at a place of the face, 0 to 1. */
export function beardDensity(shape: HeadShape, beard: Beard, x: number, y: number): number {
  if (y > 1 || (beard.cheeks === 0 && beard.chin === 0 && beard.moustache === 0)) return 0;
  const aside = Math.abs(x);
  lipEdges(shape, x, lips);
  const half = shape.lips.half;
  const moustache =
    bump(y - (lips.outerUpper + 0.35 + 0.1 * Math.max(0, 1 - aside)), 0.55) *
    smooth(half + 0.7, half - 0.5, aside) *
    smooth(0, 0.14, y - lips.outerUpper);
  const underLip = smooth(-0.1, -0.35, y - lips.outerLower);
  const chin =
    underLip *
    smooth(3.8, 2.5, aside) *
    (aside < half ? 1 : smooth(half + 1.4, half, aside)) *
    (0.55 + 0.45 * smooth(-0.3, -1, y - lips.outerLower));
  const side = smooth(half * 0.95, half * 1.25, aside);
  // The line from the ear to the corner of the mouth.
  const line = mixed(shape.mouth + 0.9, -1.2, smooth(half + 0.6, 7, aside));
  const cheeks = Math.max(
    side * smooth(0.35, -0.55, y - line),
    underLip * smooth(-0.4, -1, y - lips.outerLower) * (aside < half * 1.3 ? 1 : 0),
  );
  const joined = Math.max(
    moustache * beard.moustache,
    chin * beard.chin,
    cheeks * beard.cheeks,
    // Beside the mouth, where moustache and chin meet.
    Math.min(beard.moustache, beard.chin) *
      bump(aside - half * 1.12, 0.5) *
      smooth(shape.mouth + 1.4, shape.mouth + 0.6, y) *
      smooth(lips.outerLower - 1.2, lips.outerLower - 0.4, y),
  );
  return clamp(joined * (0.85 + 0.3 * noise(x * 1.7 + 40, y * 1.7)), 0, 1);
}

/** A beard longer than stubble: the face's lower half pushed out by its length, and down below the chin. */
export function beardMesh(shape: HeadShape, beard: Beard, detail: number): Mesh | null {
  if (beard.length < 0.15) return null;
  const point = new Float32Array(3);
  return mesh(
    'beard',
    44,
    60,
    (down, across, positions, places, at) => {
      const angle = (across * 2 - 1) * 1.5;
      const way = mixed(0.56, 1, down);
      const x = headPoint(shape, angle, way, positions, at);
      const y = positions[at + 1]!;
      wallPoint(shape, angle, Math.max(-12, wallHeight(angle, Math.min(way, WALL))), point, 0);
      const density = beardDensity(shape, beard, x, y);
      const below = smooth(shape.mouth - 1.5, shape.chin, y);
      const length =
        beard.length *
        density *
        (0.45 + 0.55 * below) *
        (1 + 0.35 * noise(x * 1.2 + 11, y * 1.2) + 0.25 * noise(x * 3.1, y * 3.1));
      const outwards = 1 / (length2(positions[at]!, positions[at + 2]!) || 1);
      positions[at] = positions[at]! * (1 + length * 0.75 * outwards);
      positions[at + 1] = y - length * (0.25 + 1.1 * below);
      positions[at + 2] = positions[at + 2]! * (1 + length * 0.8 * outwards) + 0.02;
      places[at] = x;
      places[at + 1] = y;
      places[at + 2] = angle;
    },
    {
      open: true,
      detail,
      keep: (x, y, angle) =>
        beardDensity(shape, beard, x, y) > 0.3 + 0.2 * noise(angle * 64 + 7, y * 6) + 0.12 * noise(angle * 136, y * 13),
    },
  );
}
