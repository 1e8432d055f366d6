/** A round as a package that a job on other machines learns from: what is in it, its weights, and its shards. */
import { createHmac } from 'node:crypto';
import { safetensorsPieces } from '../../../models/weights/safetensors.ts';
import { IMAGENET } from '../../imaging/tensor.ts';
import { tasksOf } from '../../inference/weights.ts';
import { writePieces } from '../../inference/weights-source.ts';
import type { Split } from '../../shared/domain/evaluation.ts';
import { VISIBILITY_POINTS } from '../../shared/domain/landmarks.ts';
import { MIRRORED_CLASSES, MIRRORED_LANDMARKS, MIRRORED_VISIBILITY } from '../../shared/domain/mirror.ts';
import type { PackagePicture } from '../../shared/domain/round.ts';
import { splitGroup } from '../../shared/domain/split.ts';
import {
  AGE_BIN_CENTRES,
  AGE_BINS,
  ATTRIBUTES,
  EXPRESSIONS,
  GENDERS,
  PARSING_PROFILES,
  RACES,
  type Task,
} from '../../shared/domain/vocabulary.ts';
import { ProblemError, toProblem } from '../../shared/errors.ts';
import { beginningOf } from '../begin.ts';
import { profileOf } from '../class-map.ts';
import { frozenExamples } from '../examples.ts';
import { openPack } from '../pack.ts';
import type { TrainingRequest } from '../service.ts';
import { type SampleContext, sampleFiles } from './sample.ts';
import { keyOf, planShards, type Shard, writeTar } from './shards.ts';

/** What the metadata of a returned file says: which package it was trained on. */
export const PACKAGE_KEY = 'lineament.package';

export interface PackageRequest extends Pick<TrainingRequest, 'pack' | 'recipe' | 'base'> {
  /** The package's id: files that come back carry it. */
  id: string;
  picture: PackagePicture;
}

/** What was written of a shard. */
export interface ShardNote {
  faces: number;
  /** Faces with a label, by task. */
  tasks: Partial<Record<Task, number>>;
  skipped: { path: string; reason: string }[];
}

export interface Packager {
  /** The shards in order, with how many faces each is to hold. */
  shards(): { file: string; part: Split; faces: number }[];
  /** What the manifest says that follows from recipe and network alone. */
  facts(): Record<string, unknown>;
  /** Writes the weights that training begins with; tells which of them the base model did not bring. */
  writeWeights(to: string): { fresh: string[] };
  writeShard(index: number, to: string, signal?: AbortSignal): Promise<ShardNote>;
  close(): void;
}

export function openPackager({ id, pack: file, recipe, base, picture }: PackageRequest): Packager {
  const pack = openPack(file);
  const { config, weights, fresh } = beginningOf(recipe, base);
  const heads = Array.from({ length: pack.count }, (_, i) => pack.head(i));
  const shards: Shard[] = planShards(
    heads.map(({ part }) => part),
    recipe.seed,
  );
  const own = tasksOf(config, recipe.tasks === 'labelled' ? 'all' : recipe.tasks);
  const tasks = new Set<Task>(own);
  const peopleOf = (isWanted: (part: Split) => boolean): string[] =>
    [...new Set(heads.flatMap(({ part, person }) => (person !== null && isWanted(part) ? [person] : [])))].sort();
  const learned = peopleOf((part) => part === 'train');
  const everyone = new Set([...learned, ...peopleOf((part) => part !== 'train')]);
  const people = new Map([...everyone].map((person, i) => [person, i]));
  const context: SampleContext = { config, tasks, people, picture };
  const { augmentation } = recipe;
  const examples = frozenExamples(pack, [...heads.keys()], { size: config.size, augmentation, tasks });
  const groupOf = (person: string | null, hash: Parameters<typeof splitGroup>[1]): string =>
    createHmac('sha256', id).update(splitGroup(person, hash)).digest('hex').slice(0, 16);

  return {
    shards: () => shards.map(({ faces, ...shard }) => ({ ...shard, faces: faces.length })),
    facts() {
      const profile = profileOf(config);
      return {
        network: { preset: config.name, size: config.size, tasks: own, mean: IMAGENET.mean, std: IMAGENET.std },
        picture: picture === 'jpeg' ? 'jpg' : 'png',
        classes: {
          ...(profile ? { parsing: PARSING_PROFILES[profile] } : {}),
          visibility: VISIBILITY_POINTS.map(({ name }) => name),
          attributes: ATTRIBUTES,
          age: AGE_BINS,
          age_years: AGE_BIN_CENTRES,
          gender: GENDERS,
          race: RACES,
          expression: EXPRESSIONS,
        },
        mirror: {
          ...(profile ? { parsing: MIRRORED_CLASSES[profile] } : {}),
          landmarks: MIRRORED_LANDMARKS,
          visibility: MIRRORED_VISIBILITY,
        },
        people: { train: learned.length, all: people.size },
      };
    },
    writeWeights(to) {
      writePieces(to, safetensorsPieces(weights, { format: 'pt', [PACKAGE_KEY]: id }));
      return { fresh };
    },
    async writeShard(index, to, signal) {
      const note: ShardNote = { faces: 0, tasks: {}, skipped: [] };
      const entries = async function* () {
        for (const face of shards[index]!.faces) {
          signal?.throwIfAborted();
          try {
            const frozen = pack.read(face);
            const example = await examples.load(face);
            const group = groupOf(heads[face]!.person, frozen.photo.hash);
            const { files, sample } = await sampleFiles(example, frozen, group, context);
            for (const [ending, bytes] of files) yield [`${keyOf(face)}.${ending}`, bytes] as const;
            note.faces++;
            for (const task of own) if (task in sample) note.tasks[task] = (note.tasks[task] ?? 0) + 1;
          } catch (error) {
            // A photo that is gone or cannot be read is left out; anything else is no fault of the photo.
            const { code, message } = toProblem(error);
            if (!(error instanceof ProblemError) || code === 'storage') throw error;
            note.skipped.push({ path: examples.nameOf(face), reason: message });
          }
        }
      };
      await writeTar(to, entries());
      return note;
    },
    close: () => pack.close(),
  };
}
