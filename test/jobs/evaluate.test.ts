/** Networks held against confirmed values, with the real engine and made-up weights. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import type { EvaluatedPart, EvaluationReport, TaskReport } from '../../electron/shared/domain/evaluation.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import { boxOverlap } from '../../electron/shared/domain/geometry.ts';
import type { ImageId } from '../../electron/shared/domain/ids.ts';
import { quaternionToAngles } from '../../electron/shared/domain/pose.ts';
import { ATTRIBUTES, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { startTestCore, type TestCore, testFolder } from '../helpers/core.ts';
import { drawn } from '../helpers/photos.ts';
import { presetWeights, writeNetwork, writeWeights } from '../helpers/weights-files.ts';
import { recipeTensor } from '../models/recipe.ts';

let core: TestCore;
let folder: string;
let photos: string;

beforeEach(async () => {
  folder = testFolder();
  photos = path.join(folder, 'photos');
  mkdirSync(photos);
  core = await startTestCore(path.join(folder, 'data'));
  await core.call('project.create', { path: path.join(folder, 'faces.lineament'), photos: [] });
});

const importNetwork = () => core.call('models.import', { path: writeNetwork(folder) });

/** Another network: the same weights but for one tensor. */
function importOther(tensor: string) {
  const weights = presetWeights('facexformer-starter');
  const key = [...weights.keys()].find((other) => other.endsWith(tensor))!;
  weights.set(key, recipeTensor(key, weights.get(key)!.shape, 2));
  return core.call('models.import', { path: writeWeights(folder, weights, 'other.safetensors') });
}

let brightness = 1;
/** Photos with one face each, no two alike. */
async function addPhotos(count: number): Promise<ImageId[]> {
  for (let i = 0; i < count; i++) {
    brightness -= 0.01;
    writeFileSync(path.join(photos, `${i}.jpg`), await drawn().modulate({ brightness }).jpeg().toBuffer());
  }
  await core.run({ kind: 'import', paths: [photos] });
  const { rows } = await core.call('images.page', { offset: 0, limit: 100 });
  for (const { id: image } of rows)
    await core.call('faces.add', { image, box: { x: 10, y: 12, width: 30, height: 40 } });
  return rows.map(({ id }) => id);
}
const faceOf = async (image: ImageId): Promise<Face> => (await core.call('images.get', { image })).faces[0]!;

function saidOf<T extends Task>(face: Face, task: T) {
  const found = face.annotations.find((one): one is Extract<Annotation, { task: T }> => one.task === task);
  return found!.value as Extract<Annotation, { task: T }>['value'];
}

/** A person says so. */
async function say(image: ImageId, values: readonly Pick<Annotation, 'task' | 'value'>[]): Promise<void> {
  const face = await faceOf(image);
  const changes = values.map(({ task, value }) => ({
    field: 'annotation' as const,
    task,
    from: face.annotations.find((one) => one.task === task) ?? null,
    to: { task, value, origin: { kind: 'person', name: '' }, confidence: null } as Annotation,
  }));
  await core.call('faces.apply', { edits: [{ face: face.id, baseRevision: face.revision, changes }] });
}

async function evaluate(request: { models?: string[]; split?: EvaluatedPart } = {}) {
  const job = await core.run({ kind: 'evaluate', split: 'all', ...request } as never);
  const [entry] = await core.call('evaluations.list');
  const report = entry && (await core.call('evaluations.get', { evaluation: entry.id }));
  return { job, report: report as EvaluationReport };
}
const taskOf = (report: EvaluationReport, task: Task, model = 0): TaskReport =>
  report.models[model]!.tasks.find((one) => one.task === task)!;
const valuesOf = (report: EvaluationReport, task: Task) =>
  Object.fromEntries(taskOf(report, task).figures.map(({ metric, value }) => [metric, value]));

test('figures are what the stored proposals give by hand', async () => {
  await importNetwork();
  const images = await addPhotos(3);
  await core.run({ kind: 'annotate', images: 'all', tasks: 'all' });
  const faces = await Promise.all(images.map(faceOf));
  const truths = [21, 44, 71];
  for (const [i, image] of images.entries()) {
    // Points 3 to the right and 4 below of where the network has them; a pose that looks straight ahead.
    const points = saidOf(faces[i]!, 'landmarks').points.map(([x, y]): [number, number] => [x + 3, y + 4]);
    await say(image, [
      { task: 'landmarks', value: { points, spread: null } },
      { task: 'pose', value: { quaternion: [1, 0, 0, 0] } },
      { task: 'age', value: { years: truths[i]!, bin: (['20-29', '40-49', '70+'] as const)[i]! } },
      { task: 'gender', value: { label: i === 0 ? 'male' : 'female' } },
    ]);
  }
  const { job, report } = await evaluate();
  expect(job).toMatchObject({
    state: 'done',
    done: 3,
    total: 3,
    summary: expect.stringContaining('on 3 faces and 4 tasks'),
  });
  expect(report.on).toEqual({ split: 'all', faces: 3, photos: 3, identities: 0, skipped: 0 });
  expect(report.models[0]!.tasks.map(({ task }) => task)).toEqual(['landmarks', 'pose', 'age', 'gender']);

  const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const eyes = faces.map((face) => {
    const { points } = saidOf(face, 'landmarks');
    return Math.hypot(points[36]![0] - points[45]![0], points[36]![1] - points[45]![1]);
  });
  // Every point is 5 off.
  expect(valuesOf(report, 'landmarks')['nme-interocular']).toBeCloseTo(mean(eyes.map((eye) => 500 / eye)), 2);
  const angles = faces.map((face) => quaternionToAngles(saidOf(face, 'pose').quaternion));
  const yaw = mean(angles.map((each) => Math.abs((each.yaw * 180) / Math.PI)));
  expect(valuesOf(report, 'pose')['yaw-mae']).toBeCloseTo(yaw, 2);
  const years = faces.map((face) => saidOf(face, 'age').years);
  expect(valuesOf(report, 'age')['age-mae-expectation']).toBeCloseTo(
    mean(years.map((said, i) => Math.abs(said - truths[i]!))),
    2,
  );
  const genders = faces.map((face) => saidOf(face, 'gender').label);
  const right = genders.filter((label, i) => label === (i === 0 ? 'male' : 'female')).length;
  expect(valuesOf(report, 'gender')['accuracy']).toBeCloseTo((100 * right) / 3, 6);
});

