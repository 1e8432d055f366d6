/** Models on the command line: raw numbers against the reference, exports that run anywhere, proposals for a folder. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PRESETS } from '../../models/facexformer/config.ts';
import { memorySource } from '../../models/weights/source.ts';
import { openWeights } from '../../models/weights/weights-file.ts';
import { describeWithFixtures } from '../helpers/shared.ts';
import { describeWithTorch, torchSave } from '../helpers/torch.ts';
import { presetWeights, writeNetwork } from '../helpers/weights-files.ts';
import { recipeImage } from '../models/recipe.ts';
import { largestDifference } from '../models/run.ts';

const entry = path.resolve(import.meta.dirname, '../../electron/cli.ts');
let folder: string;
const inFolder = (...names: string[]) => path.join(folder, ...names);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lineament-models-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command line in a process of its own, on the processor. */
const lineament = (...words: string[]): Promise<{ code: number; out: string; errors: string }> =>
  new Promise((resolve) => {
    const args = [entry, ...words, '--data', inFolder('data')];
    execFile(process.execPath, args, { maxBuffer: 2 ** 28 }, (error, out, errors) => {
      resolve({ code: error ? Number(error.code) : 0, out: out.trim(), errors: errors.trim() });
    });
  });

const floats = (file: string): Float32Array => new Float32Array(new Uint8Array(readFileSync(file)).buffer);

/** Writes the recipe's pictures and gives the words that run a checkpoint on them. */
function runWords(checkpoint: string, size: number, out: string): string[] {
  const input = inFolder(`pixels-${size}.f32`);
  writeFileSync(input, new Uint8Array(recipeImage(2, size).buffer));
  return ['model', 'run', '--checkpoint', checkpoint, '--input', input, '--shape', `2,3,${size},${size}`, '--out', out];
}

const HEADS = ['landmarks', 'headpose', 'attributes', 'visibility', 'age', 'gender', 'race'] as const;

/** Every eighth pixel of every eighth row of [2, 11, 224, 224]. */
const everyEighth = (masks: Float32Array): Float32Array =>
  Float32Array.from(
    { length: 2 * 11 * 28 * 28 },
    (_, i) => masks[(Math.floor(i / 784) * 224 + (Math.floor(i / 28) % 28) * 8) * 224 + (i % 28) * 8]!,
  );

function expectReference(out: string, reference: string): void {
  for (const head of HEADS) {
    const difference = largestDifference(
      floats(path.join(out, `${head}.f32`)),
      floats(path.join(reference, `${head}.f32`)),
    );
    expect(difference, head).toBeLessThan(5e-5);
  }
  const masks = everyEighth(floats(path.join(out, 'parsing.f32')));
  expect(largestDifference(masks, floats(path.join(reference, 'seg_stride8.f32'))), 'parsing').toBeLessThan(1e-4);
}

describeWithFixtures('the released network on the command line', (fixtures) => {
  const reference = path.join(fixtures, 'parity/seed1');
  let weights: string;
  let model: { id: string; file: string };
  beforeAll(async () => {
    weights = writeNetwork(folder, 'facexformer-released');
    const imported = await lineament('model', 'import', weights, '--name', 'Reference', '--json');
    model = JSON.parse(imported.out).model;
  });

  test('answers as the reference', async () => {
    const out = inFolder('answers');
    expect(await lineament(...runWords(weights, 224, out), '--provider', 'cpu')).toMatchObject({ code: 0 });
    expectReference(out, reference);
  });

  test('answers the same when asked for a part', async () => {
    const out = inFolder('part');
    await lineament(...runWords(weights, 224, out), '--tasks', 'age,pose');
    expect(readdirSync(out).sort()).toEqual(['age.f32', 'headpose.f32']);
    expect(largestDifference(floats(path.join(out, 'age.f32')), floats(path.join(reference, 'age.f32')))).toBeLessThan(
      5e-5,
    );
  });

  test('is listed under its name, active', async () => {
    const { models } = JSON.parse((await lineament('model', 'list', '--json')).out);
    const reference = { id: model.id, name: 'Reference', family: 'facexformer-released', active: true };
    expect(models).toContainEqual(expect.objectContaining(reference));
  });

  test('exported, it answers as the reference in any ONNX Runtime', async () => {
    const onnx = inFolder('released.onnx');
    expect(await lineament('model', 'export', model.id, '--onnx', onnx)).toMatchObject({ code: 0 });
    const session = await InferenceSession.create(onnx, { enableMemPattern: false });
    const answers = await session.run({ pixels: new Tensor('float32', recipeImage(2, 224), [2, 3, 224, 224]) });
    await session.release();
    for (const head of HEADS) {
      const task = head === 'headpose' ? 'pose' : head;
      const difference = largestDifference(
        answers[task]!.data as Float32Array,
        floats(path.join(reference, `${head}.f32`)),
      );
      expect(difference, head).toBeLessThan(5e-5);
    }
    const masks = everyEighth(answers['parsing']!.data as Float32Array);
    expect(largestDifference(masks, floats(path.join(reference, 'seg_stride8.f32')))).toBeLessThan(1e-4);
  });

  test("its weights come back under the checkpoint's names", async () => {
    const to = inFolder('again.safetensors');
    await lineament('model', 'export', model.id, '--safetensors', to);
    const { tensors } = openWeights(memorySource(readFileSync(to)));
    for (const [name, { bytes }] of presetWeights('facexformer-released'))
      expect(Buffer.compare(tensors.get(name)!.read().bytes, bytes), name).toBe(0);
  });

  describeWithTorch('as a checkpoint that PyTorch saved', () => {
    test.each(['zip', 'legacy'] as const)('%s', async (form) => {
      const checkpoint = torchSave(weights, inFolder(`released-${form}.pt`), form);
      const out = inFolder(form);
      expect(await lineament(...runWords(checkpoint, 224, out))).toMatchObject({ code: 0 });
      expectReference(out, reference);
    });
  });
});

