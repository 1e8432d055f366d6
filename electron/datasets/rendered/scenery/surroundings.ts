/** Walls, plants and cloth behind people: bricks, windows, foliage, grass, folds, boards, stripes, tiles, stones, lights. */
import { length2, mixed, noise, roughness, smooth } from '../curves.ts';
import type { Random } from '../random.ts';
import { type Brush, setColour } from './paint.ts';
import { against, anyTint, between, scaled } from './tints.ts';

export const SURROUNDINGS = [
  'bricks',
  'windows',
  'foliage',
  'grass',
  'folds',
  'boards',
  'stripes',
  'tiles',
  'stones',
  'lights',
] as const;
export type Surrounding = (typeof SURROUNDINGS)[number];

/** A number in [0, 1) for a cell, always the same. */
const ofCell = (column: number, row: number, shift: number): number => {
  const x = Math.sin(column * 127.1 + row * 311.7 + shift * 17.3) * 43758.5453;
  return x - Math.floor(x);
};

/** `u` and `v` run from -1 to 1 over the longer side of the picture. */
const BRUSHES = {
  bricks(random) {
    const tint = anyTint(random);
    const mortar = against(tint, random);
    const [cells, long, gap] = [random.between(6, 30), random.between(1.5, 3.4), random.between(0.06, 0.16)];
    const [shift, soft] = [random.between(0, 99), random.between(0.1, 0.6)];
    return (u, v, dab) => {
      const row = Math.floor(v * cells);
      const across = (u * cells) / long + (row % 2 === 0 ? 0 : 0.5);
      const column = Math.floor(across);
      const [x, y] = [across - column, v * cells - row];
      const isGap = y < gap || x < gap / long;
      setColour(dab, isGap ? between(mortar, tint, soft) : tint, 0.7 + 0.6 * ofCell(column, row, shift));
      dab.down = isGap ? 0 : 0.3 * noise(u * cells * 3, v * cells * 3);
      return 1;
    };
  },
  windows(random) {
    const [wall, pane] = [anyTint(random), scaled(anyTint(random), 0.3)];
    const frame = against(pane, random);
    const [across, down] = [random.between(2, 9), random.between(2, 9)];
    const [bars, shift] = [Math.floor(random.between(1, 4)), random.between(0, 99)];
    const [wide, tall] = [random.between(0.3, 0.8), random.between(0.4, 0.85)];
    return (u, v, dab) => {
      const [x, y] = [(u + 1) * across, (v + 1) * down];
      const [column, row] = [Math.floor(x), Math.floor(y)];
      const [a, b] = [(x - column - 0.5) / wide + 0.5, (y - row - 0.5) / tall + 0.5];
      if (a < 0 || a > 1 || b < 0 || b > 1) {
        setColour(dab, wall, 1 + 0.2 * roughness(u * 30 + shift, v * 30));
        return 1;
      }
      const isFrame =
        Math.min(a, 1 - a, b, 1 - b) < 0.06 || ((a * (bars + 1)) % 1) * wide < 0.05 || Math.abs(b - 0.5) < 0.03;
      setColour(dab, isFrame ? frame : pane, isFrame ? 1 : 0.4 + 1.6 * ofCell(column, row, shift) * (1 - 0.6 * b));
      return 1;
    };
  },
  foliage(random) {
    const green = random.chance(0.75);
    const leaf = green
      ? ([random.between(0.02, 0.2), random.between(0.08, 0.35), random.between(0.01, 0.08)] as const)
      : anyTint(random);
    const [cells, shift, dark] = [random.between(8, 45), random.between(0, 99), random.between(0.02, 0.4)];
    const blossom = random.chance(0.3) ? anyTint(random) : null;
    return (u, v, dab) => {
      const [column, row] = [Math.floor(u * cells), Math.floor(v * cells)];
      const angle = ofCell(column, row, shift) * 6.3;
      const [x, y] = [u * cells - column - 0.5, v * cells - row - 0.5];
      const along = x * Math.cos(angle) + y * Math.sin(angle);
      const aside = y * Math.cos(angle) - x * Math.sin(angle);
      const isLeaf = length2(along, aside * 2.2) < 0.62;
      const clump = roughness(u * cells * 0.2 + shift, v * cells * 0.2);
      const level = mixed(dark, 1, smooth(-0.5, 0.4, clump)) * (isLeaf ? 1 + 0.5 * ofCell(row, column, shift) : 0.45);
      const flower = blossom !== null && isLeaf && ofCell(column + 9, row, shift) > 0.9;
      setColour(dab, flower ? blossom : leaf, level);
      dab.right = isLeaf ? 0.5 * Math.cos(angle) : 0;
      return 1;
    };
  },
  grass(random) {
    const dry = random.next();
    const tint = between([0.06, 0.22, 0.02], [0.4, 0.3, 0.12], dry);
    const [across, down, shift] = [random.between(30, 110), random.between(6, 22), random.between(0, 99)];
    const rows = random.chance(0.4) ? random.between(6, 20) : 0;
    return (u, v, dab) => {
      const blade = noise(u * across + shift + 2 * noise(v * down, u * 9), v * down);
      const band = rows > 0 ? 0.25 * Math.sin(v * rows + u * 2) : 0;
      setColour(dab, tint, Math.max(0.1, 0.8 + 0.7 * blade + band + 0.3 * roughness(u * 5 + shift, v * 5)));
      return 1;
    };
  },
  folds(random) {
    const tint = anyTint(random);
    const second = random.chance(0.4) ? anyTint(random) : null;
    const [count, lean, shift] = [random.between(4, 22), random.normal(0.5), random.between(0, 99)];
    return (u, v, dab) => {
      const place = (u + lean * v) * count + 1.2 * noise(u * 2 + shift, v * 1.5) + 0.8 * noise(u * 5, v * 0.8 + shift);
      const fold = Math.sin(place);
      setColour(dab, second && noise(u * 6 + shift, v * 6) > 0.2 ? second : tint, 0.55 + 0.45 * Math.cos(place));
      dab.right = 0.75 * fold;
      return 1;
    };
  },
  boards(random) {
    const tint = random.chance(0.6)
      ? ([random.between(0.08, 0.4), random.between(0.04, 0.22), random.between(0.01, 0.1)] as const)
      : anyTint(random);
    const [count, upright, shift] = [random.between(3, 14), random.chance(0.5), random.between(0, 99)];
    return (u, v, dab) => {
      const [a, b] = upright ? [u, v] : [v, u];
      const board = Math.floor(a * count);
      const inside = a * count - board;
      const grain = noise(a * 60 + 3 * noise(b * 2 + board * 7, a * 8), b * 3 + board * 13 + shift);
      const knot = length2((inside - 0.5) * 1.2, ((b * 3 + ofCell(board, 1, shift) * 6) % 2) - 1);
      setColour(
        dab,
        tint,
        (inside < 0.04 ? 0.15 : 1) *
          (0.85 + 0.25 * grain) *
          (knot < 0.16 ? 0.45 : 1) *
          (0.8 + 0.4 * ofCell(board, 0, shift)),
      );
      return 1;
    };
  },
  stripes(random) {
    const tints = [anyTint(random), anyTint(random), anyTint(random)];
    const [count, lean, wave] = [random.between(3, 20), random.normal(1), random.between(0, 1.2)];
    const stars = random.chance(0.4) ? against(tints[0]!, random) : null;
    return (u, v, dab) => {
      const bent = v + lean * u + 0.1 * wave * Math.sin(u * 7);
      const stripe = Math.floor(bent * count);
      setColour(dab, tints[((stripe % 3) + 3) % 3]!, 0.8 + 0.25 * wave * Math.cos(u * 7));
      const [x, y] = [((u * 12) % 1) + (u < 0 ? 1 : 0) - 0.5, ((v * 12) % 1) + (v < 0 ? 1 : 0) - 0.5];
      if (stars && u < 0 && v < 0 && length2(x, y) < 0.22) setColour(dab, stars);
      return 1;
    };
  },
  tiles(random) {
    const [tint, second, ink] = [anyTint(random), anyTint(random), anyTint(random)];
    const [cells, kind] = [random.between(5, 30), Math.floor(random.between(0, 4))];
    const [turn, size] = [random.chance(0.4) ? 0.78 : 0, random.between(0.15, 0.45)];
    return (u, v, dab) => {
      const a = (u * Math.cos(turn) + v * Math.sin(turn)) * cells;
      const b = (v * Math.cos(turn) - u * Math.sin(turn)) * cells;
      const [column, row] = [Math.floor(a), Math.floor(b)];
      const [x, y] = [a - column - 0.5, b - row - 0.5];
      const odd = (((column + row) % 2) + 2) % 2 === 1;
      const far = length2(x, y);
      setColour(dab, odd && kind !== 1 ? second : tint);
      if (kind === 1 && far < size) setColour(dab, ink);
      if (kind === 2 && Math.abs(far - size) < 0.07) setColour(dab, ink);
      if (kind === 3 && (length2(x - 0.2, y) < 0.1 || length2(x + 0.2, y) < 0.1)) setColour(dab, ink);
      return 1;
    };
  },
  stones(random) {
    const tint = anyTint(random);
    const [cells, shift] = [random.between(4, 22), random.between(0, 99)];
    return (u, v, dab) => {
      const [x, y] = [u * cells, v * cells];
      let [nearest, second, which, dx, dy] = [9, 9, 0, 0, 0];
      for (let row = Math.floor(y) - 1; row <= Math.floor(y) + 1; row++)
        for (let column = Math.floor(x) - 1; column <= Math.floor(x) + 1; column++) {
          const cx = column + ofCell(column, row, shift) - x;
          const cy = row + ofCell(row, column, shift + 5) - y;
          const far = length2(cx, cy);
          if (far < nearest) [second, nearest, which, dx, dy] = [nearest, far, ofCell(column, row, shift + 9), cx, cy];
          else if (far < second) second = far;
        }
      const seam = smooth(0.02, 0.16, second - nearest);
      setColour(dab, tint, (0.2 + 0.8 * seam) * (0.5 + which) * (1 + 0.2 * roughness(x * 3, y * 3)));
      dab.right = -0.8 * dx;
      dab.down = -0.8 * dy;
      return 1;
    };
  },
  lights(random) {
    const tints = [anyTint(random), anyTint(random), anyTint(random)].map((tint) => scaled(tint, 2));
    const [cells, shift, size] = [random.between(3, 14), random.between(0, 99), random.between(0.15, 0.5)];
    return (u, v, dab) => {
      const [column, row] = [Math.floor(u * cells), Math.floor(v * cells)];
      const own = ofCell(column, row, shift);
      const [x, y] = [u * cells - column - 0.5, v * cells - row - 0.5];
      const isLit = own > 0.5 && length2(x, y) < size;
      setColour(dab, isLit ? tints[Math.floor(own * 5.99) % 3]! : [0.02, 0.02, 0.03]);
      dab.glow = isLit ? 0.6 * own : 0;
      return isLit ? 0.8 : 1;
    };
  },
} as const satisfies Record<Surrounding, (random: Random) => Brush>;

export const surrounding = (kind: Surrounding, random: Random): Brush => BRUSHES[kind](random);
