/** Round things that are no faces: balls, clocks, plates, wheels, lamps, flowers, buttons, lenses. */
import { clamp, length2, noise, smooth } from '../curves.ts';
import type { Random } from '../random.ts';
import { type Brush, type Dab, setColour } from './paint.ts';
import { against, anyTint, scaled } from './tints.ts';

export const ROUND_THINGS = ['ball', 'clock', 'plate', 'wheel', 'lamp', 'flower', 'button', 'lens', 'fruit'] as const;
export type RoundThing = (typeof ROUND_THINGS)[number];

/** Bent like a half ball; `flat` 1 is a disc. */
function bend(dab: Dab, u: number, v: number, flat: number): void {
  dab.right = u * (1 - flat) * 0.95;
  dab.down = v * (1 - flat) * 0.95;
}

/** Distance to the middle line of a spoke, tick or hand that leaves the middle at an angle. */
function fromRay(u: number, v: number, angle: number): number {
  const along = u * Math.cos(angle) + v * Math.sin(angle);
  return along < 0 ? 9 : Math.abs(v * Math.cos(angle) - u * Math.sin(angle));
}

/** The angle to the nearest of so many spokes, in radians. */
const toSpoke = (angle: number, spokes: number): number => {
  const step = (2 * Math.PI) / spokes;
  return Math.abs((((angle % step) + step * 1.5) % step) - step / 2);
};

