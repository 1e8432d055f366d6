/** Datasets on their way out and in: which formats there are and how much of a face each of them holds. */
import { z } from 'zod';
import { TASKS } from './vocabulary.ts';

/** A format's name on the command line. Every one has a row in `electron/datasets/formats.ts`. */
export const FORMAT_NAMES = [
  'native',
  'celebamask-hq',
  'coco',
  '300w',
  'celeba',
  'lapa',
  'wflw',
  'hrnet',
  '300w-lp',
  'biwi',
  'cofw',
  'dlib',
  'utkface',
  'fairface',
  'raf-db',
  'affectnet',
  'agedb',
  'morph',
  'ffhq-aging',
  'lfw',
  'insightface',
  'wider-face',
  'retinaface',
  'cvat',
  'label-studio',
  'labelme',
  'x-anylabeling',
  'pascal-voc',
  'yolo',
  'imagefolder',
  'parquet',
] as const;
export const FormatName = z.enum(FORMAT_NAMES);
export type FormatName = z.infer<typeof FormatName>;

export const SPLITS = ['train', 'val', 'test'] as const;
/** The parts of a dataset: to learn from, to choose by, to judge with. */
export const Split = z.enum(SPLITS);
export type Split = z.infer<typeof Split>;

/** What can be known of a face: its place, a value a task, a person's verdict, and who said what. */
export const ASPECTS = ['box', ...TASKS, 'review', 'provenance'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** How much of one aspect a format holds. */
export const Carry = z.object({
  level: z.enum(['whole', 'part', 'none']),
  /** How far a value may move on its way out and back: in pixels, degrees or years; 0 where it comes back as it was. */
  tolerance: z.number().nonnegative(),
  /** Which part of it, or how it is written. */
  note: z.string(),
  /** Whether reading the dataset brings it back. */
  returns: z.boolean(),
});
export type Carry = z.infer<typeof Carry>;

/** A choice that a format leaves open, such as from where it counts. The first choice is the usual one. */
export const FormatOption = z.object({
  about: z.string(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).min(1),
});
export type FormatOption = z.infer<typeof FormatOption>;

/** A format as people are told of it before they choose it. */
export const FormatFacts = z.object({
  title: z.string(),
  about: z.string(),
  /** Whether a picture of it shows one face or as many as a photo has. */
  unit: z.enum(['photo', 'face']),
  /** Which files its pictures may be, or none where it holds them inside of its own. */
  pictures: z.enum(['any', 'jpeg', 'inside']),
  carries: z.record(z.enum(ASPECTS), Carry),
  /** Whether photos may lie turned by their EXIF orientation; its coordinates are upright all the same. */
  keepsTurns: z.boolean(),
  /** Where its coordinates count from. */
  origin: z.string(),
  /** Which class a pixel gets that several masks claim. */
  overlap: z.string(),
  /** Its parsing classes in the order of their numbers; empty where it has none. */
  classes: z.array(z.string()).readonly(),
  options: z.record(z.string(), FormatOption),
});
export type FormatFacts = z.infer<typeof FormatFacts>;

export const CONTENTS = ['photos', 'crops', 'labels'] as const;
/** What the pictures of a dataset are: whole photos, one face each, or none (labels alone). */
export const Content = z.enum(CONTENTS);
export type Content = z.infer<typeof Content>;

/** How large pictures of faces may be, in pixels, and how wide their margins. */
export const CROP_LIMITS = { size: { from: 16, to: 4096 }, margin: { from: 0, to: 2 } } as const;

/** How faces are cut out. */
export const Crop = z.object({
  /** Side of the square picture. */
  size: z.int().min(CROP_LIMITS.size.from).max(CROP_LIMITS.size.to).default(512),
  /** What is added to the face's box on each side, as a share of its longer side. */
  margin: z.number().min(CROP_LIMITS.margin.from).max(CROP_LIMITS.margin.to).default(0.5),
  /** Turned so that the eyes lie level, with the margins of FFHQ and CelebA-HQ, by the 68 points. */
  aligned: z.boolean().default(false),
});
export type Crop = z.infer<typeof Crop>;

const share = z.number().min(0).max(1);

export const SplitRule = z.discriminatedUnion('by', [
  z.object({ by: z.literal('none') }),
  /** Shares that add up to 1. */
  z
    .object({ by: z.literal('ratio'), train: share, val: share, test: share, seed: z.int().default(1) })
    .refine(({ train, val, test }) => Math.abs(train + val + test - 1) < 1e-6, 'the shares of the splits add up to 1'),
  /** Text files with a photo's path or name a line; photos on no list are left out. */
  z.object({
    by: z.literal('lists'),
    train: z.string().nullable(),
    val: z.string().nullable(),
    test: z.string().nullable(),
  }),
]);
export type SplitRule = z.infer<typeof SplitRule>;

export const CLASS_LISTS = ['as-is', 'eleven', 'eleven-ears', 'eleven-glasses', 'eleven-both'] as const;
/**
 * The classes of masks on their way: their own, or merged into the eleven of FaceXFormer. What the eleven lack becomes
 * background; ears, glasses or both may become skin instead.
 */
export const ClassList = z.enum(CLASS_LISTS);
export type ClassList = z.infer<typeof ClassList>;

const options = z.record(z.string(), z.string());

/** What to write. Stored with the job, so that a killed one goes on. */
export const ExportRequest = z.object({
  kind: z.literal('export'),
  format: FormatName,
  /** The dataset's folder, absolute. */
  folder: z.string().min(1),
  content: Content.default('photos'),
  crop: Crop.default({ size: 512, margin: 0.5, aligned: false }),
  /** Which faces: those that a person accepted, all but the rejected ones, or all. */
  review: z.enum(['accepted', 'unrejected', 'all']).default('unrejected'),
  tasks: z.union([z.literal('all'), z.array(z.enum(TASKS)).min(1)]).default('all'),
  /** Proposals under this confidence are left out; values without one stay. */
  confidence: share.default(0),
  split: SplitRule.default({ by: 'none' }),
  /** Pictures without their metadata, no paths, no names of people; and, if wanted, random file names and blurred bystanders. */
  privacy: z.object({ names: z.boolean(), blur: z.boolean() }).nullable().default(null),
  title: z.string().max(200).default(''),
  licence: z.string().max(200).default(''),
  classes: ClassList.default('as-is'),
  options: options.default({}),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

export const POLICIES = ['keep-human', 'replace-proposals', 'as-proposal', 'replace-all'] as const;
/**
 * Who gives way where a face has a value already: to a file's, all but a person's words and accepted faces
 * (keep-human), only a model's (replace-proposals), or everything (replace-all); or the file's values come in as
 * proposals, which give way themselves.
 */
export const Policy = z.enum(POLICIES);
export type Policy = z.infer<typeof Policy>;

/** What to read. */
export const ImportLabelsRequest = z.object({
  kind: z.literal('import-labels'),
  format: FormatName,
  /** A folder or a file, absolute. */
  path: z.string().min(1),
  policy: Policy.default('keep-human'),
  /** Photos of the dataset that the project does not know become photos of the project. */
  addPhotos: z.boolean().default(false),
  /** Says what would happen, and changes nothing. */
  dryRun: z.boolean().default(false),
  classes: ClassList.default('as-is'),
  options: options.default({}),
});
export type ImportLabelsRequest = z.infer<typeof ImportLabelsRequest>;

const count = z.int().nonnegative();
const TaskCounts = z.record(z.enum(TASKS), count);

/** What an import did, or would do. `records` = `matched` + `rejectedRecords`, and `values` = stored + kept. */
export const ImportReport = z.object({
  kind: z.literal('import-labels'),
  dryRun: z.boolean(),
  /** Pictures that the dataset has labels for. */
  records: count,
  /** Of them, those found among the project's photos: by path, by name, by content, or taken in. */
  matched: z.object({ path: count, name: count, content: count, added: count }),
  /** Pictures that were passed over whole. */
  unmatched: count,
  /** Everything that was passed over: the list is the job's. */
  rejected: count,
  faces: z.object({ added: count, found: count }),
  stored: TaskCounts,
  kept: TaskCounts,
});
export type ImportReport = z.infer<typeof ImportReport>;

/** What an export wrote. */
export const ExportReport = z.object({
  kind: z.literal('export'),
  folder: z.string(),
  pictures: count,
  faces: count,
  files: count,
  bytes: count,
  splits: z.partialRecord(Split, count).nullable(),
});
export type ExportReport = z.infer<typeof ExportReport>;

export const DatasetReport = z.discriminatedUnion('kind', [ImportReport, ExportReport]);
export type DatasetReport = z.infer<typeof DatasetReport>;
