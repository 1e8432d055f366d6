/** Everything that a training works with, opened and laid out: faces on their way in, and the graphs that they go through. */
import { statfsSync } from 'node:fs';
import path from 'node:path';
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import { elementCount } from '../../models/graph/tensor.ts';
import { featureGraph } from '../../models/programs.ts';
import { CENTRES } from '../../models/training/losses/identity.ts';
import { namedRandom, normal } from '../shared/domain/random.ts';
import { ProblemError } from '../shared/errors.ts';
import { canBeKept } from './answers.ts';
import type { Arrays } from './checkpoint.ts';
import type { ExampleSource } from './examples.ts';
import { type FaceOptions, type Faces, keptBytes, keptFaces, liveFaces, planSlots, type SlotPlan } from './faces.ts';
import { openFeatureStore } from './feature-store.ts';
import { lossesOf } from './losses.ts';
import { createSampler, type Sampler } from './sampler.ts';
import { openStepper, type Stepper } from './stepper.ts';
import { openEncoder, openTeacher } from './teacher.ts';
import { trainedBy } from './trained-parameters.ts';
import type { TrainerSetup } from './trainer.ts';

export interface Desk {
  stepper: Stepper;
  sampler: Sampler;
  trainFaces: Faces;
  validationFaces: Faces;
  /** What is learned, as it begins. */
  begin: Arrays;
  /** Statistics that follow the batches, as they begin. */
  running: Arrays;
  /** Computes the features that are kept, face by face; does nothing where steps begin with pixels. */
  keep(): AsyncGenerator<{ done: number; of: number }>;
  close(): Promise<void>;
}

/** Which tasks are learned from labels, and which are only kept as the old network has them. */
function taughtTasks({ config, old, recipe, tasks, train, people }: TrainerSetup) {
  const known = new Set(config.tasks.map(({ task }) => task));
  const present = new Set(train.tasks.flat());
  const labelled = new Set(
    tasks.filter((task) => known.has(task) && present.has(task) && (task !== 'identity' || people.length > 1)),
  );
  if (labelled.size === 0 && tasks.includes('identity') && present.has('identity'))
    throw new ProblemError(
      'bad-input',
      `Identity is learned by telling people apart, and every label that is learned from says «${people[0]}». Name other people too, or label other tasks.`,
    );
  if (labelled.size === 0)
    throw new ProblemError(
      'bad-input',
      `No face has a label for a task that ${config.name} knows. Label other tasks, or choose another network.`,
    );
  const before = recipe.distillation > 0 && old ? old.config.tasks.map(({ task }) => task) : [];
  const keptTasks = before.filter((task) => known.has(task) && canBeKept(task));
  return { labelled, kept: keptTasks, taught: new Set<Task>([...labelled, ...keptTasks]) };
}

/** What a slot of kept features holds: all that steps are fed of a face besides targets. */
function slotsOf({ config }: TrainerSetup): SlotPlan {
  const features = featureGraph(config, { batch: 1 }).outputs.map(({ name, shape }) => ({
    name,
    length: elementCount(shape as readonly number[]),
  }));
  const pixels = { name: 'pixels', length: 3 * config.size * config.size };
  return planSlots(features.length > 1 ? [...features, pixels] : features, config);
}

/** Bytes on the disk that a round's features take. */
export function diskBytes(setup: TrainerSetup): number {
  if (setup.recipe.mode !== 'decoder') return 0;
  const plan = slotsOf(setup);
  return (
    keptBytes(setup.train.tasks.length, setup.recipe.variants, plan) + keptBytes(setup.validation.tasks.length, 1, plan)
  );
}

function demandSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bytes < bavail * bsize) return;
  const gigabytes = (count: number) => `${(count / 2 ** 30).toFixed(1)} GB`;
  throw new ProblemError(
    'storage',
    `The features of this round take ${gigabytes(bytes)}, and ${gigabytes(bavail * bsize)} are free where the project lies. Free some space, or keep fewer variants of each face.`,
  );
}

