/** A project: a folder ending in `.lineament` that holds one SQLite file, and what the app remembers about it. */
import { z } from 'zod';
import { TaskName } from './annotation.ts';
import { ImageId } from './ids.ts';
import { IMAGE_STATES } from './image.ts';

export const PROJECT_SUFFIX = '.lineament';

export const Project = z.object({
  /** Absolute path of the project's folder. */
  path: z.string(),
  name: z.string(),
  created: z.number(),
});
export type Project = z.infer<typeof Project>;

export const RecentProject = z.object({
  path: z.string(),
  name: z.string(),
  opened: z.number(),
  /** False where the folder is gone. */
  present: z.boolean(),
});
export type RecentProject = z.infer<typeof RecentProject>;

/** Counts over a whole project. */
export const ProjectStatus = z.object({
  images: z.int(),
  /** How many photos stand where. */
  states: z.record(z.enum(IMAGE_STATES), z.int()),
  duplicates: z.int(),
  faces: z.int(),
  open: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  annotations: z.record(z.string(), z.int()),
  storeVersion: z.int(),
});
export type ProjectStatus = z.infer<typeof ProjectStatus>;

/** Values of a task, and how many of them a person or a file stands behind. */
export const LabelCounts = z.record(
  TaskName,
  z.object({ values: z.int().nonnegative(), confirmed: z.int().nonnegative() }),
);
export type LabelCounts = z.infer<typeof LabelCounts>;

/** A second file with the bytes of a photo that the project has. */
export const Duplicate = z.object({ path: z.string(), image: ImageId, original: z.string() });
export type Duplicate = z.infer<typeof Duplicate>;

/** What a setting may be; its default is below. */
const setting = {
  theme: z.enum(['system', 'light', 'dark']),
  /** Of the window; the system's where it is one that the window speaks. */
  language: z.enum(['system', 'en', 'zh']),
  /** Whose habits the keys follow. */
  keys: z.enum(['lineament', 'cvat', 'x-anylabeling']),
  /** Keys that the person has changed, by the action's id; an empty list is an action without a key. */
  keyChanges: z.record(z.string().max(100), z.array(z.string().min(1).max(40)).max(4)),
  /** The name that stands on corrections. */
  person: z.string().max(100),
  /** Whether networks on a processor compute in bytes: faster, and answers that are near. */
  fastProposals: z.boolean(),
  /** Whether the starter that the app brings along also proposes what it has never learned from people. */
  starterOnPeople: z.boolean(),
  /** Faces smaller than this many pixels are not looked for. */
  smallestFace: z.int().min(8).max(500),
  /** Detections under this score are dropped. */
  detectorScore: z.number().min(0.05).max(0.99),
};

export const Settings = z.object({
  theme: setting.theme.default('system'),
  language: setting.language.default('system'),
  keys: setting.keys.default('lineament'),
  keyChanges: setting.keyChanges.default({}),
  person: setting.person.default(''),
  fastProposals: setting.fastProposals.default(false),
  starterOnPeople: setting.starterOnPeople.default(false),
  smallestFace: setting.smallestFace.default(12),
  detectorScore: setting.detectorScore.default(0.6),
});
export type Settings = z.infer<typeof Settings>;

/** Some of the settings. Made without the defaults, which would be filled in for all that a change leaves out. */
export const SettingsChange = z.object(setting).partial();
export type SettingsChange = z.infer<typeof SettingsChange>;
