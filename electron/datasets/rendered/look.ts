/** What a person looks like on one picture: hair, beard, make-up and what they wear. None of it follows the identity strictly. */
import { clamp, mixed, smooth } from './curves.ts';
import type { Person, Rgb } from './person.ts';
import type { Random } from './random.ts';

export const HAIR_STYLES = [
  'shaved',
  'buzz',
  'short',
  'swept',
  'fringe',
  'bob',
  'long',
  'tied',
  'bun',
  'afro',
] as const;
export type HairStyle = (typeof HAIR_STYLES)[number];

export interface Hair {
  style: HairStyle;
  colour: Rgb;
  /** Share of grey, 0 to 1. */
  grey: number;
  /** How much of the top is bare: 0 none, 1 all. */
  bare: number;
  /** How far the hairline has gone back, in cm. */
  recede: number;
  /** Thickness of the hair over the skull in cm, on top and at the sides. */
  top: number;
  sides: number;
  /** How far it falls over the forehead, in cm; 0 where it does not. */
  fringe: number;
  /** Where the parting is, -1 (right) to 1. */
  parting: number;
  /** 0 smooth, 1 curls. */
  curl: number;
  /** Amplitude of waves in cm. */
  wave: number;
  /** Canonical height where it ends before the ears. */
  sideburn: number;
  /** Hanging hair: its lower end in cm, how far it stands off, and where it begins on both sides (degrees). */
  hanging: { end: number; flare: number; right: number; left: number; overFace: number } | null;
  bun: { height: number; size: number } | null;
  /** Single strands over the face. */
  strands: number;
  shine: number;
}

export interface Beard {
  /** Each 0 to 1: how densely it grows. */
  cheeks: number;
  chin: number;
  moustache: number;
  /** In cm: up to 0.12 it is stubble. */
  length: number;
  colour: Rgb;
}

export interface Makeup {
  lipstick: { colour: Rgb; strength: number } | null;
  shadow: { colour: Rgb; strength: number } | null;
  liner: number;
  blush: number;
}

export interface Glasses {
  dark: boolean;
  colour: Rgb;
  /** Half sizes of a lens, its exponent (2 round, more is squarer), thickness of the frame, and how low they sit. */
  halfWidth: number;
  halfHeight: number;
  power: number;
  frame: number;
  drop: number;
  /** No frame below. */
  halfRim: boolean;
  tint: Rgb;
  opacity: number;
  mirror: number;
  /** What silvered lenses show of the world: the colours of its upper and its lower half. */
  silvered: readonly [above: Rgb, below: Rgb] | null;
}

/** Kinds of patterns on cloth, the plain one among them. */
export const PATTERNS = 6;

export const HATS = ['cap', 'beanie', 'brim', 'helmet', 'scarf'] as const;
export type HatKind = (typeof HATS)[number];
export interface Hat {
  kind: HatKind;
  colour: Rgb;
  second: Rgb;
  /** Below `PATTERNS`; 0 is plain. */
  pattern: number;
  /** Canonical height of its edge over the forehead. */
  edge: number;
  brim: number;
  height: number;
}

export interface Clothes {
  colour: Rgb;
  second: Rgb;
  pattern: number;
  /** Height of the neckline in cm, and how deep it is cut in front. */
  neckline: number;
  cut: number;
  collar: number;
  tie: Rgb | null;
  /** A scarf or high collar over the chin: its upper edge in cm; null without one. */
  scarf: number | null;
}

export interface Jewellery {
  earrings: { colour: Rgb; drop: number; size: number } | null;
  necklace: { colour: Rgb; size: number; low: number } | null;
}

export interface Look {
  hair: Hair;
  beard: Beard;
  makeup: Makeup;
  glasses: Glasses | null;
  hat: Hat | null;
  clothes: Clothes;
  jewellery: Jewellery;
}

const anyColour = (random: Random, dullness = random.next()): Rgb => {
  const grey = random.between(0.01, 0.75);
  const part = () => mixed(random.between(0.01, 0.75), grey, dullness);
  return [part(), part(), part()];
};

const GREY: Rgb = [0.48, 0.48, 0.49];
const mixColours = (a: Rgb, b: Rgb, share: number): Rgb => [
  mixed(a[0], b[0], share),
  mixed(a[1], b[1], share),
  mixed(a[2], b[2], share),
];

/** How often each style is worn, by gender. */
const STYLES = {
  male: {
    shaved: 0.8,
    buzz: 2,
    short: 4,
    swept: 2.4,
    fringe: 1.6,
    bob: 0.4,
    long: 0.5,
    tied: 0.15,
    bun: 0.15,
    afro: 0.5,
  },
  female: {
    shaved: 0.06,
    buzz: 0.15,
    short: 0.7,
    swept: 0.6,
    fringe: 0.6,
    bob: 2,
    long: 4.4,
    tied: 1.2,
    bun: 0.9,
    afro: 0.5,
  },
} as const satisfies Record<string, Readonly<Record<HairStyle, number>>>;

