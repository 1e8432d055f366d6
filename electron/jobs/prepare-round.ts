/** Gathers what a round of training learns from, splits it, and freezes it. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { nearPairs } from '../imaging/fingerprint.ts';
import type { AnnotationValue } from '../shared/domain/annotation.ts';
import type { ContentHash, ModelId, RoundId } from '../shared/domain/ids.ts';
import type { Model } from '../shared/domain/model.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import type { Material, Round, RoundFaces } from '../shared/domain/round.ts';
import { ProblemError } from '../shared/errors.ts';
import { type LabelledFace, labelledFaces, labelsOf } from '../store/labelled.ts';
import { noteModel } from '../store/models.ts';
import type { ProjectStore } from '../store/open.ts';
import { createRound, deleteRound } from '../store/rounds.ts';
import { networkOf } from '../training/begin.ts';
import { type MaterialFace, materialOf } from '../training/material.ts';
import { type FrozenFace, writePack } from '../training/pack.ts';
import { type Split, splitFaces } from '../training/split.ts';
import { fingerprintsOf } from './fingerprints.ts';
import type { JobTools } from './job-run.ts';

/** Where a round keeps its frozen faces, its checkpoint and its features. */
export const roundFolder = ({ project }: Pick<ProjectStore, 'project'>, round: RoundId): string =>
  path.join(project.path, 'rounds', String(round));

export const packFile = (folder: string): string => path.join(folder, 'faces.pack');

type Tools = Pick<JobTools, 'store' | 'library' | 'photos' | 'emit'>;

/** Pairs of photos that look nearly the same. A photo that cannot be read looks like no other. */
async function lookAlikes(tools: Tools, faces: readonly LabelledFace[]): Promise<[ContentHash, ContentHash][]> {
  const images = [...new Map(faces.map(({ image }) => [image.hash, image])).values()];
  const prints = await fingerprintsOf(tools, images);
  return [...nearPairs(prints)].map(([a, b]) => [images[a]!.hash, images[b]!.hash]);
}

interface Gathered {
  faces: LabelledFace[];
  split: Split;
  material: Material;
}

async function gather(tools: Tools, recipe: Recipe, which: RoundFaces): Promise<Gathered> {
  const all = labelledFaces(tools.store.db, which);
  const wanted = recipe.tasks === 'labelled' ? null : new Set(recipe.tasks);
  const faces = all
    .map((face) => ({ ...face, tasks: face.tasks.filter((task) => wanted?.has(task) ?? true) }))
    .filter(({ tasks }) => tasks.length > 0);
  const described = faces.map(
    ({ image, tasks, words }): MaterialFace => ({ photo: image.hash, person: words.identity ?? null, tasks, words }),
  );
  const split = splitFaces(described, recipe, await lookAlikes(tools, faces));
  const asked = recipe.tasks === 'labelled' ? null : recipe.tasks;
  return { faces, split, material: materialOf(described, split, asked) };
}

/** What there is to learn from now, without freezing it. */
export const roundMaterial = async (tools: Tools, recipe: Recipe, which: RoundFaces): Promise<Material> =>
  (await gather(tools, recipe, which)).material;

/** The network that a round begins with, or null where it begins with nothing. */
function baseOf({ library }: Tools, recipe: Recipe, id: ModelId | undefined): Model | null {
  if (recipe.begin === 'nothing') return null;
  const model = id === undefined ? library.activeModel('network') : library.models().find((other) => other.id === id);
  if (model?.kind === 'network') return model;
  throw new ProblemError(
    'not-found',
    id === undefined
      ? 'There is no network to begin with. Fetch or open one on the Models page, or begin with nothing.'
      : `There is no network ${id} to begin with. Choose another one on the Models page.`,
  );
}

/** @throws {ProblemError} `bad-input` where there is too little to learn from */
export async function prepareRound(
  tools: Tools,
  { recipe, faces: which, model }: { recipe: Recipe; faces: RoundFaces; model?: ModelId | undefined },
): Promise<Round> {
  const { store } = tools;
  const { db } = store;
  const base = baseOf(tools, recipe, model);
  networkOf(recipe, base && { preset: base.family });
  const { faces, split, material } = await gather(tools, recipe, which);
  if (faces.length < 2)
    throw new ProblemError(
      'bad-input',
      faces.length === 0
        ? recipe.tasks === 'labelled'
          ? 'There is nothing to learn from yet. Correct or accept some faces, or import labels, then prepare the round again.'
          : `No face has a confirmed label for ${recipe.tasks.join(' or ')}. Label some, or choose other tasks.`
        : 'One face is too little to learn from. Correct or accept some more, then prepare the round again.',
    );
  if (!split.parts.includes('train'))
    throw new ProblemError(
      'bad-input',
      'All faces are on people or photos that are kept apart, so there is nothing to learn from. Label more faces, or keep less apart.',
    );
  const frozen = function* (): Generator<FrozenFace> {
    for (const [i, face] of faces.entries()) {
      const annotations = labelsOf(db, face);
      const labels = annotations.map(({ task, value }) => ({ task, value }) as AnnotationValue);
      const proposedBy = Object.fromEntries(
        annotations.flatMap(({ task, origin }) => (origin.kind === 'model' ? [[task, origin.model]] : [])),
      );
      const { path: file, hash, width, height } = face.image;
      const photo = { path: file, hash, width, height };
      yield { face: face.id, revision: face.revision, part: split.parts[i]!, photo, box: face.box, labels, proposedBy };
    }
  };
  if (base) noteModel(db, base);
  const selection = faces.map(({ id, revision }, i) => ({ face: id, revision, part: split.parts[i]! }));
  const round = createRound(db, { recipe, material, selection, baseModel: base?.id ?? null });
  const folder = roundFolder(store, round.id);
  try {
    mkdirSync(folder, { recursive: true });
    writePack(packFile(folder), frozen());
    tools.emit('rounds.changed', {});
    return round;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    deleteRound(db, round.id);
    throw error;
  }
}
