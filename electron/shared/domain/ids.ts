/** Identifiers of stored things, branded so that they cannot be mixed up. */
import { z } from 'zod';

const id = <Name extends string>() => z.int().positive().brand<Name>();

export const ImageId = id<'ImageId'>();
export type ImageId = z.infer<typeof ImageId>;
export const FaceId = id<'FaceId'>();
export type FaceId = z.infer<typeof FaceId>;
export const RoundId = id<'RoundId'>();
export type RoundId = z.infer<typeof RoundId>;
export const JobId = id<'JobId'>();
export type JobId = z.infer<typeof JobId>;
export const EvaluationId = id<'EvaluationId'>();
export type EvaluationId = z.infer<typeof EvaluationId>;
/** SHA-256 of a photo's bytes, in lower-case hexadecimal. Photos are addressed by it, so what it names never changes. */
export const ContentHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ContentHash'>();
export type ContentHash = z.infer<typeof ContentHash>;
/** The first sixteen hexadecimal digits of a model file's SHA-256: the same file is the same model in every project. */
export const ModelId = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'ModelId'>();
export type ModelId = z.infer<typeof ModelId>;
