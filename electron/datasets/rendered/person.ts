/**
 * Who is drawn: everything that stays with a person over pictures and years. All numbers are deviations around an
 * average, moved by sex and ancestry; age acts when the shape is built.
 */
import { GENDERS, RACES } from '../../shared/domain/vocabulary.ts';
import { clamp, mixed } from './curves.ts';
import { Random } from './random.ts';

export type Gender = (typeof GENDERS)[number];
export type Race = (typeof RACES)[number];
/** Red, green and blue reflectance, linear. */
export type Rgb = readonly [number, number, number];

export interface Person {
  /** The same number is the same person in every picture. */
  identity: number;
  gender: Gender;
  /** The largest of `ancestry`. */
  race: Race;
  /** Shares that add up to one. */
  ancestry: Readonly<Record<Race, number>>;
  /** 0 a very masculine face, 1 a very feminine one. */
  feminine: number;
  /** Years at the reference picture; a picture may add an offset. */
  age: number;
  traits: Traits;
  skin: Rgb;
  /** 0 the lightest skin, 1 the darkest. */
  tone: number;
  hair: Rgb;
  hairColour: HairColour;
  /** 0 straight, 1 tight curls. */
  curl: number;
  iris: Rgb;
  /** Years at which half of the hair is grey. */
  greyAt: number;
  /** How much hair a man loses: 0 none, 1 all of the top. */
  balding: number;
  /** How much beard could grow, 0 to 1. */
  beardGrowth: number;
}

/** Shape, each about normal with deviation one. Positive is more of what the name says. */
const TRAITS = [
  'faceWidth',
  'faceLength',
  'lowerFace',
  'foreheadHeight',
  'foreheadSlope',
  'jawWidth',
  'chinWidth',
  'chinLength',
  'chinForward',
  'cheekbones',
  'fat',
  'squareness',
  'eyeDistance',
  'eyeSize',
  'eyeHeight',
  'eyeTilt',
  'eyeDepth',
  'lidFold',
  'browHeight',
  'browArch',
  'browThickness',
  'browDensity',
  'browTilt',
  'browLength',
  'browGap',
  'browRidge',
  'noseLength',
  'noseWidth',
  'noseHeight',
  'noseRoot',
  'noseTip',
  'noseBridge',
  'noseHump',
  'noseTurnUp',
  'mouthWidth',
  'upperLip',
  'lowerLip',
  'cupidBow',
  'mouthForward',
  'philtrum',
  'earSize',
  'earOut',
  'asymmetry',
  'neckWidth',
  'freckles',
  'ruddy',
  'shine',
  'bags',
  'moles',
] as const;
export type Trait = (typeof TRAITS)[number];
export type Traits = Readonly<Record<Trait, number>>;

export const HAIR_COLOURS = ['black', 'brown', 'blond', 'red', 'dyed'] as const;
export type HairColour = (typeof HAIR_COLOURS)[number];

interface Ancestry {
  tone: readonly [least: number, most: number];
  traits: Partial<Record<Trait, number>>;
  hair: Readonly<Record<HairColour, number>>;
  curl: readonly [least: number, most: number];
  /** Share of light eyes. */
  lightEyes: number;
  beardGrowth: number;
}

