/** A dark suit over a bust: a light shirt between lapels, and a tie, a bow or neither. */
import { noise } from './curves.ts';
import type { Light } from './light.ts';
import type { Clothes } from './look.ts';
import type { FacePlan } from './plan.ts';
import type { Random } from './random.ts';
import { type Picture, paint, setColour } from './scenery/paint.ts';
import { anyTint, scaled } from './scenery/tints.ts';

/** What a bust wears under a suit: plain dark cloth up to the neck. */
export function suited(clothes: Clothes, random: Random): Clothes {
  const level = random.between(0.008, 0.09);
  const colour = [level * random.between(0.8, 1.1), level, level * random.between(0.9, 1.4)] as const;
  return { ...clothes, colour, second: colour, pattern: 0, cut: 0, collar: 0, tie: null, scarf: null };
}

/** A longer beard hangs over the shirt, which is then left away. */
const LONGEST_BEARD = 1.2;

/** @param at from the trunk's frame in cm to the picture */
export function drawSuit(
  picture: Picture,
  plan: FacePlan,
  at: (joint: readonly [number, number, number]) => [number, number],
  perCm: number,
  light: Light,
  random: Random,
  marks: Uint8Array,
): void {
  if (plan.look.beard.length > LONGEST_BEARD) return;
  const [topX, topY] = at([0, -17, 5]);
  const [endX, endY] = at([0, -17 - random.between(14, 26), 9]);
  const half = Math.hypot(endX - topX, endY - topY) / 2;
  const turn = Math.atan2(endY - topY, endX - topX) - Math.PI / 2;
  const spot = { x: (topX + endX) / 2, y: (topY + endY) / 2, halfWidth: 9 * perCm, halfHeight: half, turn };
  const shirt = scaled([1, 0.98, 0.95], random.between(0.55, 0.9));
  const tie = anyTint(random);
  const wears = random.weighted({ tie: 3, bow: 0.6, none: 1.4 });
  const { colour } = plan.look.clothes;
  paint(
    picture,
    spot,
    light,
    (u, v, dab) => {
      const side = Math.abs(u);
      const edge = 0.32 * (1 - v);
      if (side > edge + 0.3 || v < -0.98) return 0;
      dab.right = 0.5 * u;
      if (side > edge) {
        // The lapel, a little lighter than the jacket, with a notch.
        if (Math.abs(v + 0.25) < 0.04 && side > edge + 0.1) setColour(dab, colour, 0.4);
        else setColour(dab, colour, 1.25);
        return 1;
      }
      const knot = v < -0.75;
      if (wears === 'tie' && side < (knot ? 0.13 : 0.09 + 0.06 * (v + 1)))
        setColour(dab, tie, 1 + 0.2 * noise(u * 20, v * 9));
      else if (wears === 'bow' && Math.abs(v + 0.8) < 0.05 + 0.25 * side && side < 0.5) setColour(dab, tie);
      else setColour(dab, shirt, 0.85 + 0.2 * noise(u * 6, v * 4));
      return 1;
    },
    marks,
  );
}