function hairOf(person: Person, years: number, random: Random): Hair {
  const style = random.weighted(STYLES[person.gender]);
  const curl = clamp(person.curl + random.normal(0.04), 0, 1);
  const kinky = curl > 0.75;
  const lost = person.balding * smooth(28, 62, years);
  const bare = lost > 0.55 ? 1 : 0;
  const female = person.gender === 'female';
  const grey = clamp(
    smooth(person.greyAt - 16, person.greyAt + 14, years) * (person.hairColour === 'dyed' ? 0.2 : 1),
    0,
    1,
  );
  const cut = style === 'shaved' ? 0.02 : style === 'buzz' ? random.between(0.08, 0.3) : 0;
  const full = style === 'afro' ? random.between(1.8, 5) : random.between(0.5, 1.9) + (kinky ? 0.5 : 0);
  const hangs = style === 'bob' || style === 'long';
  const end = style === 'bob' ? random.between(-7, -13) : random.between(-13, -26);
  const open = random.between(48, 92);
  const fringe =
    style === 'fringe' || ((hangs || style === 'bun') && random.chance(0.28)) ? random.between(1.2, 4.4) : 0;
  return {
    style,
    colour: mixColours(person.hair, GREY, grey * 0.95),
    grey,
    bare,
    recede: female ? 0.2 * smooth(50, 80, years) : 1.9 * lost + random.between(0, 0.6),
    top: cut || (style === 'tied' || style === 'bun' ? random.between(0.3, 0.8) : full),
    sides:
      cut ||
      (style === 'afro' ? full * 0.9 : style === 'short' || style === 'swept' ? random.between(0.15, 0.8) : full * 0.7),
    fringe,
    parting: random.normal(0.5),
    curl,
    wave: kinky ? 0.15 : random.chance(0.35) ? random.between(0.25, 0.8) : 0.08,
    sideburn: female ? random.between(-1, 1.5) : random.between(-3.8, 1),
    hanging: hangs
      ? {
          end,
          flare: random.between(0.2, 1.6) + (kinky ? random.between(0.6, 2.4) : 0),
          right: random.chance(0.15) ? random.between(26, 48) : open + random.normal(6),
          left: random.chance(0.15) ? random.between(26, 48) : open + random.normal(6),
          overFace: random.chance(0.25) ? random.between(0.3, 1) : 0,
        }
      : null,
    bun: style === 'bun' ? { height: random.between(4, 12), size: random.between(2.2, 4) } : null,
    strands: style === 'shaved' || style === 'buzz' ? 0 : random.chance(0.45) ? random.between(0.2, 1) : 0.08,
    shine: random.between(0.05, 0.3) * (kinky ? 0.4 : 1),
  };
}

const BEARDS = { none: 4, stubble: 2.2, goatee: 0.8, moustache: 0.7, circle: 0.7, full: 2.2, sideburns: 0.25 } as const;

function beardOf(person: Person, years: number, hair: Hair, random: Random): Beard {
  const grown = person.beardGrowth * smooth(15, 22, years);
  const kind = grown > 0.12 ? random.weighted(BEARDS) : 'none';
  const long = random.chance(0.3) ? random.between(1.2, 3.6) : random.between(0.2, 1.2);
  const density = clamp(0.55 + 0.5 * grown, 0, 1);
  const shape: Record<keyof typeof BEARDS, Omit<Beard, 'colour'>> = {
    none: { cheeks: 0, chin: 0, moustache: 0, length: 0 },
    stubble: { cheeks: density, chin: density, moustache: density, length: random.between(0.04, 0.12) },
    goatee: { cheeks: 0, chin: density, moustache: 0, length: long * 0.8 },
    moustache: { cheeks: 0, chin: 0, moustache: density, length: random.between(0.3, 0.9) },
    circle: { cheeks: 0, chin: density, moustache: density, length: long * 0.7 },
    full: { cheeks: density, chin: density, moustache: density, length: long },
    sideburns: { cheeks: density * 0.8, chin: 0, moustache: 0, length: random.between(0.2, 0.8) },
  };
  const grey = clamp(hair.grey * random.between(0.7, 1.4), 0, 1);
  return { ...shape[kind], colour: mixColours(person.hair, GREY, grey) };
}

const LIPSTICKS: readonly Rgb[] = [
  [0.45, 0.03, 0.05],
  [0.32, 0.05, 0.09],
  [0.5, 0.12, 0.13],
  [0.5, 0.08, 0.2],
  [0.2, 0.03, 0.05],
  [0.42, 0.18, 0.14],
];
const SHADOWS: readonly Rgb[] = [
  [0.12, 0.07, 0.05],
  [0.03, 0.03, 0.035],
  [0.25, 0.12, 0.16],
  [0.08, 0.1, 0.2],
  [0.3, 0.2, 0.1],
];

