/** A model that the app can run: a detector, or the network. */
import { z } from 'zod';
import { TaskName } from './annotation.ts';
import { ModelId } from './ids.ts';

export const MODEL_KINDS = ['detector', 'network'] as const;

/** How far answers moved, on average over the faces: a share in percent, an angle, or years. */
export const Change = z.object({ task: TaskName, value: z.number(), unit: z.enum(['%', '°', 'years']) });
export type Change = z.infer<typeof Change>;

/** What was measured of a network on this machine. */
export const Measured = z.object({
  /** Where it ran, such as «CPU, 2 threads». */
  device: z.string(),
  /** A face, all tasks, in the batches that proposals are made in. */
  milliseconds: z.number(),
  /** The same with its encoder in bytes, and what that changes; null where bytes bring nothing. */
  fast: z.object({ milliseconds: z.number(), changes: z.array(Change) }).nullable(),
  /** How many faces of the open project the changes were measured on. */
  faces: z.int().nonnegative(),
});
export type Measured = z.infer<typeof Measured>;

export const Model = z.object({
  id: ModelId,
  kind: z.enum(MODEL_KINDS),
  /** What reads it: `yunet`, `ultraface`, a preset of the network. */
  family: z.string(),
  name: z.string(),
  /** Absolute path of the file that the app keeps. */
  file: z.string(),
  sha256: z.string(),
  bytes: z.int().nonnegative(),
  added: z.number(),
  /** Whether new work uses it. */
  active: z.boolean(),
  /** Null for detectors and what has not been measured here. */
  measured: Measured.nullable(),
});
export type Model = z.infer<typeof Model>;

/** A model as a project remembers it, wherever its file is now. */
export const UsedModel = Model.pick({ id: true, kind: true, family: true, name: true, sha256: true }).extend({
  /** When the project used it first. */
  used: z.number(),
});
export type UsedModel = z.infer<typeof UsedModel>;

/** Where computation runs, and why each place before it was passed over. */
export const Device = z.object({
  provider: z.enum(['cuda', 'webgpu', 'dml', 'coreml', 'cpu']),
  /** Such as «CPU, 2 threads». */
  label: z.string(),
  passedOver: z.array(z.object({ provider: z.string(), reason: z.string() })),
});
export type Device = z.infer<typeof Device>;

/** A model that can be fetched on a click: an entry of resources/models/checkpoints.json. */
export const KnownModel = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(MODEL_KINDS),
  about: z.string(),
  url: z.url(),
  file: z.string().regex(/^[\w.-]+$/),
  bytes: z.int().positive().nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  licence: z.string(),
});
export type KnownModel = z.infer<typeof KnownModel>;

/** A model that the app brings along, and takes in by itself: an entry of resources/models/brought.json. */
export const BroughtModel = KnownModel.omit({ url: true }).extend({
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BroughtModel = z.infer<typeof BroughtModel>;

/** A model that can be had on a click: fetched, or taken from what the app brings along. */
export const AvailableModel = KnownModel.omit({ url: true }).extend({
  brought: z.boolean(),
  installed: z.boolean(),
  /** Bytes on the disk of a fetch that broke off. */
  received: z.int().nonnegative(),
});
export type AvailableModel = z.infer<typeof AvailableModel>;
