/** What a face does: the eight expressions as movements of brows, lids, nose and mouth. */
import type { EXPRESSIONS } from '../../shared/domain/vocabulary.ts';
import { clamp, mixed } from './curves.ts';
import type { Random } from './random.ts';

export type ExpressionName = (typeof EXPRESSIONS)[number];

/** Movements; 0 is rest everywhere. */
export interface Expression {
  name: ExpressionName;
  /** How far the jaw is down, in cm between the lips. */
  open: number;
  /** Mouth corners up, 1 a broad smile; negative is down. */
  smile: number;
  /** More of it on one side: negative on the person's right. */
  smirk: number;
  /** Corners outwards (1) or lips pushed forward (-1). */
  stretch: number;
  /** Lips pressed together. */
  press: number;
  /** Upper lip raised, as in disgust: shows the upper teeth. */
  sneer: number;
  /** Lower lip pushed up and out. */
  pout: number;
  browInner: number;
  browOuter: number;
  /** Brows drawn together. */
  frown: number;
  /** Upper lids: 1 wide open, -1 shut. */
  lids: number;
  /** Lower lids raised. */
  squint: number;
  noseWrinkle: number;
  /** Where the eyes look, in cm of the pupil's way. */
  gazeX: number;
  gazeY: number;
}

const REST = {
  open: 0,
  smile: 0,
  smirk: 0,
  stretch: 0,
  press: 0,
  sneer: 0,
  pout: 0,
  browInner: 0,
  browOuter: 0,
  frown: 0,
  lids: 0,
  squint: 0,
  noseWrinkle: 0,
};
type Movements = typeof REST;

/** The movements of each expression at full strength: least and most of each. */
const MOVES: Readonly<Record<ExpressionName, Partial<Record<keyof Movements, readonly [number, number]>>>> = {
  surprise: { open: [1.2, 2.9], browInner: [0.7, 1.1], browOuter: [0.7, 1.1], lids: [0.5, 1], stretch: [-0.5, -0.1] },
  fear: {
    open: [0.3, 1.2],
    browInner: [0.6, 1],
    browOuter: [0, 0.3],
    frown: [0.3, 0.7],
    lids: [0.6, 1],
    stretch: [0.5, 1],
    smile: [-0.6, -0.3],
  },
  disgust: {
    sneer: [0.5, 1],
    noseWrinkle: [0.6, 1],
    browInner: [-0.7, -0.3],
    frown: [0.3, 0.8],
    squint: [0.4, 0.9],
    lids: [-0.3, 0],
    smile: [-0.6, -0.1],
    open: [0, 0.5],
  },
  happiness: { smile: [0.75, 1.2], squint: [0.3, 0.9], open: [0, 1.1], stretch: [0.1, 0.4] },
  sadness: {
    browInner: [0.5, 0.9],
    browOuter: [-0.4, -0.1],
    frown: [0.2, 0.6],
    smile: [-1.1, -0.65],
    lids: [-0.5, -0.1],
    pout: [0.1, 0.7],
  },
  anger: {
    browInner: [-1, -0.6],
    browOuter: [-0.3, 0.1],
    frown: [0.7, 1],
    squint: [0.3, 0.7],
    lids: [0.1, 0.5],
    press: [0.3, 1],
    smile: [-0.5, -0.1],
  },
  neutral: {},
  contempt: { smirk: [0.6, 1.1], squint: [0.1, 0.4], lids: [-0.3, 0], press: [0, 0.3] },
};

/** How often each is drawn. */
export const EXPRESSION_WEIGHTS: Readonly<Record<ExpressionName, number>> = {
  neutral: 2.4,
  happiness: 1.6,
  surprise: 1,
  fear: 1,
  disgust: 1,
  sadness: 1,
  anger: 1,
  contempt: 1,
};

/** An expression as a person may do it; the small movements of talking, blinking and looking about come on top. */
export function expressionOf(random: Random, name: ExpressionName = random.weighted(EXPRESSION_WEIGHTS)): Expression {
  const moved: Movements = { ...REST };
  for (const [key, bounds] of Object.entries(MOVES[name]) as [keyof Movements, readonly [number, number]][])
    moved[key] = random.between(...bounds);
  for (const key of ['browInner', 'browOuter', 'smile', 'lids'] as const) moved[key] += random.normal(0.09);
  if (name === 'anger' && random.chance(0.35)) {
    // Shouting instead of pressed lips.
    moved.press = 0;
    moved.open = random.between(0.6, 1.9);
    moved.sneer = random.between(0.3, 0.8);
  }
  if ((name === 'neutral' || name === 'sadness' || name === 'contempt') && random.chance(0.25))
    moved.open = Math.abs(random.normal(0.35)) + 0.08;
  if (name === 'neutral' && random.chance(0.05)) moved.open = random.between(0.8, 2.4); // talking, singing, yawning
  if (name === 'neutral' && random.chance(0.06)) moved.stretch = -random.between(0.4, 1); // lips pushed forward
  if (name === 'happiness' && random.chance(0.45)) moved.open = 0;
  if (moved.smirk > 0 && random.chance(0.5)) moved.smirk *= -1;
  if (name !== 'surprise' && name !== 'fear') {
    const shut = random.chance(0.05) ? 1 : random.chance(0.1) ? random.between(0.3, 0.75) : 0;
    moved.lids = mixed(moved.lids, -1, shut);
  }
  return {
    name,
    ...moved,
    lids: clamp(moved.lids, -1, 1),
    gazeX: clamp(random.normal(0.24), -0.5, 0.5),
    gazeY: clamp(random.normal(0.1), -0.22, 0.22),
  };
}

/** Of the 68 points, on the person's right and on the left: the brow, and the outer edge of the lips from its corner on. */
const SIDES = [
  { brow: [17, 18, 19, 20, 21], lips: [48, 49, 50, 58, 59] },
  { brow: [22, 23, 24, 25, 26], lips: [54, 53, 52, 56, 55] },
] as const;
/** So many of them show how they are moved: hair over an end of a brow hides nothing that matters. */
const ENOUGH = { brow: 3, lips: 4 };

/**
 * Whether a picture shows what a face does: the corner of the mouth and most of the lips and of the brow on the same side,
 * for contempt on the side that it moves.
 * @param visible which of the 68 points can be seen
 */
export function isShown({ name, smirk }: Expression, visible: readonly boolean[]): boolean {
  const sides = name === 'contempt' ? [SIDES[smirk < 0 ? 0 : 1]] : SIDES;
  const seen = (points: readonly number[]): number => points.filter((point) => visible[point]).length;
  return sides.some(({ brow, lips }) => visible[lips[0]] && seen(lips) >= ENOUGH.lips && seen(brow) >= ENOUGH.brow);
}