test('what a model proposed itself is told apart, and is flawless', async () => {
  await importNetwork();
  const [image] = await addPhotos(1);
  await core.run({ kind: 'annotate', images: 'all', tasks: ['age', 'attributes', 'parsing'] });
  const { id: face, revision: baseRevision } = await faceOf(image!);
  await core.call('faces.apply', {
    edits: [{ face, baseRevision, changes: [{ field: 'review', from: 'open', to: 'accepted' }] }],
  });
  const { report } = await evaluate();
  expect(taskOf(report, 'age')).toMatchObject({ faces: 1, own: 1 });
  expect(valuesOf(report, 'parsing')).toEqual({ 'mean-f1': 100 });
  expect(valuesOf(report, 'attributes')).toEqual({ 'attribute-accuracy': 100 });
});

test('two models are compared on the same faces, and nothing they say is stored', async () => {
  const { id: before } = await importNetwork();
  const { id: after } = await importOther('age_prediction_head.layers.2.bias');
  const images = await addPhotos(4);
  for (const image of images)
    await say(image, [
      { task: 'age', value: { years: 30, bin: '30-39' } },
      { task: 'attributes', value: { states: ATTRIBUTES.map(() => 'yes' as const), probabilities: null } },
    ]);
  const { report } = await evaluate({ models: [before, after] });
  expect(report.models.map(({ model }) => model)).toEqual([before, after]);
  const age = report.differences!.find(({ task }) => task === 'age')!;
  const figure = (model: number) => taskOf(report, 'age', model).figures[0]!.value!;
  expect(age.figures[0]!.value).toBeCloseTo(figure(1) - figure(0), 8);
  expect(age.faces).toHaveLength(4);
  const attributes = report.differences!.find(({ task }) => task === 'attributes')!;
  expect(attributes).toMatchObject({ figures: [{ value: 0, verdict: 'unclear' }], faces: [] });
  expect((await faceOf(images[0]!)).annotations.map(({ task }) => task).sort()).toEqual(['age', 'attributes']);
});

/** Numbers to four digits: faces that share a batch with others are the same to about seven. */
const rounded = (report: EvaluationReport): unknown =>
  JSON.parse(JSON.stringify(report, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)));

test('the same evaluation gives the same report', async () => {
  await importNetwork();
  const images = await addPhotos(5);
  for (const [i, image] of images.entries())
    await say(image, [{ task: 'age', value: { years: 10 * i, bin: '20-29' } }]);
  const { report } = await evaluate();
  expect(rounded((await evaluate()).report)).toEqual(rounded(report));
});

test('a photo that is gone is skipped, and the rest is judged', async () => {
  await importNetwork();
  const images = await addPhotos(3);
  for (const image of images) await say(image, [{ task: 'gender', value: { label: 'male' } }]);
  rmSync(path.join(photos, '1.jpg'));
  const { job, report } = await evaluate();
  expect(job).toMatchObject({ state: 'done', skipped: 1 });
  expect(report.on).toMatchObject({ faces: 3, skipped: 1 });
  expect(taskOf(report, 'gender').faces).toBe(2);
});

test('a network is asked about a face without a trace, and cannot be judged by that', async () => {
  const { id: model } = await importNetwork();
  const [image] = await addPhotos(1);
  const face = await faceOf(image!);
  const [answer] = await core.call('models.ask', { model, faces: [face.id] });
  expect(answer!.problem).toBeNull();
  expect(answer!.annotations).toHaveLength(10);
  expect((await faceOf(image!)).annotations).toEqual([]);
  expect(boxOverlap(answer!.seen, face.box)).toBeGreaterThan(0.3);
  expect((await evaluate()).job).toMatchObject({
    state: 'failed',
    summary: expect.stringContaining('There are no confirmed values'),
  });
});

test('a network is written where other tools read it, and never over a file', async () => {
  const { id: model } = await importNetwork();
  const { file } = await core.call('models.export', { model, folder, form: 'onnx' });
  expect(path.basename(file)).toBe('facexformer-starter.onnx');
  const again = await core.call('models.import', { path: file }).catch((error: Error) => error.message);
  // A graph, not weights: the app knows it for what it is.
  expect(again).toContain('facexformer-starter.onnx');
  const out = path.join(folder, 'out');
  mkdirSync(out);
  const weights = await core.call('models.export', { model, folder: out, form: 'safetensors' });
  expect((await core.call('models.import', { path: weights.file })).id).toMatch(/^[0-9a-f]{16}$/);
  await expect(core.call('models.export', { model, folder: out, form: 'safetensors' })).rejects.toThrow(
    'is there already',
  );
});
