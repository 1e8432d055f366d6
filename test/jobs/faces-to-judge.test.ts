/** Which faces a model may be judged by. */
import { expect, test } from 'vitest';
import { facesToJudge } from '../../electron/jobs/faces-to-judge.ts';
import type { AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { EvaluatedPart } from '../../electron/shared/domain/evaluation.ts';
import type { FaceId, ModelId } from '../../electron/shared/domain/ids.ts';
import { Recipe } from '../../electron/shared/domain/recipe.ts';
import type { Material } from '../../electron/shared/domain/round.ts';
import { splitGroup, splitOf } from '../../electron/shared/domain/split.ts';
import { proposeAnnotations, writeAnnotation } from '../../electron/store/annotations.ts';
import { noteModel } from '../../electron/store/models.ts';
import type { ReadableDb, WritableDb } from '../../electron/store/open.ts';
import { createRound, updateRound } from '../../electron/store/rounds.ts';
import { addImageWithFaces, gender, hashOf, NETWORK, said, testProject } from '../store/sample.ts';

const PERSON = { kind: 'person', name: 'Anna' } as const;
const network = (id: ModelId) =>
  ({ id, kind: 'network', family: 'facexformer-starter', name: id, sha256: id.repeat(4) }) as const;
const material: Material = { faces: 0, photos: 0, groups: 0, by: 'photo', tasks: {}, warnings: [] };
const SECOND = '00000000000000e2' as ModelId;

/** A face of a photo of its own, confirmed, and named where a name is given. */
function addFace(db: WritableDb, n: number, name?: string): FaceId {
  const { faces } = addImageWithFaces(db, n, 1);
  const face = faces[0]!.id;
  writeAnnotation(db, face, 'gender', said(gender('male'), PERSON));
  const identity: AnnotationValue = { task: 'identity', value: { label: name ?? '', embedding: null } };
  if (name) writeAnnotation(db, face, 'identity', said(identity, PERSON));
  return face;
}

const idsOf = (db: ReadableDb, split: EvaluatedPart, models: ModelId[] = [NETWORK]) =>
  [...facesToJudge(db, models, split).faces()].map(({ face }) => face);

test('people are held out with all of their photos or with none', () => {
  const { db } = testProject();
  const names = Array.from({ length: 60 }, (_, n) => `person ${n % 30}`);
  const faces = names.map((name, n) => addFace(db, n, name));
  const parts = (['train', 'validation', 'test'] as const).map((part) => idsOf(db, part));
  expect(parts.flat().sort((a, b) => a - b)).toEqual(faces);
  const people = parts.map((ids) => new Set(ids.map((id) => names[faces.indexOf(id)])));
  expect(people.reduce((sum, { size }) => sum + size, 0)).toBe(30);
  expect(parts[2]!.length).toBeGreaterThan(0);
});

test('people whom a round on the way to the model has learned from are no test of it', () => {
  const { db } = testProject();
  for (const id of [NETWORK, SECOND]) noteModel(db, network(id));
  // Names that fall into the test part.
  const names = Array.from({ length: 100 }, (_, n) => `person ${n}`).filter(
    (name) => splitOf(splitGroup(name, hashOf(1))) === 'test',
  );
  const [eva, ada, ida] = names as [string, string, string];
  const [first, sister] = [addFace(db, 1, eva), addFace(db, 2, eva)];
  const [second, apart] = [addFace(db, 3, ada), addFace(db, 4, ida)];
  const round = (faces: FaceId[], baseModel: ModelId | null, resultModel: ModelId) => {
    const selection = faces.map((face) => ({ face, revision: 0, part: 'train' as const }));
    const { id } = createRound(db, { recipe: Recipe.parse({}), material, baseModel, selection });
    updateRound(db, id, { state: 'trained', resultModel });
  };
  round([first], null, NETWORK);
  round([second], NETWORK, SECOND);
  const stranger = '00000000000000e3' as ModelId;
  expect(idsOf(db, 'test', [stranger])).toEqual([first, sister, second, apart]);
  // The first model has seen Eva, so neither of her faces counts; the second began with the first.
  expect(idsOf(db, 'test', [NETWORK])).toEqual([second, apart]);
  expect(idsOf(db, 'test', [SECOND])).toEqual([apart]);
  expect(idsOf(db, 'test', [stranger, NETWORK])).toEqual([second, apart]);
});

test('proposals that nobody has accepted are no truth', () => {
  const { db } = testProject();
  noteModel(db, network(NETWORK));
  const { faces } = addImageWithFaces(db, 1, 1);
  proposeAnnotations(db, faces[0]!.id, [{ ...gender('male'), confidence: 0.9 }], NETWORK);
  expect(idsOf(db, 'all')).toEqual([]);
});
