/**
 * The main job from end to end without a window, by the built command line and a served project: photos in, proposals, some
 * of them corrected with the truth, a round, before and after, promotion, a dataset out, and the same labels back in.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type DatasetFace, isRejection } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { openSource } from '../../electron/datasets/source.ts';
import type { Annotation, AnnotationValue, Origin } from '../../electron/shared/domain/annotation.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import { boxOverlap } from '../../electron/shared/domain/geometry.ts';
import type { Change } from '../../electron/shared/domain/patch.ts';
import type { RecipeInput } from '../../electron/shared/domain/recipe.ts';
import type { LossPoint, Round } from '../../electron/shared/domain/round.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { runCommand, type ServedProject, serveProject } from '../helpers/command-line.ts';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { describeWithFixtures } from '../helpers/shared.ts';

const folder = temporaryFolder();
afterAll(() => removeFolder(folder));

const ANNA: Origin = { kind: 'person', name: 'Anna' };
const RECIPE = {
  name: 'Journey',
  epochs: 6,
  batch: 4,
  variants: 2,
  validation: 0.2,
  test: 0.3,
  patience: null,
} satisfies RecipeInput;

/** Mean loss of what was learned from, in an epoch counted from 1. */
function lossIn(curve: readonly LossPoint[], number: number): number {
  const own = curve.filter(({ part, epoch }) => part === 'train' && Math.ceil(epoch) === number);
  return own.reduce((sum, { total }) => sum + total, 0) / own.length;
}

/** Faces by the paths of their photos. */
type Faces = ReadonlyMap<string, readonly Face[]>;

/** What a person knows better about a face; null where they leave it as it is. */
type Truth = (photo: string, face: Face) => AnnotationValue[] | null;

/** All that a correction in the window sends: the values in Anna's name, and her word that the face is right. */
function changesTo(face: Face, truths: readonly AnnotationValue[]): Change[] {
  const changes = truths.map((truth): Change => {
    const from = face.annotations.find(({ task }) => task === truth.task) ?? null;
    return {
      field: 'annotation',
      task: truth.task,
      from,
      to: { ...truth, origin: ANNA, confidence: null } as Annotation,
    };
  });
  return [...changes, { field: 'review', from: face.review, to: 'accepted' }];
}

async function facesIn(project: ServedProject): Promise<Faces> {
  const { rows } = await project.call('images.page', { offset: 0, limit: 500 });
  const all = new Map<string, Face[]>();
  for (const { id, path: file } of rows) all.set(file, (await project.call('images.get', { image: id })).faces);
  return all;
}

/** @returns how many faces were corrected */
async function correct(project: ServedProject, truthOf: Truth): Promise<number> {
  let corrected = 0;
  for (const [photo, faces] of await facesIn(project))
    for (const face of faces) {
      const truths = truthOf(photo, face);
      if (!truths) continue;
      const edit = { face: face.id, baseRevision: face.revision, changes: changesTo(face, truths) };
      await project.call('faces.apply', { edits: [edit] });
      corrected++;
    }
  return corrected;
}

/** Names and sums of all files of a folder. */
const sumsOf = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
    });

/** Without the numbers that a project gives its faces and their changes, and in one order. */
const plain = (faces: Faces) =>
  [...faces].map(([photo, list]) => [
    photo,
    list
      .map(({ id: _, image: __, revision: ___, annotations, ...face }) => ({
        ...face,
        annotations: annotations.toSorted((a, b) => a.task.localeCompare(b.task)),
      }))
      .sort((a, b) => a.box.x - b.box.x),
  ]);

const facesWhere = (faces: Faces, isWanted: (face: Face) => boolean): Face[] =>
  [...faces.values()].flat().filter(isWanted);

/** The whole way. `look` sees the first proposals. */
async function travel(name: string, photos: string, truthOf: Truth, look: (faces: Faces) => void): Promise<void> {
  const place = (word: string) => path.join(folder, name, word);
  const data = place('data');
  const run = (...words: string[]) => runCommand(data, ...words);
  const project = place('faces.lineament');
  const before = sumsOf(photos);

  await run('init', project, '--photos', photos);
  await run('annotate', project);
  let served = await serveProject(data, project);
  look(await facesIn(served));
  const corrected = await correct(served, truthOf);
  expect(corrected).toBeGreaterThan(7);
  const settled = facesWhere(await facesIn(served), ({ review }) => review !== 'open');
  await served.stop();

  const recipe = place('recipe.json');
  writeFileSync(recipe, JSON.stringify(RECIPE));
  const trained = await run('train', project, '--recipe', recipe);
  const { round, curve } = trained as unknown as { round: Round; curve: LossPoint[] };
  expect(round).toMatchObject({ state: 'trained', material: { faces: corrected } });
  // A handful of faces shows that it learns them; the benchmark of rounds shows what it learns for others.
  expect(lossIn(curve, RECIPE.epochs)).toBeLessThan(lossIn(curve, 1));
  expect(curve.filter(({ part }) => part === 'validation')).toHaveLength(RECIPE.epochs + 1);
  // Old and new on the same faces, which were kept apart.
  const report = round.metrics!;
  expect(report.models.map(({ model }) => model)).toEqual([round.baseModel, round.resultModel]);
  expect(report.on.faces).toBeGreaterThan(0);
  const landmarks = report.differences!.find(({ task }) => task === 'landmarks')!;
  expect(landmarks.figures[0]).toMatchObject({ metric: 'nme-interocular', value: expect.any(Number) });

  served = await serveProject(data, project);
  expect(await served.call('rounds.promote', { round: round.id })).toMatchObject({ state: 'promoted' });
  await served.idle();
  const anew = await facesIn(served);
  await served.stop();
  // What Anna has judged stays as it is, and everything else is the new network's word.
  expect(facesWhere(anew, ({ review }) => review !== 'open')).toEqual(settled);
  const proposed = facesWhere(anew, ({ review }) => review === 'open').flatMap(({ annotations }) => annotations);
  expect(proposed.length).toBeGreaterThan(0);
  for (const { origin } of proposed) expect(origin).toEqual({ kind: 'model', model: round.resultModel });

  const dataset = place('dataset');
  await run('export', project, '--format', 'native', '--out', dataset, '--split', '60/20/20', '--only', 'all');
  const second = place('again.lineament');
  await run('init', second, '--photos', photos);
  await run('import-labels', second, '--format', 'native', dataset);
  served = await serveProject(data, second);
  expect(plain(await facesIn(served))).toEqual(plain(anew));
  await served.stop();
  expect(sumsOf(photos)).toEqual(before);
}

