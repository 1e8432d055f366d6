/** How a round of training goes: every choice a person has, with a value that works and a word on what it does. */
import { z } from 'zod';
import { TaskName } from './annotation.ts';
import { SPLIT_SHARES } from './split.ts';
import { TASKS, type Task } from './vocabulary.ts';

const share = z.number().min(0).max(1);
const taskNumbers = (usual: Partial<Record<Task, number>>) =>
  z.object(
    Object.fromEntries(
      TASKS.map((task) => [
        task,
        z
          .number()
          .min(0)
          .max(100)
          .default(usual[task] ?? 1),
      ]),
    ) as {
      [T in Task]: z.ZodDefault<z.ZodNumber>;
    },
  );

/** Weights under which no task drowns another: of losses as they are when a network begins to learn. */
const USUAL_WEIGHTS: Partial<Record<Task, number>> = {
  parsing: 1.5,
  landmarks: 36,
  visibility: 0.5,
  age: 0.3,
  gender: 0.2,
  race: 0.2,
  expression: 0.3,
  identity: 0.03,
};
/** As the paper has it: every task counts alike. */
const EVEN_WEIGHTS = Object.fromEntries(TASKS.map((task) => [task, 1])) as Record<Task, number>;

/** How often each change is made to a face, and how strong it is at most. What moves in the picture moves in its labels. */
export const Augmentation = z.object({
  /** Mirrored: right becomes left, in every label. */
  mirror: share.default(0.5),
  /** Turned by up to `degrees` either way. */
  turn: z.object({ chance: share.default(0.7), degrees: z.number().min(0).max(180).default(18) }).prefault({}),
  /** Larger or smaller by up to this share. */
  scale: share.max(0.5).default(0.1),
  /** Moved by up to this share of the face's frame. */
  shift: share.max(0.5).default(0.05),
  /** Cut to a part of the frame, between `least` and all of each side. */
  cut: z.object({ chance: share.default(0), least: z.number().min(0.3).max(1).default(0.8) }).prefault({}),
  /** Without colour. */
  grey: share.default(0.1),
  /** Blurred by a Gaussian of up to `sigma` pixels of the network's picture. */
  blur: z.object({ chance: share.default(0.2), sigma: z.number().min(0).max(10).default(1.5) }).prefault({}),
  /** Brighter or darker by an exponent between 1 / `most` and `most`. */
  gamma: z.object({ chance: share.default(0.2), most: z.number().min(1).max(4).default(1.5) }).prefault({}),
  /** Brightness, contrast and saturation changed by up to `most` each. */
  colour: z.object({ chance: share.default(0.1), most: share.default(0.3) }).prefault({}),
  /** A rectangle of noise or of one colour over up to `most` of the picture. What it hides no label speaks of. */
  occlusion: z.object({ chance: share.default(0.2), most: share.default(0.15) }).prefault({}),
});
export type Augmentation = z.infer<typeof Augmentation>;

export const Schedule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant') }),
  /** Falls along a cosine to nothing. */
  z.object({ kind: z.literal('cosine') }),
  /** Divided by `by` at the beginning of each of these epochs, counted from 0. */
  z.object({ kind: z.literal('steps'), at: z.array(z.int().positive()), by: z.number().positive() }),
]);
export type Schedule = z.infer<typeof Schedule>;

/** What is trained: the decoder on features that are computed once; the encoder's last stage as well; or everything. */
export const MODES = ['decoder', 'last-stage', 'everything'] as const;

