/** Glasses, hats and earrings as meshes. */
import { length2, mixed, noise, polyline, smooth } from './curves.ts';
import type { Glasses, Hat, Jewellery, Look } from './look.ts';
import { type Mesh, mesh } from './mesh.ts';
import type { HeadShape } from './shape.ts';
import { frontPoint } from './surface.ts';

/** Where glasses sit: their middle height, and the depth of their front at x. */
export interface GlassesPlace {
  y: number;
  depth(x: number): number;
  /** x of a lens's middle. */
  lens: number;
}

export function placeGlasses(shape: HeadShape, glasses: Glasses): GlassesPlace {
  const bridge = frontPoint(shape, 0, -0.6)[2] + 0.15;
  const brows = frontPoint(shape, 2.6, shape.brow.y - 0.3)[2] + 0.25;
  const nose = Math.max(bridge, brows);
  return {
    y: shape.eye.y - 0.25 - glasses.drop,
    depth: (x) => nose - 0.033 * x * x,
    lens: Math.max(3.25, glasses.halfWidth + 0.55),
  };
}

/** 0 in the middle of a lens, 1 on its edge. */
export const lensEdge = (glasses: Glasses, place: GlassesPlace, x: number, y: number): number =>
  Math.abs((Math.abs(x) - place.lens) / glasses.halfWidth) ** glasses.power +
  Math.abs(y / glasses.halfHeight) ** glasses.power;

/** The frame with its temples. The lenses are laid over the picture later, because one sees through them. */
export function frameMeshes(shape: HeadShape, glasses: Glasses): Mesh[] {
  const place = placeGlasses(shape, glasses);
  const half = place.lens + glasses.halfWidth + 0.4;
  const inner = (1 - (glasses.frame / glasses.halfHeight) * 1.1) ** glasses.power;
  const front = mesh(
    'frame',
    24,
    64,
    (down, across, positions, places, at) => {
      const x = mixed(-half, half, across);
      const y = mixed(glasses.halfHeight + 0.3, -glasses.halfHeight - 0.3, down);
      positions[at] = x;
      positions[at + 1] = place.y + y;
      positions[at + 2] = place.depth(x);
      places[at] = x;
      places[at + 1] = y;
      places[at + 2] = 0;
    },
    {
      open: true,
      keep: (x, y) => {
        const edge = lensEdge(glasses, place, x, y);
        if (edge < 1) return edge > inner && (!glasses.halfRim || y > 0);
        const bridge = place.lens - glasses.halfWidth * 0.85;
        return Math.abs(x) < bridge && Math.abs(y - glasses.halfHeight * 0.35) < glasses.frame * 0.75;
      },
    },
  );
  const hinge = place.lens + glasses.halfWidth;
  const temples = ([-1, 1] as const).map((side) =>
    mesh(
      'frame',
      2,
      12,
      (down, across, positions, places, at) => {
        const thick = Math.max(0.22, glasses.frame * 1.5);
        positions[at] = side * mixed(hinge, Math.max(hinge, shape.width(0) + 0.4), smooth(0, 0.5, across));
        positions[at + 1] = place.y + 0.9 + (0.5 - down) * thick;
        positions[at + 2] = mixed(place.depth(hinge), -1.2, across);
        places[at] = 99;
        places[at + 1] = 0;
        places[at + 2] = 0;
      },
      { open: true },
    ),
  );
  return [front, ...temples];
}

/** The surface of the lenses, for its depth and slope. */
export function lensMesh(shape: HeadShape, glasses: Glasses): Mesh {
  const place = placeGlasses(shape, glasses);
  const half = place.lens + glasses.halfWidth;
  return mesh(
    'frame',
    10,
    40,
    (down, across, positions, places, at) => {
      const x = mixed(-half, half, across);
      const y = mixed(glasses.halfHeight, -glasses.halfHeight, down);
      positions[at] = x;
      positions[at + 1] = place.y + y;
      positions[at + 2] = place.depth(x) - 0.02;
      places[at] = x;
      places[at + 1] = y;
      places[at + 2] = 0;
    },
    { open: true, keep: (x, y) => lensEdge(glasses, place, x, y) < 1, shadow: false },
  );
}

const fullTurn = (across: number): number => (across * 2 - 1) * Math.PI;

/** A point of the skull's outline at a canonical height, grown by a share. */
function skull(
  shape: HeadShape,
  angle: number,
  canonical: number,
  grown: number,
  positions: Float32Array,
  at: number,
): void {
  positions[at] = shape.width(canonical) * Math.sin(angle) * grown;
  positions[at + 1] = shape.toActual(canonical);
  positions[at + 2] = (Math.cos(angle) > 0 ? shape.front(canonical) : shape.back(canonical)) * Math.cos(angle) * grown;
}