/** Faces of a dataset that `render` wrote, by the names of their pictures. */
async function truthsIn(dataset: string): Promise<Map<string, DatasetFace>> {
  const source = await openSource(dataset);
  const truths = new Map<string, DatasetFace>();
  for await (const item of FORMATS.native.read(source, {}))
    if (!isRejection(item)) truths.set(path.basename(item.file!), item.faces[0] as DatasetFace);
  return truths;
}

const LEARNED = new Set<Task>(['parsing', 'landmarks', 'pose', 'visibility', 'expression', 'age', 'gender']);

const pointsOf = ({ annotations }: Pick<Face, 'annotations'>): [number, number][] => {
  const found = annotations.find(({ task }) => task === 'landmarks');
  return found?.task === 'landmarks' ? found.value.points : [];
};

/** Mean distance of the 68 points from where they are, as a share of the face's side. */
function awayFrom(truth: DatasetFace, face: Face): number {
  const right = pointsOf(truth);
  const away = pointsOf(face).map(([x, y], i) => Math.hypot(x - right[i]![0], y - right[i]![1]));
  return away.reduce((sum, distance) => sum + distance, 0) / 68 / Math.sqrt(truth.box.width * truth.box.height);
}

test('rendered faces, corrected with what is true of them', async () => {
  const rendered = path.join(folder, 'rendered');
  await runCommand(
    path.join(folder, 'data'),
    'render',
    '--count',
    '24',
    '--seed',
    '7000',
    '--size',
    '256',
    '--out',
    rendered,
  );
  const truths = await truthsIn(rendered);
  const photos = path.join(rendered, 'photos');
  const matching = (photo: string, box: Face['box']) => {
    const truth = truths.get(path.basename(photo))!;
    return boxOverlap(truth.box, box) > 0.4 ? truth : null;
  };
  const corrected = [...truths.keys()].slice(0, 18);
  const truthOf: Truth = (photo, face) =>
    corrected.includes(path.basename(photo))
      ? (matching(photo, face.box)?.annotations.filter(({ task }) => LEARNED.has(task)) ?? null)
      : null;
  await travel('rendered', photos, truthOf, (faces) => {
    const errors = [...faces].flatMap(([photo, found]) =>
      found.flatMap((face) => {
        const truth = matching(photo, face.box);
        return truth ? [awayFrom(truth, face)] : [];
      }),
    );
    expect(errors.length).toBeGreaterThanOrEqual(12);
    expect(errors.toSorted((a, b) => a - b)[errors.length >> 1]).toBeLessThan(0.06);
  });
}, 600_000);

interface References {
  photos: Record<
    string,
    Record<string, { faces: { box_xywh: [number, number, number, number]; points: [number, number][] }[] }>
  >;
}

describeWithFixtures('photos of real people', (fixtures) => {
  test('corrected with five points that are known of each', async () => {
    const references = JSON.parse(
      readFileSync(path.join(fixtures, 'detectors/reference_detections.json'), 'utf8'),
    ) as References;
    const truthOf: Truth = (photo, face) => {
      const known = references.photos[path.basename(photo)]?.['yunet_2023mar_maxside1280']?.faces ?? [];
      const reference = known.find(
        ({ box_xywh: [x, y, width, height] }) => boxOverlap({ x, y, width, height }, face.box) > 0.4,
      );
      if (!reference) return null;
      return [{ task: 'landmarks', value: movedTo(pointsOf(face), reference.points) }];
    };
    await travel('real', path.join(fixtures, 'photos'), truthOf, (faces) => {
      const found = [...faces.values()].filter((list) => list.length > 0);
      expect(found.length).toBeGreaterThan(15);
      for (const face of found.flat()) expect(pointsOf(face)).toHaveLength(68);
    });
  }, 600_000);
});

/** All points moved as one, so that the middle of the five that are known lies where they say. */
function movedTo(points: [number, number][], five: readonly [number, number][]) {
  const of = (list: readonly [number, number][], axis: 0 | 1) =>
    list.reduce((sum, point) => sum + point[axis], 0) / list.length;
  const eye = (from: number): [number, number] => {
    const lid = points.slice(from, from + 6);
    return [of(lid, 0), of(lid, 1)];
  };
  const own: [number, number][] = [eye(36), eye(42), points[30]!, points[48]!, points[54]!];
  const [dx, dy] = [of(five, 0) - of(own, 0), of(five, 1) - of(own, 1)];
  return { points: points.map(([x, y]): [number, number] => [x + dx, y + dy]), spread: null };
}