function makeupOf(person: Person, years: number, random: Random): Makeup {
  const wears = person.gender === 'female' && years > 15 && random.chance(0.55);
  if (!wears) return { lipstick: null, shadow: null, liner: 0, blush: random.between(0, 0.2) };
  const heavy = random.chance(0.45);
  return {
    lipstick:
      heavy || random.chance(0.6) ? { colour: random.pick(LIPSTICKS), strength: random.between(0.45, 0.9) } : null,
    shadow: heavy ? { colour: random.pick(SHADOWS), strength: random.between(0.35, 0.8) } : null,
    liner: heavy ? random.between(0.6, 1) : random.between(0.1, 0.6),
    blush: heavy ? random.between(0.25, 0.7) : random.between(0, 0.3),
  };
}

function glassesOf(years: number, random: Random): Glasses | null {
  if (!random.chance(0.17 + 0.15 * smooth(40, 65, years))) return null;
  const dark = years > 8 && random.chance(0.3);
  const black = random.chance(0.55);
  const tint = random.chance(0.6) ? random.between(0.005, 0.03) : -1;
  return {
    dark,
    colour: black ? [0.012, 0.012, 0.013] : anyColour(random),
    halfWidth: random.between(2.2, 2.95) + (dark ? 0.2 : 0),
    halfHeight: random.between(1.35, 2.4) + (dark ? 0.2 : 0),
    power: random.between(2, 5),
    frame: random.chance(0.4) ? random.between(0.07, 0.14) : random.between(0.15, 0.36),
    drop: random.between(-0.35, 0.35),
    halfRim: random.chance(0.18),
    tint:
      tint < 0
        ? [random.between(0.01, 0.12), random.between(0.01, 0.07), random.between(0.01, 0.06)]
        : [tint, tint, tint],
    opacity: dark ? random.between(0.78, 0.985) : random.between(0.01, 0.1),
    mirror: dark ? random.between(0, 0.3) : random.chance(0.4) ? random.between(0.1, 0.5) : random.between(0, 0.1),
    silvered: dark && random.chance(0.25) ? [anyColour(random, 0.3), anyColour(random, 0.6)] : null,
  };
}

function hatOf(person: Person, random: Random): Hat | null {
  if (!random.chance(0.13)) return null;
  const kind = random.weighted({
    cap: 3,
    beanie: 2,
    brim: 2.4,
    helmet: 0.7,
    scarf: person.gender === 'female' ? 2.4 : 0.25,
  });
  return {
    kind,
    colour: anyColour(random),
    second: anyColour(random),
    pattern: random.chance(0.5) ? 0 : Math.floor(random.between(1, PATTERNS)),
    edge: random.between(4, 6.6) - (kind === 'beanie' ? 0.8 : 0),
    brim: kind === 'cap' ? random.between(4.5, 7.5) : kind === 'brim' ? random.between(4, 9) : 0,
    height:
      kind === 'brim'
        ? random.between(0.5, 2.5)
        : kind === 'helmet'
          ? random.between(1.5, 3)
          : random.between(0.2, 1.2),
  };
}

export function lookOf(person: Person, years: number, random: Random): Look {
  const hair = hairOf(person, years, random.part('hair'));
  const worn = random.part('worn');
  const female = person.gender === 'female';
  const metal: readonly Rgb[] = [
    [0.7, 0.5, 0.15],
    [0.6, 0.6, 0.62],
    [0.75, 0.72, 0.68],
    [0.05, 0.05, 0.05],
  ];
  const neckline = worn.between(-17.5, -13.6);
  return {
    hair,
    beard: beardOf(person, years, hair, random.part('beard')),
    makeup: makeupOf(person, years, random.part('makeup')),
    glasses: glassesOf(years, random.part('glasses')),
    hat: hatOf(person, random.part('hat')),
    clothes: {
      colour: anyColour(worn),
      second: anyColour(worn),
      pattern: worn.chance(0.5) ? 0 : Math.floor(worn.between(1, PATTERNS)),
      neckline,
      cut: worn.chance(0.5) ? worn.between(0, 7) : 0,
      collar: worn.chance(0.4) ? worn.between(1, 3.4) : 0,
      tie: !female && years > 14 && worn.chance(0.16) ? anyColour(worn, 0.2) : null,
      scarf: worn.chance(0.035) ? worn.between(-11.5, -6.5) : null,
    },
    jewellery: {
      earrings: worn.chance(female && years > 6 ? 0.4 : 0.03)
        ? {
            colour: worn.pick(metal),
            drop: worn.chance(0.5) ? 0 : worn.between(0.8, 3),
            size: worn.between(0.25, 0.75),
          }
        : null,
      necklace: worn.chance(female && years > 6 ? 0.28 : 0.04)
        ? { colour: worn.pick(metal), size: worn.between(0.16, 0.42), low: worn.between(0.5, 4) }
        : null,
    },
  };
}
