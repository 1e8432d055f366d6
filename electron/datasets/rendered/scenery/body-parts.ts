/** Parts of people that are no face, seen by themselves: bent arms and legs, ears, necks in collars, balls of hair. */
import { length2, noise } from '../curves.ts';
import { any, stick } from '../forms.ts';
import type { Rgb } from '../person.ts';
import type { Random } from '../random.ts';
import { skinBrush } from './hands.ts';
import { type Brush, setColour } from './paint.ts';
import { anySkin, anyTint, scaled } from './tints.ts';

export const BODY_PARTS = ['limb', 'ear', 'neck', 'hair'] as const;
export type BodyPart = (typeof BODY_PARTS)[number];

/** Where the arm or leg of a picture half ends in cloth, along it from -1 to 1; nowhere for half of them. */
const sleeveEnd = (random: Random): number => (random.chance(0.5) ? random.between(-0.9, 0.2) : -9);

const BRUSHES = {
  /** Two thick sticks that meet in an elbow or a knee, both cut by the edges of their box. */
  limb(random) {
    const [upper, lower] = [random.between(0.24, 0.5), random.between(0.18, 0.4)];
    const [jointX, jointY] = [random.normal(0.15), random.between(-0.4, 0.3)];
    const end = random.between(-1, 1);
    const form = any([stick(-1.3, 0.9, jointX, jointY, upper), stick(jointX, jointY, 1.3, end, lower)]);
    const skin = skinBrush(form, anySkin(random), random);
    const [cloth, sleeve] = [anyTint(random), sleeveEnd(random)];
    return (u, v, dab) => {
      const share = skin(u, v, dab);
      if (share > 0 && u < sleeve) setColour(dab, cloth, 0.85 + 0.3 * noise(u * 9, v * 5));
      return share;
    };
  },
  /** An oval with a rim, a hollow inside and a lobe below, before hair or cheek. */
  ear(random) {
    const skin = anySkin(random);
    const behind = random.chance(0.6) ? scaled(skin, random.between(0.7, 1)) : hairTint(random);
    const [lean, rim] = [random.normal(0.2), random.between(0.1, 0.2)];
    const shift = random.between(0, 99);
    return (u, v, dab) => {
      const round = length2(u, v);
      if (round > 1) return 0;
      const x = u - lean * v;
      const oval = length2(x / 0.4, (v + 0.08) / 0.68);
      const lobe = length2((x - 0.06) / 0.24, (v - 0.55) / 0.24);
      const hollow = length2((x - 0.08) / (0.4 - rim), (v + 0.1) / (0.62 - rim));
      if (oval > 1 && lobe > 1) {
        setColour(dab, behind, 0.8 + 0.3 * noise(u * 4 + shift, v * 12));
        return round > 0.9 ? (1 - round) * 10 : 1;
      }
      setColour(dab, skin, hollow < 1 ? 0.45 + 0.4 * hollow : 1);
      dab.right = (hollow < 1 ? -0.6 : 0.6) * (x / 0.4);
      dab.down = 0.4 * v;
      return 1;
    };
  },
  /** A neck that comes out of a collar: a wedge of skin between two halves of cloth. */
  neck(random) {
    const skin = anySkin(random);
    const cloth = anyTint(random);
    const [wide, deep, fold] = [random.between(0.25, 0.5), random.between(0.1, 0.9), random.between(-0.2, 0.2)];
    const shift = random.between(0, 99);
    return (u, v, dab) => {
      const open = wide * Math.min(1, Math.max(0, (deep - v) / (deep + 0.3)));
      const isSkin = v < deep && Math.abs(u) < (v < -0.3 ? wide : open);
      if (!isSkin && v < -0.3 + 0.35 * Math.abs(u)) return 0;
      const tint = isSkin ? skin : cloth;
      const sinew = isSkin ? 0.12 * Math.sin((u - fold) * 14 + v * 3) : 0.2 * noise(u * 5 + shift, v * 5);
      setColour(dab, tint, 0.9 + sinew - (isSkin && v < -0.6 ? 0.3 : 0));
      dab.right = isSkin ? 0.9 * (u / wide) : 0.5 * u;
      dab.down = 0.2 * v;
      return 1;
    };
  },
  /** A bun, a wig or the back of a head: strands over a ball. */
  hair(random) {
    const tint = hairTint(random);
    const [strands, shag, tall] = [random.between(12, 40), random.between(0.02, 0.25), random.between(0.7, 1)];
    const [bent, shift] = [random.normal(0.6), random.between(0, 99)];
    const curly = random.chance(0.4);
    return (u, v, dab) => {
      const way = Math.atan2(v, u) + bent * v;
      const strand = curly
        ? noise(u * strands * 0.6 + shift, v * strands * 0.6)
        : noise(u * strands + 3 * bent * v * v + shift, v * 2.5);
      if (length2(u, v / tall) > 0.95 - shag * (0.5 + 0.5 * noise(way * strands * 0.4, shift))) return 0;
      setColour(dab, tint, 0.7 + 0.5 * strand);
      dab.right = 0.8 * u + 0.3 * strand;
      dab.down = (0.8 * v) / tall;
      return 1;
    };
  },
} as const satisfies Record<BodyPart, (random: Random) => Brush>;

/** From black to fair, red and grey among them, in linear light. */
function hairTint(random: Random): Rgb {
  const tints: readonly Rgb[] = [
    [0.012, 0.01, 0.009],
    [0.05, 0.028, 0.015],
    [0.16, 0.09, 0.04],
    [0.4, 0.27, 0.12],
    [0.25, 0.07, 0.02],
    [0.45, 0.44, 0.43],
  ];
  return scaled(random.pick(tints), random.between(0.7, 1.3));
}

export const bodyPart = (random: Random): Brush => BRUSHES[random.pick(BODY_PARTS)](random);
