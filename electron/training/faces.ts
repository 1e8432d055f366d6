/** Faces on their way into a step: looked at in a way of their own each time, or as they were kept once. */
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import { IMAGENET, toTensor } from '../imaging/tensor.ts';
import { namedRandom } from '../shared/domain/random.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import { toProblem } from '../shared/errors.ts';
import { decode, encode } from '../shared/wire.ts';
import { canBeKept, keptFeeds } from './answers.ts';
import { drawLook, type Look, plainLook, renderLook } from './augment.ts';
import type { Example, ExampleSource } from './examples.ts';
import { type FeatureStore, featureBytes } from './feature-store.ts';
import type { Drawn } from './sampler.ts';
import { type FaceFeeds, type TargetContext, targetsOf } from './targets.ts';
import type { Encoder, Features, Teacher } from './teacher.ts';

export interface FaceOptions extends TargetContext {
  recipe: Recipe;
  /** What the losses are about. */
  taught: ReadonlySet<Task>;
  /** Tasks that some face of the round has a label for: where another one has none, the teacher's word counts less. */
  labelled: ReadonlySet<Task>;
  teacher: Teacher | null;
  /** Told once about each face that cannot be read. */
  skip(path: string, reason: string): void;
}

/** Gives a face's numbers for a step, or null where it cannot be read. */
export type Faces = (drawn: Drawn) => Promise<FaceFeeds | null>;

/** Cut pictures that are kept in memory, in bytes. */
const REMEMBERED = 256 * 2 ** 20;

/** Loads examples, the last ones from memory; one that fails is told of and not tried again. */
function rememberExamples(
  source: ExampleSource,
  skip: FaceOptions['skip'],
): (index: number) => Promise<Example | null> {
  const kept = new Map<number, Example>();
  const failed = new Set<number>();
  let bytes = 0;
  return async (index) => {
    const known = kept.get(index);
    if (known) {
      kept.delete(index);
      kept.set(index, known);
      return known;
    }
    if (failed.has(index)) return null;
    try {
      const example = await source.load(index);
      kept.set(index, example);
      bytes += example.part.pixels.data.length;
      for (const [oldest, { part }] of kept) {
        if (bytes <= REMEMBERED || oldest === index) break;
        kept.delete(oldest);
        bytes -= part.pixels.data.length;
      }
      return example;
    } catch (error) {
      failed.add(index);
      skip(source.nameOf(index), toProblem(error).message);
      return null;
    }
  };
}

const pixelsOf = (example: Example, look: Look): Float32Array => toTensor(renderLook(example.part, look), IMAGENET);

/** Targets of a look at an example, and what the teacher says where there is no label. */
async function feedsOfLook(example: Example, look: Look, features: Features, options: FaceOptions): Promise<FaceFeeds> {
  const { teacher, taught, labelled, recipe } = options;
  const feeds = targetsOf(example.labels, look, taught, options);
  const lacking = [...taught].filter((task) => !(`weight.${task}` in feeds) && canBeKept(task));
  if (!teacher || lacking.length === 0) return feeds;
  const answers = await teacher.answer(features);
  const silent = lacking.filter((task) => !labelled.has(task));
  const partly = lacking.filter((task) => labelled.has(task));
  // The loss of a task without any label is weighed as a whole, see `losses.ts`.
  return {
    ...feeds,
    ...keptFeeds(answers, silent, 1, options),
    ...keptFeeds(answers, partly, recipe.distillation, options),
  };
}

/** Every draw is a new look at the face. @param plain as proposals see it instead, to judge by */
export function liveFaces(source: ExampleSource, options: FaceOptions, plain: boolean): Faces {
  const load = rememberExamples(source, options.skip);
  const { recipe, config } = options;
  return async ({ index, times }) => {
    const example = await load(index);
    if (!example) return null;
    const random = namedRandom(recipe.seed, `look ${index} ${times}`);
    const look = plain
      ? plainLook(example.frame, config.size)
      : drawLook(example.frame, config.size, recipe.augmentation, random);
    const pixels = pixelsOf(example, look);
    return { ...(await feedsOfLook(example, look, { pixels }, options)), pixels };
  };
}

