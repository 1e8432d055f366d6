/** How the starter's two networks are grown: everything that decides what comes out, in one place. */

import { PERSON_NUMBERS } from '../../electron/datasets/rendered/person-numbers.ts';
import type { Augmentation } from '../../electron/shared/domain/recipe.ts';
import { AGE_BIN_CENTRES } from '../../electron/shared/domain/vocabulary.ts';
import type { TrainingOptions } from '../../models/programs.ts';

/** What the training loop does, whatever it trains. */
export interface Course {
  seed: number;
  /** Pictures in an update. */
  batch: number;
  /** Updates in all; the learning rate falls along a cosine to a fiftieth. */
  steps: number;
  rate: number;
  /** Updates over which the rate rises from nothing. */
  warmUp: number;
  weightDecay: number;
  /** Longest gradient. */
  clip: number;
  /** The result is a moving mean of the weights that forgets at this rate. */
  average: number;
  /** Updates from one look at the held-out renders to the next. */
  evaluateEvery: number;
}

/** Where pictures come from: renders, of one or more pictures each, that are used several times, each time cut and lit anew. */
export interface Supply {
  /** Renders kept at most. */
  reservoir: number;
  /** Renders before the first update. */
  warm: number;
  /** How often a render is used, about. */
  uses: number;
  /** Threads that render. */
  threads: number;
  /** The first seed; held-out renders have seeds and persons far beyond. */
  firstSeed: number;
  augmentation: Augmentation;
}

const augmentation: Augmentation = {
  mirror: 0.5,
  turn: { chance: 0.6, degrees: 20 },
  scale: 0.1,
  shift: 0.04,
  cut: { chance: 0, least: 0.8 },
  grey: 0.12,
  blur: { chance: 0.3, sigma: 2 },
  gamma: { chance: 0.5, most: 1.7 },
  colour: { chance: 0.7, most: 0.3 },
  occlusion: { chance: 0.15, most: 0.12 },
};

/** Persons that faces are rendered of: nobody is met twice but by chance. */
export const PEOPLE = 1_000_000_000;
/** Persons that each face is held against beside those of the batch's others: its own, and some who are alike. */
export const PERSONS = 16;
/** Pictures of each person in a batch, one beside the other. */
export const PICTURES = 2;
/** Share of the renders that are harder than photos mostly are. Held-out ones are as they come. */
export const HARD = 0.25;

/** The ten-task network. */
export const NETWORK = {
  course: {
    seed: 1,
    batch: 32,
    steps: 18_000,
    rate: 2e-3,
    warmUp: 100,
    weightDecay: 0.02,
    clip: 5,
    average: 0.998,
    evaluateEvery: 300,
  },
  supply: {
    reservoir: 2500,
    warm: 128,
    uses: 3,
    threads: 1,
    firstSeed: 1_000_000,
    augmentation: { ...augmentation, blur: { chance: 0.3, sigma: 2.5 } },
  },
  /** Side of a render in pixels: what the network sees of it is a little larger than its input. */
  side: 256,
  losses: {
    parsing: { weight: 3, classWeights: [0.6, 0.8, 1.3, 1.3, 1.8, 1.8, 1, 1.3, 1.3, 1.5, 0.8] },
    landmarks: { weight: 12, kind: 'smooth-l1', heatMaps: 0.021, sigma: 1.2 },
    visibility: { weight: 0.7 },
    pose: { weight: 1, kind: 'chordal' },
    attributes: { weight: 1 },
    age: { weight: 0.3, values: [...AGE_BIN_CENTRES] },
    gender: { weight: 0.4 },
    race: { weight: 0.2 },
    expression: { weight: 2 },
    identity: {
      weight: 0.3,
      scale: 32,
      margin: 0.2,
      described: PERSON_NUMBERS,
      persons: PERSONS,
      pairs: { weight: 4, pictures: PICTURES, threshold: 0.4, steepness: 20 },
    },
  },
} as const satisfies { course: Course; supply: Supply; side: number; losses: TrainingOptions['losses'] };

/** The last layer of the embedding, fitted to pairs: a batch is two pictures of each of so many persons. */
export const PAIRS = {
  course: {
    seed: 3,
    batch: 512,
    steps: 400,
    rate: 3e-4,
    warmUp: 20,
    weightDecay: 0,
    clip: 5,
    average: 0.98,
    evaluateEvery: 400,
  },
  /** Persons whose pictures are drawn, and the first of them: none that the network was trained on or is judged by. */
  persons: 6000,
  firstPerson: 1_500_000_000,
  /** Held-out faces to judge by. */
  heldOut: 240,
} as const satisfies { course: Course; persons: number; firstPerson: number; heldOut: number };

/** The face detector. */
export const DETECTOR = {
  course: {
    seed: 2,
    batch: 16,
    steps: 6000,
    rate: 2e-3,
    warmUp: 100,
    weightDecay: 0.02,
    clip: 5,
    average: 0.998,
    evaluateEvery: 300,
  },
  supply: {
    reservoir: 1000,
    warm: 16,
    uses: 48,
    threads: 1,
    firstSeed: 2_000_000,
    augmentation: {
      ...augmentation,
      turn: { chance: 0.4, degrees: 25 },
      scale: 0,
      shift: 0,
      grey: 0.25,
      blur: { chance: 0.3, sigma: 1.8 },
      gamma: { chance: 0.5, most: 2 },
      occlusion: { chance: 0, most: 0 },
    },
  },
  /** Side of a cut in pixels. */
  side: 256,
  boxWeight: 2,
} as const satisfies { course: Course; supply: Supply; side: number; boxWeight: number };