const BRUSHES = {
  ball(random) {
    const tint = anyTint(random);
    const second = against(tint, random);
    const kind = Math.floor(random.between(0, 4));
    const [turn, count] = [random.between(0, 6), random.between(2, 7)];
    return (u, v, dab) => {
      const far = length2(u, v);
      if (far > 1) return 0;
      const bulge = 1 / (1.6 - 0.6 * far * far);
      const [a, b] = [u * bulge, v * bulge];
      const line = a * Math.cos(turn) + b * Math.sin(turn);
      const patterned =
        kind === 1
          ? Math.sin(line * count * 3) > 0.2
          : kind === 2
            ? noise(a * count + turn, b * count) > 0.25
            : kind === 3 && Math.abs(Math.abs(line) - 0.35) < 0.07;
      setColour(dab, patterned ? second : tint, 1 + 1.5 * smooth(0.25, 0, length2(u + 0.35, v + 0.4)));
      bend(dab, u, v, 0);
      return 1;
    };
  },
  clock(random) {
    const tint = anyTint(random);
    const ink = against(tint, random);
    const rim = anyTint(random);
    const [hour, minute, marks] = [random.between(0, 6.3), random.between(0, 6.3), random.chance(0.5) ? 12 : 4];
    const edge = random.between(0.82, 0.95);
    return (u, v, dab) => {
      const far = length2(u, v);
      if (far > 1) return 0;
      const tick = far > 0.64 && far < 0.8 && toSpoke(Math.atan2(v, u), marks) * far < 0.045;
      const hand =
        (far < 0.45 && fromRay(u, v, hour) < 0.05) || (far < 0.7 && fromRay(u, v, minute) < 0.035) || far < 0.07;
      setColour(dab, far > edge ? rim : tick || hand ? ink : tint);
      if (far > edge) bend(dab, u, v, 0.2);
      return 1;
    };
  },
  plate(random) {
    const tint = scaled(anyTint(random), random.between(0.7, 1.2));
    const food = [anyTint(random), anyTint(random), anyTint(random)];
    const [shift, cells, full] = [random.between(0, 99), random.between(1.5, 5), random.between(-0.3, 0.5)];
    return (u, v, dab) => {
      const far = length2(u, v);
      if (far > 1) return 0;
      const lump = noise(u * cells + shift, v * cells);
      const has = far < 0.62 && lump > full;
      setColour(dab, has ? food[Math.floor((noise(u * 2 + 7, v * 2 + shift) + 1) * 1.49)]! : tint);
      bend(dab, has ? noise(u * 9, v * 9 + shift) : u * (far > 0.66 ? -0.6 : 0.1), has ? 0.2 : v * 0.3, 0);
      return 1;
    };
  },
  wheel(random) {
    const tyre = random.between(0.01, 0.06);
    const metal = anyTint(random);
    const [spokes, width, turn] = [Math.floor(random.between(4, 13)), random.between(0.04, 0.14), random.between(0, 6)];
    const [inner, hub] = [random.between(0.55, 0.85), random.between(0.1, 0.25)];
    const open = random.chance(0.4);
    return (u, v, dab) => {
      const far = length2(u, v);
      if (far > 1) return 0;
      if (far > inner) setColour(dab, [tyre, tyre, tyre]);
      else if (far < hub || far > inner * 0.92 || toSpoke(Math.atan2(v, u) + turn, spokes) * far < width)
        setColour(dab, metal);
      else if (open) return 0;
      else setColour(dab, [0.02, 0.02, 0.02]);
      bend(dab, u, v, 0.5);
      return 1;
    };
  },
  lamp(random) {
    const warm = random.between(0, 0.6);
    const shade = random.chance(0.5) ? 0.55 : 1;
    const level = random.between(0.8, 3);
    return (u, v, dab) => {
      const far = length2(u, v);
      const core = smooth(shade, shade * 0.85, far);
      setColour(dab, [1, 1 - 0.35 * warm, 1 - 0.8 * warm]);
      dab.glow = level * (core + 0.2);
      return Math.max(core, 0.5 * clamp(1 - far, 0, 1) ** 2);
    };
  },
  flower(random) {
    const tint = anyTint(random);
    const heart = against(tint, random);
    const [petals, depth, core] = [
      Math.floor(random.between(4, 14)),
      random.between(0.1, 0.5),
      random.between(0.15, 0.5),
    ];
    const shift = random.between(0, 9);
    return (u, v, dab) => {
      const far = length2(u, v);
      const wave = Math.abs(Math.cos((Math.atan2(v, u) * petals) / 2 + shift));
      if (far > 1 - depth + depth * wave) return 0;
      if (far < core) setColour(dab, heart, 0.7 + 0.5 * noise(u * 14 + shift, v * 14));
      else setColour(dab, tint, (0.5 + 0.5 * wave) * (0.7 + 0.3 * far));
      bend(dab, u, v, 0.6);
      return 1;
    };
  },
  button(random) {
    const tint = anyTint(random);
    const hole = scaled(tint, random.between(0.02, 0.25));
    const holes = Math.floor(random.between(2, 5));
    const [apart, size, turn] = [random.between(0.2, 0.5), random.between(0.07, 0.2), random.chance(0.6) ? 0 : 0.8];
    const power = random.chance(0.6) ? 2 : random.between(3, 8);
    return (u, v, dab) => {
      const far = (Math.abs(u) ** power + Math.abs(v) ** power) ** (1 / power);
      if (far > 1) return 0;
      setColour(dab, tint, far > 0.85 ? 0.8 : 1);
      for (let index = 0; index < holes; index++) {
        const angle = turn + (2 * Math.PI * index) / holes;
        if (length2(u - apart * Math.cos(angle), v - apart * Math.sin(angle)) < size) setColour(dab, hole);
      }
      bend(dab, u, v, far > 0.8 ? 0.3 : 0.85);
      return 1;
    };
  },
  lens(random) {
    const body = random.between(0.01, 0.2);
    const rings = random.between(8, 24);
    const glint = anyTint(random);
    return (u, v, dab) => {
      const far = length2(u, v);
      if (far > 1) return 0;
      const ring = far > 0.5 ? 0.7 + 0.6 * Math.sin(far * rings) : 0.3;
      setColour(dab, [body, body, body], Math.max(0.2, ring));
      if (length2(u + 0.18, v + 0.18) < 0.12) setColour(dab, glint, 3);
      bend(dab, u, v, far > 0.5 ? 0.3 : -0.1);
      return 1;
    };
  },
  fruit(random) {
    const tint = anyTint(random);
    const ripe = anyTint(random);
    const [shift, long] = [random.between(0, 99), random.between(0.75, 1)];
    return (u, v, dab) => {
      const far = length2(u, v / long);
      if (far > 1) return 0;
      setColour(dab, noise(u * 1.3 + shift, v * 1.3) > 0.1 ? tint : ripe, 1 + 0.2 * noise(u * 12, v * 12 + shift));
      if (Math.abs(u) < 0.06 && v < -0.55) setColour(dab, [0.05, 0.03, 0.01]);
      bend(dab, u, v, 0.05);
      return 1;
    };
  },
} as const satisfies Record<RoundThing, (random: Random) => Brush>;

export const roundThing = (kind: RoundThing, random: Random): Brush => BRUSHES[kind](random);