export function hatMeshes(shape: HeadShape, hat: Hat, look: Look): Mesh[] {
  if (hat.kind === 'scarf') return scarfMeshes(shape);
  const roomy = 1.07 + 0.02 * look.hair.sides + (hat.kind === 'helmet' ? 0.12 : 0);
  const edge = (angle: number): number =>
    hat.edge - (1 - Math.cos(angle)) * (hat.kind === 'beanie' ? 1.6 : hat.kind === 'helmet' ? 3 : 0.9);
  const crown = mesh('hat', 28, 48, (down, across, positions, places, at) => {
    const angle = fullTurn(across);
    const canonical = mixed(12.2, edge(angle), down);
    skull(
      shape,
      angle,
      canonical,
      roomy + (hat.kind === 'beanie' ? 0.02 * noise(angle * 5, canonical) : 0),
      positions,
      at,
    );
    positions[at + 1] = positions[at + 1]! * 1.02 + 0.25 + hat.height * smooth(edge(angle), 11, canonical);
    places[at] = positions[at]!;
    places[at + 1] = canonical;
    places[at + 2] = angle;
  });
  if (hat.brim === 0) return [crown];
  const round = hat.kind === 'brim';
  const brim = mesh(
    'hat',
    6,
    48,
    (down, across, positions, places, at) => {
      const angle = fullTurn(across) * (round ? 1 : 0.42);
      skull(shape, angle, edge(angle), roomy, positions, at);
      const reach = round ? hat.brim : hat.brim * Math.max(0, Math.cos((angle / 0.42) * 0.5));
      const length = length2(positions[at]!, positions[at + 2]!) || 1;
      const out = 1 + (reach * down) / length;
      positions[at] = positions[at]! * (round ? out : 1 + (out - 1) * 0.3);
      positions[at + 1] =
        positions[at + 1]! +
        0.3 -
        (round ? 0.08 : 0.16) * reach * down -
        (round ? 0 : 0.02 * positions[at]! ** 2 * down);
      positions[at + 2] = positions[at + 2]! * out;
      places[at] = positions[at]!;
      places[at + 1] = 3 + down;
      places[at + 2] = angle;
    },
    { open: true },
  );
  return [crown, brim];
}

const SCARF_ANGLES = [0, 30, 60, 75, 180];
const SCARF_EDGE = [5.2, 4.8, 1.5, -30, -30];

/** A cloth around the head that leaves the face free. */
function scarfMeshes(shape: HeadShape): Mesh[] {
  const cap = mesh(
    'hat',
    40,
    56,
    (down, across, positions, places, at) => {
      const angle = fullTurn(across);
      const canonical = mixed(12.2, -11.5, down);
      // Roomier where the ears are.
      const ears = 0.13 * Math.sin(angle) ** 2 * smooth(6, 1, canonical);
      skull(shape, angle, canonical, 1.1 + ears + 0.015 * noise(angle * 5, canonical * 0.5), positions, at);
      positions[at + 1] = positions[at + 1]! + 0.9 * smooth(4, 12, canonical);
      places[at] = positions[at]!;
      places[at + 1] = canonical;
      places[at + 2] = angle;
    },
    {
      open: true,
      keep: (_x, canonical, angle) => canonical > polyline(SCARF_ANGLES, SCARF_EDGE, (Math.abs(angle) * 180) / Math.PI),
    },
  );
  const fall = mesh(
    'hat',
    24,
    48,
    (down, across, positions, places, at) => {
      const angle = mixed(52, 308, across) * (Math.PI / 180);
      const y = mixed(7.5, -21, down);
      const fold = 1 + 0.05 * noise(angle * 6, y * 0.3) + 0.1 * smooth(-8, -20, y);
      positions[at] = shape.width(Math.max(-8, Math.min(8, y))) * 1.24 * fold * Math.sin(angle);
      positions[at + 1] = y;
      positions[at + 2] = (Math.cos(angle) > 0 ? 7.4 : 10.6) * fold * Math.cos(angle) - 0.6;
      places[at] = positions[at]!;
      places[at + 1] = y;
      places[at + 2] = angle;
    },
    { open: true },
  );
  return [cap, fall];
}

export function earringMeshes(
  shape: HeadShape,
  { colour: _colour, drop, size }: NonNullable<Jewellery['earrings']>,
): Mesh[] {
  const { ear } = shape;
  return ([-1, 1] as const).map((side) =>
    mesh(
      'earring',
      8,
      10,
      (down, across, positions, places, at) => {
        const polar = down * Math.PI;
        const turn = fullTurn(across);
        const x = side * (shape.width(-1.5) * 0.985 + 0.55 + 0.4 * ear.out * ear.size);
        const y = -1.4 - (2.7 + 0.3 * ear.lobe) * ear.size - drop;
        positions[at] = x + size * 0.6 * Math.sin(polar) * Math.sin(turn);
        positions[at + 1] = y + size * (1 + 0.5 * drop) * Math.cos(polar);
        positions[at + 2] = -0.7 + size * 0.6 * Math.sin(polar) * Math.cos(turn);
        places[at] = down;
        places[at + 1] = across;
        places[at + 2] = 0;
      },
      { open: true, shadow: false },
    ),
  );
}
