/** Neck, trunk, tie and scarf as meshes, in the trunk's frame. */
import { mixed, noise, smooth } from './curves.ts';
import type { Look } from './look.ts';
import { type Mesh, mesh } from './mesh.ts';
import type { HeadShape } from './shape.ts';

const fullTurn = (across: number): number => (across * 2 - 1) * Math.PI;

/** @param feminine narrower shoulders */
export function bodyMeshes(shape: HeadShape, look: Look, feminine: number, age: number): Mesh[] {
  const { width, forward } = shape.neck;
  const grown = smooth(3, 17, age);
  const shoulders = mixed(11, mixed(20.5, 16.5, feminine), grown);
  const meshes = [
    mesh(
      'neck',
      14,
      36,
      (down, across, positions, places, at) => {
        const angle = fullTurn(across);
        const y = mixed(-4.5, -20.5, down);
        const flare = 1 + 0.3 * down ** 3;
        const x = 5.9 * width * flare * Math.sin(angle);
        positions[at] = x;
        positions[at + 1] = y;
        positions[at + 2] =
          (Math.cos(angle) > 0 ? 5.2 : 6.6) * width * flare * Math.cos(angle) - 1 - (1.6 - forward) * down;
        places[at] = x;
        places[at + 1] = y;
        places[at + 2] = angle;
      },
      { body: true },
    ),
    mesh(
      'cloth',
      26,
      44,
      (down, across, positions, places, at) => {
        // The shoulders' dome over the first rows, then straight down.
        const polar = mixed(0.12, Math.PI / 2, Math.min(1, down / 0.8));
        const below = Math.max(0, (down - 0.8) / 0.2);
        const angle = fullTurn(across);
        const x = shoulders * Math.sin(polar) ** 0.8 * Math.sin(angle);
        positions[at] = x;
        positions[at + 1] = -26.5 + 12.5 * Math.cos(polar) ** 1.25 - below * 60;
        positions[at + 2] = -2.4 + 10 * Math.sin(polar) * Math.cos(angle);
        places[at] = x;
        places[at + 1] = positions[at + 1]!;
        places[at + 2] = angle;
      },
      { body: true, shadow: false },
    ),
  ];
  const { tie, collar, scarf } = look.clothes;
  if (collar > 0)
    meshes.push(
      mesh(
        'cloth',
        4,
        36,
        (down, across, positions, places, at) => {
          const angle = fullTurn(across);
          const front = smooth(0.6, 0, Math.abs(angle));
          const out = 1.14 + 0.12 * down;
          positions[at] = 5.7 * width * out * Math.sin(angle);
          positions[at + 1] = mixed(-15.2 + collar * 0.6 - 2.6 * front, -19.5, down);
          positions[at + 2] = (Math.cos(angle) > 0 ? 5.4 : 6.3) * width * out * Math.cos(angle) - 1.9;
          places[at] = positions[at]!;
          places[at + 1] = positions[at + 1]!;
          places[at + 2] = angle;
        },
        { body: true, open: true },
      ),
    );
  if (tie)
    meshes.push(
      mesh(
        'tie',
        12,
        4,
        (down, across, positions, places, at) => {
          const half = down < 0.12 ? 1.3 : mixed(0.9, 2.6, down);
          positions[at] = (across * 2 - 1) * half;
          positions[at + 1] = mixed(-17.3, -34, down);
          positions[at + 2] = 5.6 + 3.4 * smooth(0, 0.5, down) - 0.5 * (across * 2 - 1) ** 2;
          places[at] = positions[at]!;
          places[at + 1] = positions[at + 1]!;
          places[at + 2] = 0;
        },
        { body: true, open: true },
      ),
    );
  if (scarf !== null)
    meshes.push(
      mesh(
        'cloth',
        10,
        40,
        (down, across, positions, places, at) => {
          const angle = fullTurn(across);
          const fold = 1 + 0.1 * noise(angle * 2 + 3, down * 5) + 0.06 * Math.sin(down * 14 + angle);
          positions[at] = 8 * fold * Math.sin(angle);
          positions[at + 1] = mixed(scarf + 0.6 * noise(angle * 3, 7), -21, down);
          positions[at + 2] = (Math.cos(angle) > 0 ? 11.8 : 8) * fold * Math.cos(angle) - 0.6;
          places[at] = positions[at]! + 40;
          places[at + 1] = positions[at + 1]!;
          places[at + 2] = angle;
        },
        { body: true, open: true },
      ),
    );
  return meshes;
}

/** Depth of the chest's surface where a necklace lies: of neck and trunk, the nearer. */
export function necklaceMesh(shape: HeadShape, size: number, low: number): Mesh {
  const { width } = shape.neck;
  return mesh(
    'necklace',
    6,
    64,
    (down, across, positions, places, at) => {
      const angle = fullTurn(across) * 0.62;
      const tube = down * Math.PI * 2;
      const drop = -16.4 - low * (0.5 + 0.5 * Math.cos(angle)) - 1.2;
      const out = 1.24 + 0.06 * low;
      positions[at] = 5.6 * width * out * Math.sin(angle) * (1 + (size * 0.5 * Math.cos(tube)) / 6);
      positions[at + 1] = drop + size * 0.5 * Math.sin(tube);
      positions[at + 2] = (5.6 * width * out + 0.28 * low) * Math.cos(angle) - 1.7 + size * 0.5 * Math.cos(tube);
      places[at] = across * 60;
      places[at + 1] = down;
      places[at + 2] = angle;
    },
    { body: true, open: true, shadow: false },
  );
}