/** Features and targets of each variant of each face, computed once. Variant 0 is the plain look. */
export interface KeptFaces {
  /** Computes what is not there yet of one face. */
  keep(index: number): Promise<void>;
  faces: Faces;
}

/** Where a slot's numbers lie: features first, each float32, then the targets. */
export interface SlotPlan {
  features: readonly { name: string; length: number }[];
  bytes: number;
}

/** Everything but a label map fits into this. */
const SMALL_TARGETS = 2 ** 14;

export function planSlots(features: SlotPlan['features'], { size }: FaceXFormerConfig): SlotPlan {
  const numbers = features.reduce((sum, { length }) => sum + length, 0);
  return { features, bytes: 4 * numbers + SMALL_TARGETS + 4 * Math.ceil((size * size) / 4) };
}

export const keptBytes = (faces: number, variants: number, { bytes }: SlotPlan): number =>
  featureBytes(faces * variants, bytes);

/** A map's classes and «unknown» in a byte each. */
const squeeze = (feeds: FaceFeeds): FaceFeeds =>
  Object.fromEntries(
    Object.entries(feeds).map(([name, numbers]) => [
      name,
      name === 'target.parsing' ? Uint8Array.from(numbers, (label) => label + 1) : Float32Array.from(numbers),
    ]),
  );

const unsqueeze = (feeds: FaceFeeds): FaceFeeds => {
  const map = feeds['target.parsing'];
  return map ? { ...feeds, 'target.parsing': Int32Array.from(map, (label) => label - 1) } : feeds;
};

function toSlot(plan: SlotPlan, features: Features, feeds: FaceFeeds): Uint8Array {
  const slot = new Uint8Array(plan.bytes);
  let at = 0;
  for (const { name, length } of plan.features) {
    new Float32Array(slot.buffer, at, length).set(features[name]!);
    at += 4 * length;
  }
  slot.set(encode(squeeze(feeds)), at);
  return slot;
}

function fromSlot(plan: SlotPlan, slot: Uint8Array<ArrayBuffer>): FaceFeeds {
  let at = 0;
  const features = plan.features.map(({ name, length }) => {
    const numbers = new Float32Array(slot.buffer, at, length);
    at += 4 * length;
    return [name, numbers] as const;
  });
  return { ...Object.fromEntries(features), ...unsqueeze(decode(slot.subarray(at)) as FaceFeeds) };
}

export function keptFaces(
  source: ExampleSource,
  options: FaceOptions,
  {
    store,
    plan,
    encoder,
    variants,
    first,
  }: {
    store: FeatureStore;
    plan: SlotPlan;
    encoder: Encoder;
    /** Looks at each face; 1 is the plain one alone. */
    variants: number;
    /** The first slot of these faces. */
    first: number;
  },
): KeptFaces {
  const load = rememberExamples(source, options.skip);
  const { recipe, config } = options;

  const compute = async (example: Example, index: number, variant: number): Promise<Uint8Array> => {
    const random = namedRandom(recipe.seed, `look ${index} ${variant}`);
    const look =
      variant === 0
        ? plainLook(example.frame, config.size)
        : drawLook(example.frame, config.size, recipe.augmentation, random);
    const pixels = pixelsOf(example, look);
    const features = { ...(await encoder.encode(pixels)), pixels };
    return toSlot(plan, features, await feedsOfLook(example, look, features, options));
  };

  const keep = async (index: number): Promise<void> => {
    for (let variant = 0; variant < variants; variant++) {
      const slot = first + index * variants + variant;
      if (store.read(slot)) continue;
      const example = await load(index);
      if (!example) return;
      store.write(slot, await compute(example, index, variant));
    }
  };

  return {
    keep,
    async faces({ index, times }) {
      const slot = first + index * variants + (times % variants);
      if (!store.read(slot)) await keep(index);
      const bytes = store.read(slot);
      return bytes && fromSlot(plan, bytes);
    },
  };
}
