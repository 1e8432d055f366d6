/** Files of weights on their way into the app. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { importModel, type ModelReader } from '../../electron/inference/library.ts';
import { exportOnnx, inspectWeights, keepWeights } from '../../electron/inference/weights.ts';
import { withWeights } from '../../electron/inference/weights-source.ts';
import { castTensor } from '../../models/graph/float16.ts';
import { float32Tensor, int64Tensor, type Tensor } from '../../models/graph/tensor.ts';
import { writeModel } from '../helpers/onnx.ts';
import { fixtures } from '../helpers/shared.ts';
import { describeWithTorch, torchSave } from '../helpers/torch.ts';
import { presetWeights, writeNetwork, writeWeights } from '../helpers/weights-files.ts';

let weights: Map<string, Tensor>;
beforeAll(() => {
  weights = presetWeights('facexformer-starter');
});

let folder: string;
beforeEach(() => {
  const made = mkdtempSync(path.join(tmpdir(), 'weights-'));
  folder = made;
  onTestFinished(() => rmSync(made, { recursive: true }));
});

const reader: ModelReader = {
  inspect: async (file, name) => ({ kind: 'network', family: inspectWeights(file, name), holds: 'weights' }),
  keepWeights: async (from, to, name) => keepWeights(from, to, name),
};
const imported = (file: string) => importModel(file, path.join(folder, 'data'), reader);
const tensorsOf = (file: string) =>
  withWeights(file, file, ({ tensors }) => new Map([...tensors].map(([name, entry]) => [name, entry.read()])));

const some = (count: number) => [...weights].slice(0, count).map(([name]) => name);

test('a network is recognised by its weights, whatever its name', () => {
  const file = writeWeights(folder, weights, 'some file.safetensors');
  expect(inspectWeights(file, 'some file.safetensors')).toBe('facexformer-starter');
});

test('the same tasks on another encoder are another network', () => {
  expect(inspectWeights(writeNetwork(folder, 'facexformer-ten-mobilenet'), 'ten')).toBe('facexformer-ten-mobilenet');
});

test('what it does not read stays with it', async () => {
  const file = writeWeights(folder, new Map([...weights, ['step', int64Tensor([1], [7])]]));
  expect([...tensorsOf((await imported(file)).file).keys()].sort()).toEqual([...weights.keys(), 'step'].sort());
});

test('halves are kept in single precision, every tensor at a multiple of its own width', async () => {
  const halves = [...weights].map(([name, tensor]) => [name, castTensor(tensor, 'float16')] as const);
  const odd = ['flag', { dtype: 'uint8', shape: [3], bytes: new Uint8Array(3) }] as const;
  const { file } = await imported(writeWeights(folder, new Map<string, Tensor>([odd, ...halves])));
  withWeights(file, file, ({ tensors }) => {
    const wrong = [...tensors].filter(
      ([name, { dtype, offset }]) => name !== 'flag' && (dtype !== 'float32' || offset! % 4 !== 0),
    );
    expect(wrong).toEqual([]);
  });
});

test('importing twice is one file', async () => {
  const file = writeNetwork(folder);
  const once = await imported(file);
  expect(await imported(file)).toEqual(once);
  expect(readdirSync(path.join(folder, 'data/models'))).toEqual([`${once.sha256}.safetensors`]);
});

describe('weights that fit no network are refused with what is wrong', () => {
  const refusal = (changed: ReadonlyMap<string, Tensor>) => () =>
    inspectWeights(writeWeights(folder, changed), 'mine.safetensors');

  test('some are missing', () => {
    const names = some(5);
    const rest = [...weights].filter(([name]) => !names.includes(name));
    expect(refusal(new Map(rest))).toThrow(
      `mine.safetensors holds the weights of no network that the app knows. It comes closest to facexformer-starter: 5 of its ${weights.size} weights are missing (${names.slice(0, 3).join(', ')} and 2 more).`,
    );
  });

  test('one has another shape', () => {
    const [name] = some(1);
    const shape = weights.get(name!)!.shape;
    expect(refusal(new Map([...weights, [name!, float32Tensor([3], [1, 2, 3])]]))).toThrow(
      `1 have another shape (${name} is [3] and not [${shape}]).`,
    );
  });

  test('they are of something else entirely', () => {
    expect(refusal(new Map([['fc.weight', float32Tensor([1], [1])]]))).toThrow('1 are not its own (fc.weight)');
  });
});

describe('a file that cannot be read is refused by its name', () => {
  test.each([
    ['empty', '', 'The file is empty.'],
    ['a note of Git LFS', 'version https://git-lfs.github.com/spec/v1\n', 'Git LFS pointer'],
    ['a text', 'my weights', 'neither safetensors nor a PyTorch checkpoint'],
    ['an archive cut short', 'PK\u0003\u0004', 'damaged'],
  ])('%s', async (_what, bytes, says) => {
    const file = await writeModel(folder, 'mine.pt', bytes);
    expect(() => inspectWeights(file, 'mine.pt')).toThrow(says);
    expect(() => inspectWeights(file, 'mine.pt')).toThrow(/^mine\.pt: /);
  });

  test.runIf(fixtures)('a checkpoint that would run code', () => {
    const file = path.join(fixtures!, 'parity/checkpoints/evil_zip.pt');
    expect(() => inspectWeights(file, 'evil.pt')).toThrow('Nothing was run');
  });

  test('one that is gone', () => {
    expect(() => inspectWeights('/nowhere/x.pt', 'x.pt')).toThrow('The file of x.pt is missing: /nowhere/x.pt.');
  });
});

test('an export that cannot be finished leaves nothing behind', () => {
  const file = writeWeights(folder, new Map([...weights].slice(1)));
  const options = { tasks: ['age'], form: 'float32' } as const;
  expect(() => exportOnnx({ file, preset: 'facexformer-starter' }, path.join(folder, 'x.onnx'), options)).toThrow(
    'weights are missing',
  );
  expect(readdirSync(folder)).toEqual([path.basename(file)]);
});

describeWithTorch('checkpoints that PyTorch saved', () => {
  let made: string;
  let original: string;
  beforeAll(() => {
    made = mkdtempSync(path.join(tmpdir(), 'weights-torch-'));
    original = writeNetwork(made);
  });
  afterAll(() => rmSync(made, { recursive: true }));

  test.each(['zip', 'legacy'] as const)('a %s one is the same network', async (form) => {
    const checkpoint = torchSave(original, path.join(made, `${form}.pt`), form);
    const model = await imported(checkpoint);
    expect(model).toMatchObject({ kind: 'network', family: 'facexformer-starter', name: form });
    const kept = tensorsOf(model.file);
    for (const [name, { bytes }] of weights) expect(Buffer.compare(kept.get(name)!.bytes, bytes)).toBe(0);
  });
});