describe('a network of ten tasks on the command line', () => {
  const { size } = PRESETS['facexformer-starter'];
  let weights: string;
  beforeAll(() => {
    weights = writeNetwork(folder, 'facexformer-starter');
  });

  test('answers all ten, its rotations as angles', async () => {
    const out = inFolder('ten');
    expect(await lineament(...runWords(weights, size, out))).toMatchObject({ code: 0 });
    const lengths = Object.fromEntries(
      readdirSync(out).map((file) => [path.parse(file).name, floats(path.join(out, file)).length]),
    );
    expect(lengths).toEqual({
      parsing: 2 * 11 * size * size,
      landmarks: 2 * 136,
      visibility: 2 * 29,
      headpose: 2 * 3,
      attributes: 2 * 40,
      age: 2 * 8,
      gender: 2 * 2,
      race: 2 * 5,
      expression: 2 * 8,
      embedding: 2 * 512,
    });
  });

  test('in half precision and for some tasks, its export is less than half as large', async () => {
    const { id } = JSON.parse((await lineament('model', 'import', weights, '--json')).out).model;
    const onnx = inFolder('half.onnx');
    await lineament('model', 'export', id, '--onnx', onnx, '--fp16', '--tasks', 'gender,race');
    const session = await InferenceSession.create(onnx);
    expect([...session.outputNames]).toEqual(['gender', 'race']);
    await session.release();
    expect(statSync(onnx).size).toBeLessThan(statSync(weights).size / 2);
  });

  test('its encoder has nothing to put in bytes, and the export says so', async () => {
    const { id } = JSON.parse((await lineament('model', 'import', weights, '--json')).out).model;
    const onnx = inFolder('bytes.onnx');
    const { code, errors } = await lineament('model', 'export', id, '--onnx', onnx, '--int8', '--tasks', 'gender');
    expect({ code, made: existsSync(onnx) }).toEqual({ code: 1, made: false });
    expect(errors).toContain('no linear maps');
  });

  test('removed, it leaves nothing behind', async () => {
    const { file, id } = JSON.parse((await lineament('model', 'import', weights, '--json')).out).model;
    expect(await lineament('model', 'remove', id)).toMatchObject({ code: 0 });
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(path.dirname(file)).filter((name) => name.includes('part') || name.endsWith('.onnx'))).toEqual(
      [],
    );
  });

  test.each([
    ['a shape for another size', ['--shape', '2,3,224,224'], `--shape is B,3,${size},${size}`, 2],
    ['more faces than there are pixels for', ['--shape', `3,3,${size},${size}`], 'float32 takes', 1],
    ['an unknown task', ['--tasks', 'mood'], '«mood»', 2],
    ['an unknown provider', ['--provider', 'abacus'], '«abacus»', 2],
    ['a file that is no checkpoint', ['--checkpoint', entry], 'cli.ts', 1],
  ])('%s is refused in a sentence', async (_what, words, says, exit) => {
    const { code, errors } = await lineament(...runWords(weights, size, inFolder('refused')), ...words);
    expect({ code, says: errors.includes(says) }, errors).toEqual({ code: exit, says: true });
  });

  test('an export without a place to go to is refused', async () => {
    expect((await lineament('model', 'export', '0123456789abcdef')).errors).toContain('either --onnx FILE');
  });
});

describeWithFixtures('proposals for a folder', (fixtures) => {
  test('faces are found and described in one go', async () => {
    const project = inFolder('faces.lineament');
    await lineament('model', 'import', writeNetwork(folder, 'facexformer-starter'));
    await lineament('init', project, '--photos', path.join(fixtures, 'photos/exif_hopper'));
    const detector = path.join(fixtures, 'detectors/yunet_s_640_640.onnx');
    const words = ['annotate', project, '--detector', detector, '--tasks', 'gender,pose', '--provider', 'cpu'];
    const { code, out } = await lineament(...words);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Found 8 faces in 8 photos.\nProposed 2 tasks for 8 faces in 8 photos.',
    });
    const { faces } = JSON.parse((await lineament('faces', project, '--json')).out);
    for (const face of faces) expect(Object.keys(face.tasks).sort()).toEqual(['gender', 'pose']);
  });
});
