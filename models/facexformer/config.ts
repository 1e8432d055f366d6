/** The presets of FaceXFormer. Every difference between two networks is data in this record. */
import type { BackboneName } from './backbones/table.ts';
import type { DetailConfig } from './detail.ts';
import type { HeadConfig } from './heads.ts';
import type { DecoderConfig } from './two-way.ts';

/** The ten kinds of annotation, in the words of the app. */
export const TASKS = [
  'parsing',
  'landmarks',
  'visibility',
  'pose',
  'attributes',
  'age',
  'gender',
  'race',
  'expression',
  'identity',
] as const;
export type Task = (typeof TASKS)[number];

/** A task of a network: the tokens that ask for it, and the head that reads them. */
export interface TaskConfig {
  readonly task: Task;
  /** The parameter that holds the tokens [tokens, width]. */
  readonly token: string;
  readonly tokens: number;
  readonly head: HeadConfig;
}

export interface FaceXFormerConfig {
  readonly name: string;
  readonly backbone: BackboneName;
  /** Side of the input in pixels. */
  readonly size: number;
  /** Width of the fused face features and of the tokens. */
  readonly width: number;
  readonly decoder: DecoderConfig;
  /** The finest of the scales S1..S4 that the decoder sees: 0 is a quarter of the side, 1 an eighth. */
  readonly finest: 0 | 1;
  /** Channels of the finer pictures that places and masks are read from; null where they are read from the decoder's. */
  readonly detail: DetailConfig | null;
  /** Whether the app asks about a face and its mirror image and takes the mean: the graph itself answers one picture. */
  readonly mirrored: boolean;
  /** In the order in which their tokens stand. */
  readonly tasks: readonly TaskConfig[];
}

/** A task with one token that a perceptron turns into numbers. */
const vector = (task: Task, name: string, outputs: number): TaskConfig => ({
  task,
  token: `${name}_token`,
  tokens: 1,
  head: { kind: 'vector', at: `${name}_prediction_head`, outputs },
});

const parsing = (classes: number): TaskConfig => ({
  task: 'parsing',
  token: 'mask_tokens',
  tokens: classes,
  head: { kind: 'masks', hypernetwork: 'output_hypernetwork_mlps', upscaling: 'output_upscaling' },
});

/** What the published checkpoint holds: eight tasks, landmarks and pose each from a single token. */
const released: FaceXFormerConfig = {
  name: 'facexformer-released',
  backbone: 'swin-b',
  size: 224,
  width: 256,
  decoder: { layers: 2, heads: 8, mlp: 2048 },
  finest: 0,
  detail: null,
  mirrored: false,
  tasks: [
    vector('landmarks', 'landmarks', 136),
    vector('pose', 'pose', 3),
    vector('attributes', 'attribute', 40),
    vector('visibility', 'visibility', 29),
    vector('age', 'age', 8),
    vector('gender', 'gender', 2),
    vector('race', 'race', 5),
    parsing(11),
  ],
};

/** The ten tasks of the paper's third version: a token for each point and for each entry of a rotation matrix. */
const ten: FaceXFormerConfig = {
  ...released,
  name: 'facexformer-ten',
  tasks: [
    {
      task: 'landmarks',
      token: 'landmarks_token',
      tokens: 68,
      head: { kind: 'points', hypernetwork: 'landmarks_hypernetwork_mlps', hourglass: 'landmarks_hourglass' },
    },
    { task: 'pose', token: 'pose_token', tokens: 9, head: { kind: 'rotation', at: 'pose_prediction_head' } },
    vector('attributes', 'attribute', 40),
    vector('visibility', 'visibility', 29),
    vector('age', 'age', 8),
    vector('gender', 'gender', 2),
    vector('race', 'race', 5),
    vector('expression', 'expression', 8),
    {
      task: 'identity',
      token: 'recognition_token',
      tokens: 1,
      head: { kind: 'embedding', at: 'recognition_prediction_head', outputs: 512 },
    },
    parsing(11),
  ],
};

/**
 * The ten tasks on a small encoder: the decoder sees an eighth of the side, and what needs fine places is read from
 * pictures that join its answer with finer ones. Quick enough to train on a processor.
 */
const starter: FaceXFormerConfig = {
  ...ten,
  name: 'facexformer-starter',
  backbone: 'starter',
  size: 160,
  width: 96,
  decoder: { layers: 2, heads: 2, mlp: 192 },
  finest: 1,
  detail: { quarter: 48, half: 48, descriptors: { each: 16, all: 128, lying: 128 } },
  mirrored: true,
  tasks: ten.tasks.map((task) =>
    task.head.kind === 'points' ? { ...task, head: { ...task.head, hourglass: null } } : task,
  ),
};

/** The ten tasks on the other encoders of the paper's ablation (its table C.1). */
const tenOn = (backbone: BackboneName): FaceXFormerConfig => ({
  ...ten,
  name: `facexformer-ten-${backbone}`,
  backbone,
});

export const PRESETS = {
  'facexformer-released': released,
  'facexformer-ten': ten,
  'facexformer-ten-convnext-b': tenOn('convnext-b'),
  'facexformer-ten-resnet-101': tenOn('resnet-101'),
  'facexformer-ten-mobilenet': tenOn('mobilenet'),
  'facexformer-starter': starter,
} as const satisfies Record<string, FaceXFormerConfig>;
export type PresetName = keyof typeof PRESETS;