export async function openDesk(setup: TrainerSetup, skip: FaceOptions['skip']): Promise<Desk> {
  const { config, recipe, weights, old, train, validation, people, folder, provider, threads } = setup;
  const { labelled, kept, taught } = taughtTasks(setup);
  const { from, trains } = trainedBy(config, recipe.mode);
  const losses = lossesOf(config, recipe, { taught, labelled, kept: new Set(kept), people: people.length });
  const machine = { provider, threads };
  const { together, stochasticDepth, batchNorm, begin: beginning } = recipe;
  const stepper = await openStepper(config, weights, {
    ...machine,
    from,
    trains,
    losses,
    together,
    people: people.length,
    stochasticDepth,
    batchStatistics: batchNorm === 'batch' || (batchNorm === 'usual' && beginning === 'nothing'),
  });
  const teacher =
    kept.length > 0 && old
      ? await openTeacher(old.config, old.weights, {
          ...machine,
          from: sharesFeatures(config, old.config) ? from : 'pixels',
          tasks: kept,
        })
      : null;

  const random = namedRandom(recipe.seed, 'centres');
  const begin: Arrays = new Map(
    stepper.program.learnt.map(({ name, shape }) => {
      if (name !== CENTRES) return [name, floatsOf(weights, name)];
      // A run may be compared with some of them; there is one for everybody.
      const length = people.length * (shape[1] as number);
      return [name, Float32Array.from({ length }, () => 0.01 * normal(random))];
    }),
  );
  const running: Arrays = new Map(stepper.program.running.map(({ name }) => [name, floatsOf(weights, name)]));
  const options: FaceOptions = {
    config,
    recipe,
    poseLoss: recipe.poseLoss,
    people: new Map(people.map((person, i) => [person, i])),
    taught,
    labelled,
    teacher,
    skip,
  };
  const sampler = createSampler(train.tasks, [...labelled], { batch: recipe.batch, seed: recipe.seed });
  const closing = async (...others: (() => unknown)[]) => {
    for (const close of others) await close();
    await stepper.close();
    await teacher?.close();
  };

  if (from === 'pixels')
    return {
      stepper,
      sampler,
      begin,
      running,
      trainFaces: liveFaces(train, options, false),
      validationFaces: liveFaces(validation, options, true),
      async *keep() {},
      close: closing,
    };

  const plan = slotsOf(setup);
  const slots = train.tasks.length * recipe.variants + validation.tasks.length;
  demandSpace(folder, diskBytes(setup));
  const store = openFeatureStore(path.join(folder, 'features.bin'), slots, plan.bytes);
  const encoder = await openEncoder(config, weights, machine);
  const laid = { store, plan, encoder };
  const trainKept = keptFaces(train, options, { ...laid, variants: recipe.variants, first: 0 });
  const validationKept = keptFaces(validation, options, {
    ...laid,
    variants: 1,
    first: train.tasks.length * recipe.variants,
  });
  const everyFace = [
    ...indicesOf(validation).map((index) => () => validationKept.keep(index)),
    ...indicesOf(train).map((index) => () => trainKept.keep(index)),
  ];
  return {
    stepper,
    sampler,
    begin,
    running,
    trainFaces: trainKept.faces,
    validationFaces: validationKept.faces,
    async *keep() {
      for (const [i, keep] of everyFace.entries()) {
        await keep();
        yield { done: i + 1, of: everyFace.length };
      }
    },
    close: () =>
      closing(
        () => encoder.close(),
        () => store.close(),
      ),
  };
}

/** Whether two networks look at faces through the same kind of encoder. */
const sharesFeatures = (a: FaceXFormerConfig, b: FaceXFormerConfig): boolean =>
  a.backbone === b.backbone &&
  a.size === b.size &&
  a.width === b.width &&
  a.finest === b.finest &&
  !a.detail === !b.detail;

const indicesOf = (source: ExampleSource): number[] => [...source.tasks.keys()];

/** A copy of a weight that may be changed. */
function floatsOf(weights: TrainerSetup['weights'], name: string): Float32Array {
  const { bytes } = weights.get(name)!;
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