/** How ancestry moves the averages; people differ more inside each group than these do. */
const ANCESTRIES = {
  White: {
    tone: [0.02, 0.34],
    traits: { noseWidth: -0.6, noseHeight: 0.6, noseRoot: 0.5, upperLip: -0.4, lowerLip: -0.3, browRidge: 0.3 },
    hair: { black: 1, brown: 4, blond: 3, red: 0.8, dyed: 0.4 },
    curl: [0, 0.55],
    lightEyes: 0.55,
    beardGrowth: 0.85,
  },
  Black: {
    tone: [0.58, 1],
    traits: {
      noseWidth: 1.4,
      noseHeight: -0.8,
      noseRoot: -0.9,
      upperLip: 1.2,
      lowerLip: 1,
      mouthForward: 0.9,
      eyeDepth: -0.2,
    },
    hair: { black: 9, brown: 0.8, blond: 0.2, red: 0, dyed: 0.5 },
    curl: [0.7, 1],
    lightEyes: 0.01,
    beardGrowth: 0.7,
  },
  Asian: {
    tone: [0.1, 0.44],
    traits: {
      noseRoot: -1.2,
      noseHeight: -0.9,
      noseWidth: 0.3,
      eyeDepth: -1.3,
      eyeTilt: 0.8,
      lidFold: -1.8,
      eyeHeight: -0.7,
      faceWidth: 0.6,
      cheekbones: 0.6,
      browRidge: -0.8,
    },
    hair: { black: 9, brown: 1.2, blond: 0.1, red: 0, dyed: 0.6 },
    curl: [0, 0.2],
    lightEyes: 0,
    beardGrowth: 0.4,
  },
  Indian: {
    tone: [0.42, 0.8],
    traits: {
      noseHeight: 0.5,
      noseTip: 0.4,
      eyeSize: 0.5,
      browThickness: 0.8,
      browDensity: 0.9,
      upperLip: 0.3,
      lowerLip: 0.4,
      bags: 0.5,
    },
    hair: { black: 9, brown: 1, blond: 0, red: 0, dyed: 0.3 },
    curl: [0.05, 0.5],
    lightEyes: 0.04,
    beardGrowth: 0.95,
  },
  Others: {
    tone: [0.24, 0.62],
    traits: { noseHeight: 0.4, noseHump: 0.7, browThickness: 0.6, browDensity: 0.7, upperLip: 0.2, faceWidth: 0.2 },
    hair: { black: 6, brown: 3.5, blond: 0.4, red: 0.1, dyed: 0.4 },
    curl: [0.05, 0.65],
    lightEyes: 0.12,
    beardGrowth: 0.9,
  },
} as const satisfies Record<Race, Ancestry>;

/** How a feminine face differs from a masculine one, in deviations from one end to the other. */
const FEMININE: Partial<Record<Trait, number>> = {
  jawWidth: -1,
  chinWidth: -0.9,
  chinLength: -0.9,
  browRidge: -1.6,
  browThickness: -1.2,
  browHeight: 0.9,
  browArch: 0.9,
  noseWidth: -0.5,
  noseHeight: -0.5,
  noseTip: -0.4,
  eyeSize: 0.7,
  upperLip: 0.6,
  lowerLip: 0.6,
  faceLength: -0.5,
  faceWidth: -0.4,
  foreheadSlope: -0.8,
  neckWidth: -1.8,
  cheekbones: 0.3,
  earSize: -0.5,
};

const SKINS: readonly Rgb[] = [
  [0.86, 0.66, 0.56],
  [0.8, 0.57, 0.45],
  [0.7, 0.46, 0.34],
  [0.58, 0.36, 0.24],
  [0.45, 0.265, 0.165],
  [0.32, 0.18, 0.11],
  [0.2, 0.11, 0.068],
  [0.115, 0.064, 0.042],
];

const HAIRS = {
  black: [
    [0.012, 0.01, 0.009],
    [0.022, 0.016, 0.012],
  ],
  brown: [
    [0.045, 0.025, 0.015],
    [0.1, 0.055, 0.03],
  ],
  blond: [
    [0.24, 0.15, 0.075],
    [0.5, 0.36, 0.19],
  ],
  red: [
    [0.17, 0.05, 0.02],
    [0.3, 0.11, 0.035],
  ],
  dyed: [
    [0.02, 0.02, 0.02],
    [0.6, 0.6, 0.6],
  ],
} as const satisfies Record<HairColour, readonly [Rgb, Rgb]>;

const DARK_EYES: readonly Rgb[] = [
  [0.03, 0.018, 0.01],
  [0.055, 0.028, 0.013],
  [0.1, 0.05, 0.02],
];
const LIGHT_EYES: readonly Rgb[] = [
  [0.13, 0.1, 0.045],
  [0.08, 0.14, 0.2],
  [0.11, 0.16, 0.19],
  [0.1, 0.14, 0.08],
];

