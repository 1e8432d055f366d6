/** Training as the engine thread offers it: opened by a round's files, done a little at a time, closed with a checkpoint. */
import path from 'node:path';
import { safetensorsPieces } from '../../models/weights/safetensors.ts';
import type { NetworkFile } from '../inference/network.ts';
import { writePieces } from '../inference/weights-source.ts';
import { chooseDevice, cpuThreads } from '../runtime/provider.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import type { Estimate } from '../shared/domain/round.ts';
import { TASKS } from '../shared/domain/vocabulary.ts';
import { ProblemError } from '../shared/errors.ts';
import { beginningOf } from './begin.ts';
import { estimateTraining } from './estimate.ts';
import { frozenExamples } from './examples.ts';
import { openPack } from './pack.ts';
import { openTrainer, type Standing, type Trained, type Trainer, type TrainerSetup } from './trainer.ts';

export interface TrainingRequest {
  /** The frozen faces. */
  pack: string;
  /** Where the checkpoint and kept features lie. */
  folder: string;
  recipe: Recipe;
  base: NetworkFile | null;
}

export interface TrainingResult extends Omit<Trained, 'weights'> {
  /** Parameters that the base model did not bring. */
  fresh: number;
}

export type TrainingService = {
  /** Opens a round's training, or goes on with the one that is open. */
  openTraining(input: TrainingRequest): Promise<{ steps: number }>;
  advanceTraining(input: { folder: string; milliseconds: number }): Promise<Standing>;
  /** Writes the result's weights under the names of the released checkpoint. */
  finishTraining(input: { folder: string; to: string }): Promise<TrainingResult>;
  /** Writes a checkpoint where it has not ended, and lets go of everything. */
  closeTraining(input: { folder: string }): Promise<void>;
  /** What a round will take, from one real step of it. */
  estimateTraining(input: TrainingRequest): Promise<Estimate>;
};

interface OpenTraining {
  trainer: Trainer;
  fresh: number;
  close(): Promise<void>;
}

async function layOut(request: TrainingRequest): Promise<{ setup: TrainerSetup; fresh: number; close(): void }> {
  const { recipe, folder, base } = request;
  const { config, weights, old, fresh } = beginningOf(recipe, base);
  const device = await chooseDevice();
  const pack = openPack(request.pack);
  const heads = Array.from({ length: pack.count }, (_, i) => pack.head(i));
  const asked = new Set(recipe.tasks === 'labelled' ? TASKS : recipe.tasks);
  const facesOf = (part: 'train' | 'validation') => {
    const indices = heads.flatMap((head, i) => (head.part === part ? [i] : []));
    return frozenExamples(pack, indices, { size: config.size, augmentation: recipe.augmentation, tasks: asked });
  };
  const people = new Set(heads.flatMap(({ part, person }) => (part === 'train' && person !== null ? [person] : [])));
  const setup: TrainerSetup = {
    config,
    recipe,
    weights,
    old,
    tasks: [...asked],
    people: [...people].sort(),
    train: facesOf('train'),
    validation: facesOf('validation'),
    folder,
    // Core ML takes pieces of graphs only, and steps are whole.
    provider: device.provider === 'coreml' ? 'cpu' : device.provider,
    threads: cpuThreads(),
  };
  return { setup, fresh: fresh.length, close: () => pack.close() };
}

export function createTrainingService(): TrainingService {
  const open = new Map<string, OpenTraining>();
  const training = (folder: string): OpenTraining => {
    const found = open.get(folder);
    if (found) return found;
    throw new ProblemError('unavailable', 'The training is not open any more. Resume the round.');
  };
  return {
    async openTraining(request) {
      const { folder } = request;
      const known = open.get(folder);
      if (known) return { steps: known.trainer.course.steps };
      const { setup, fresh, close } = await layOut(request);
      try {
        const trainer = await openTrainer(setup);
        open.set(folder, {
          trainer,
          fresh,
          async close() {
            await trainer.close();
            close();
          },
        });
        return { steps: trainer.course.steps };
      } catch (error) {
        close();
        throw error;
      }
    },
    advanceTraining: ({ folder, milliseconds }) => training(folder).trainer.advance(milliseconds),
    async finishTraining({ folder, to }) {
      const { trainer, fresh } = training(folder);
      const { weights, ...trained } = trainer.result();
      writePieces(to, safetensorsPieces(weights, { format: 'pt' }));
      return { ...trained, fresh };
    },
    async closeTraining({ folder }) {
      const found = open.get(folder);
      if (!found) return;
      open.delete(folder);
      try {
        found.trainer.save();
      } finally {
        await found.close();
      }
    },
    async estimateTraining(request) {
      const folder = path.join(request.folder, 'estimate');
      const { setup, close } = await layOut({ ...request, folder });
      try {
        return await estimateTraining(setup);
      } finally {
        close();
      }
    },
  };
}
