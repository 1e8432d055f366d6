/** The app's own detector, with weights under which every cell says the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOwnDetector } from '../../../electron/inference/detectors/own.ts';
import { createEngine } from '../../../electron/inference/engine.ts';
import { importModel } from '../../../electron/inference/library.ts';
import { detectorParameters, detectorTraining } from '../../../models/detector/programs.ts';
import { float32Tensor, type Tensor } from '../../../models/graph/tensor.ts';
import { initialWeights } from '../../../models/training/initial.ts';
import { writeWeights } from '../../helpers/weights-files.ts';
import { numbers, Session } from '../../models/run.ts';

const WIDE = Math.log(2);

/** Every cell of the middle stride is sure of a face two strides wide and one high, a quarter stride right of itself. */
function sameEverywhere(): Map<string, Tensor> {
  const weights = initialWeights(detectorParameters(), () => 0);
  const say = (stride: number, ...bias: number[]) =>
    weights.set(`detector.answers.${stride}.say.bias`, float32Tensor([5], bias));
  say(0, -9, 0, 0, 0, 0);
  say(1, 9, 0.25, 0, WIDE, 0);
  say(2, -9, 0, 0, 0, 0);
  return weights;
}

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'own-detector-'));
  file = writeWeights(folder, sameEverywhere());
});
afterAll(() => rmSync(folder, { recursive: true }));

const grey = (width: number, height: number) => ({
  width,
  height,
  channels: 3 as const,
  data: new Uint8Array(3 * width * height).fill(120),
});

test('a cell stands for a box about its own middle', async () => {
  const detector = openOwnDetector(file, 'own', 'cpu', 1);
  const found = await detector.look(grey(160, 96), { x: 0, y: 0, width: 160, height: 96 }, 0.5);
  await detector.close();
  // The window is filled up to 160 x 160: ten by ten cells of sixteen pixels.
  expect(found).toHaveLength(100);
  const [first] = found;
  expect(first!.score).toBeCloseTo(1 / (1 + Math.exp(-9)), 5);
  expect(first!.box.x).toBeCloseTo(8 + 4 - 16, 4);
  expect(first!.box.y).toBeCloseTo(8 - 8, 4);
  expect(first!.box.width).toBeCloseTo(32, 4);
  expect(first!.box.height).toBeCloseTo(16, 4);
});

test('its file is taken in as a detector', async () => {
  const engine = createEngine();
  const model = await importModel(file, folder, {
    inspect: (from, name) => engine.inspectModel({ file: from, name }),
    keepWeights: async (from, to, name) => engine.keepWeights({ from, to, name }),
  });
  expect(model).toMatchObject({ kind: 'detector', family: 'lineament-detector' });
  expect(path.extname(model.file)).toBe('.safetensors');
});

test('what every cell says costs nothing in training where it is true, and much where it is not', async () => {
  const program = detectorTraining({ batch: 1, size: 64 });
  const session = await Session.open(program.graph);
  const weights = sameEverywhere();
  const feeds = (face: boolean) =>
    Object.fromEntries([
      ...program.feeds.map(({ name, shape }) => {
        const length = shape.reduce((product, side) => product * side, 1);
        const middle = name.endsWith('_16');
        const box = Array.from({ length }, (_, i) => [0.25, 0, WIDE, 0][i % 4]!);
        const fill = (value: number) => Array<number>(length).fill(value);
        if (name.startsWith('target.box')) return [name, numbers(shape, box)];
        if (name.startsWith('weight.score')) return [name, numbers(shape, fill(1))];
        return [name, numbers(shape, fill(face && middle && name !== 'pixels' ? 1 : 0))];
      }),
      ...program.learnt.map(({ name, shape }) => [
        name,
        numbers(shape.map(Number), new Float32Array(Uint8Array.from(weights.get(name)!.bytes).buffer)),
      ]),
    ]);
  const right = await session.run(feeds(true));
  const wrong = await session.run(feeds(false));
  await session.close();
  expect(right['loss']!.data[0]).toBeLessThan(1e-3);
  expect(wrong['loss.score']!.data[0]).toBeGreaterThan(10);
});