export const Recipe = z.object({
  /** What lists call the round. */
  name: z.string().min(1).max(100).default('Corrections'),
  mode: z.enum(MODES).default('decoder'),
  /** Begin with a whole model, with only its encoder, or with chance numbers. */
  begin: z.enum(['model', 'backbone', 'nothing']).default('model'),
  /** Preset of the network; the base model's where it is null. Heads that the base model lacks begin fresh. */
  network: z.string().nullable().default(null),
  /** What is learned: every task that has labels, or these. */
  tasks: z.union([z.literal('labelled'), z.array(TaskName).min(1)]).default('labelled'),
  /** How often every face is seen. */
  epochs: z.int().min(1).max(10_000).default(90),
  /** Ends earlier after so many updates. */
  steps: z.int().positive().nullable().default(null),
  /** Faces in one update. */
  batch: z.int().min(1).max(4096).default(4),
  /** Faces computed at once: more take more memory. An update adds up as many of these as it needs. */
  together: z.int().min(1).max(256).default(4),
  learningRate: z.number().positive().max(1).default(1e-3),
  schedule: Schedule.default({ kind: 'cosine' }),
  /** Share of the updates over which the learning rate rises from nothing. */
  warmUp: share.default(0.05),
  /** How much weights shrink towards zero. */
  weightDecay: z.number().min(0).max(1).default(1e-4),
  /** Longest gradient of an update, over all weights together; null leaves it as it is. */
  clip: z.number().positive().nullable().default(5),
  /** The result is a moving mean of the weights that forgets at this rate; 0 takes the last weights. */
  average: z.number().min(0).max(0.99999).default(0.99),
  /**
   * How much each task's loss counts. Errors of points are shares of the picture, so small numbers; what people disagree
   * about, such as age or expression, stays large however well it is learned; and identity's loss is thirty at first.
   */
  weights: taskNumbers(USUAL_WEIGHTS).prefault({}),
  /** How errors of points count. STAR needs a network with heat maps, whose widths it learns too: its loss is near one. */
  landmarkLoss: z.enum(['star', 'smooth-l1', 'l1', 'l2', 'wing']).default('smooth-l1'),
  /** How much the cross entropy of heat maps counts beside it, where the network has them. */
  heatMaps: z.number().min(0).max(10).default(0.1),
  /** How errors of poses count: the angle between both rotations, the squared distance of their matrices, or angles. */
  poseLoss: z.enum(['geodesic', 'chordal', 'angles']).default('geodesic'),
  /** People that a run of faces is told apart from: its own, and others by chance up to so many (PartialFC). */
  people: z.int().min(2).max(1_000_000).default(8192),
  /** Share of the faces that the encoder's last residual branch is left out for, where it learns; earlier ones less. */
  stochasticDepth: z.number().min(0).max(0.9).default(0),
  /**
   * Whether BatchNorms that learn go by their batch and keep running figures, or by what the network came with; `usual`
   * goes by the batch where a network begins from nothing, since a few faces tell little.
   */
  batchNorm: z.enum(['usual', 'frozen', 'batch']).default('usual'),
  /** How much the old model's opinion counts for tasks that a face has no label for, so that nothing is forgotten. */
  distillation: z.number().min(0).max(10).default(0.3),
  augmentation: Augmentation.prefault({}),
  /** In `decoder`: differently augmented pictures of each face that features are kept of. */
  variants: z.int().min(1).max(64).default(10),
  /** Shares of the people or photos that are kept apart: to tell when to stop, and to judge the result by. */
  validation: z.number().min(0).max(0.5).default(SPLIT_SHARES.validation),
  test: z.number().min(0).max(0.5).default(SPLIT_SHARES.test),
  /** Ends when the loss of the validation part has not fallen for so many epochs; null never does. */
  patience: z.int().positive().nullable().default(10),
  /** Same seed, same faces, same machine: same weights. */
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 31)
    .default(1),
});
export type Recipe = z.infer<typeof Recipe>;
/** A recipe as it is asked for: what is not said has its usual value. */
export type RecipeInput = z.input<typeof Recipe>;

/** Ways to change pictures, by name: not at all, as is usual for corrections, and as the paper does. */
export const AUGMENTATIONS = {
  none: Augmentation.parse({
    mirror: 0,
    turn: { chance: 0 },
    scale: 0,
    shift: 0,
    grey: 0,
    blur: { chance: 0 },
    gamma: { chance: 0 },
    colour: { chance: 0 },
    occlusion: { chance: 0 },
  }),
  usual: Augmentation.parse({}),
  paper: Augmentation.parse({
    mirror: 0.5,
    turn: { chance: 1, degrees: 18 },
    scale: 0.1,
    shift: 0.05,
    cut: { chance: 0.1, least: 0.8 },
    grey: 0.2,
    blur: { chance: 0.3, sigma: 1.5 },
    gamma: { chance: 0.2, most: 1.5 },
    colour: { chance: 0.1, most: 0.3 },
    occlusion: { chance: 0.4, most: 0.15 },
  }),
} as const satisfies Record<string, Augmentation>;

/** Recipes by name. `paper` is FaceXFormer's own: from an encoder, everything trained, 384 faces in an update. */
export const RECIPES = {
  corrections: Recipe.parse({}),
  paper: Recipe.parse({
    name: 'The paper’s recipe',
    mode: 'everything',
    begin: 'backbone',
    network: 'facexformer-ten',
    epochs: 12,
    batch: 384,
    together: 8,
    learningRate: 1e-4,
    schedule: { kind: 'steps', at: [6, 10], by: 10 },
    warmUp: 0,
    weightDecay: 1e-5,
    // As torchvision has it for Swin-B.
    stochasticDepth: 0.5,
    clip: null,
    average: 0,
    weights: EVEN_WEIGHTS,
    landmarkLoss: 'star',
    heatMaps: 0,
    distillation: 0,
    patience: null,
    augmentation: AUGMENTATIONS.paper,
  }),
} as const satisfies Record<string, Recipe>;
export type RecipeName = keyof typeof RECIPES;
