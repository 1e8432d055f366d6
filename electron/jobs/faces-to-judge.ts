/** The faces of a project that a model can be held against: those with confirmed values, by whether it learned from them. */
import type { Origin } from '../shared/domain/annotation.ts';
import type { EvaluatedPart } from '../shared/domain/evaluation.ts';
import type { FaceId, ModelId } from '../shared/domain/ids.ts';
import { splitGroup, splitOf } from '../shared/domain/split.ts';
import { type LabelledFace, labelledFaces, labelsOf } from '../store/labelled.ts';
import type { ReadableDb } from '../store/open.ts';
import { listRounds, selectionOf } from '../store/rounds.ts';
import type { Evaluating, JudgedFace } from './evaluate-models.ts';

/** Faces that any round on the way to these models has learned from. */
function learnedFaces(db: ReadableDb, models: readonly ModelId[]): ReadonlySet<FaceId> {
  const rounds = listRounds(db);
  const ancestors = new Set(models);
  const learned = new Set<FaceId>();
  // A set that grows while it is walked: a model, what it began with, what that began with.
  for (const model of ancestors)
    for (const round of rounds) {
      if (round.resultModel !== model) continue;
      for (const { face, part } of selectionOf(db, round.id)) if (part === 'train') learned.add(face);
      if (round.baseModel) ancestors.add(round.baseModel);
    }
  return learned;
}

const groupOf = ({ words, image }: LabelledFace): string => splitGroup(words.identity ?? null, image.hash);

/** People and photos that were learned from are no test, be the face itself new or the shares of that round other ones. */
function choose(db: ReadableDb, models: readonly ModelId[], split: EvaluatedPart): LabelledFace[] {
  const faces = labelledFaces(db, 'labelled');
  if (split === 'all') return faces;
  const part = faces.filter((face) => splitOf(groupOf(face)) === split);
  if (split !== 'test') return part;
  const learned = learnedFaces(db, models);
  const taken = new Set(faces.filter(({ id }) => learned.has(id)).map(groupOf));
  return part.filter((face) => !taken.has(groupOf(face)));
}

/** The faces of a split, with their values read one face at a time. */
export function facesToJudge(
  db: ReadableDb,
  models: readonly ModelId[],
  split: EvaluatedPart,
): Pick<Evaluating, 'faces' | 'on'> {
  const chosen = choose(db, models, split).toSorted((a, b) => a.image.id - b.image.id || a.id - b.id);
  const people = chosen.flatMap(({ words }) => words.identity ?? []);
  return {
    on: {
      split,
      faces: chosen.length,
      photos: new Set(chosen.map(({ image }) => image.id)).size,
      identities: new Set(people).size,
    },
    *faces() {
      for (const face of chosen) yield judged(db, face);
    },
  };
}

/** Whose proposal a confirmed value is, where a person took it over as it was. */
function proposerOf(origin: Origin): string | undefined {
  if (origin.kind === 'model') return origin.model;
  return origin.kind === 'person' ? origin.accepts : undefined;
}

function judged(db: ReadableDb, face: LabelledFace): JudgedFace {
  const labels = labelsOf(db, face);
  return {
    face: face.id,
    unit: groupOf(face),
    path: face.image.path,
    truths: labels,
    photo: face.image,
    box: face.box,
    proposedBy: Object.fromEntries(
      labels.flatMap(({ task, origin }) => {
        const model = proposerOf(origin);
        return model === undefined ? [] : [[task, model]];
      }),
    ),
  };
}