/** Any colour between two, and its own small deviation in each part. */
const between = (random: Random, [a, b]: readonly [Rgb, Rgb], apart: boolean): Rgb => {
  const share = random.next();
  return [0, 1, 2].map(
    (i) => mixed(a[i]!, b[i]!, apart ? random.next() : share) * (1 + random.normal(0.06)),
  ) as unknown as Rgb;
};

/** The bounds of each age bin, in years; the last one ends where few live. */
const AGES: readonly (readonly [number, number])[] = [
  [2, 10],
  [10, 20],
  [20, 30],
  [30, 40],
  [40, 50],
  [50, 60],
  [60, 70],
  [70, 88],
];

/**
 * Gender, race and age bin walk through all their 80 combinations, so that any 80 persons in a row hold each once, and two
 * persons that lie so far apart are alike in all three.
 */
export const ALIKE = GENDERS.length * RACES.length * AGES.length;

/** The person of a number. */
export function personOf(identity: number): Person {
  const random = new Random(identity, 'person');
  const cell = ((identity % ALIKE) + ALIKE) % ALIKE;
  const gender = GENDERS[cell % 2]!;
  const race = RACES[Math.floor(cell / 2) % RACES.length]!;
  const [least, most] = AGES[Math.floor(cell / 10)]!;
  const feminine = clamp((gender === 'female' ? 0.8 : 0.2) + random.normal(0.1), 0, 1);

  const second = random.pick(RACES);
  const share = random.chance(0.25) ? random.between(0.1, 0.35) : random.between(0, 0.08);
  const ancestry = Object.fromEntries(
    RACES.map((name) => [name, (name === race ? 1 - share : 0) + (name === second ? share : 0)]),
  ) as Record<Race, number>;
  const average = (of: (ancestry: Ancestry) => number): number =>
    RACES.reduce((sum, name) => sum + ancestry[name] * of(ANCESTRIES[name]), 0);

  const shape = random.part('traits');
  const traits = Object.fromEntries(
    TRAITS.map((trait) => [
      trait,
      shape.normal() + average(({ traits }) => traits[trait] ?? 0) + (feminine - 0.5) * 1.9 * (FEMININE[trait] ?? 0),
    ]),
  ) as Record<Trait, number>;

  const colour = random.part('colour');
  const place = Math.sqrt(colour.next()) * 0.5 + colour.next() * 0.5;
  const tone = clamp(
    average(({ tone: [light, dark] }) => mixed(light, dark, place)),
    0,
    1,
  );
  const at = Math.min(SKINS.length - 1.001, tone * (SKINS.length - 1));
  const [light, dark] = [SKINS[Math.floor(at)]!, SKINS[Math.floor(at) + 1]!];
  const warmth = colour.normal(0.05);
  const skin = [1 + warmth, 1, 1 - warmth].map(
    (factor, i) => mixed(light[i]!, dark[i]!, at % 1) * factor * (1 + colour.normal(0.025)),
  ) as unknown as Rgb;
  const own: Ancestry = ANCESTRIES[race];
  const hairColour = colour.weighted(own.hair);
  const iris = colour.pick(colour.chance(own.lightEyes) ? LIGHT_EYES : DARK_EYES);
  const body = random.part('hair');
  return {
    identity,
    gender,
    race,
    ancestry,
    feminine,
    age: random.part('age').between(least, most),
    traits,
    skin,
    tone,
    hair: between(colour, HAIRS[hairColour], hairColour === 'dyed'),
    hairColour,
    curl: clamp(average(({ curl: [straight, curly] }) => mixed(straight, curly, place)) + body.normal(0.05), 0, 1),
    iris: iris.map((part) => part * (1 + colour.normal(0.12))) as unknown as Rgb,
    greyAt: body.between(42, 72),
    balding: gender === 'male' && body.chance(0.45) ? body.between(0.2, 1) : 0,
    beardGrowth: gender === 'male' ? clamp(own.beardGrowth + body.normal(0.25), 0, 1) : 0,
  };
}
