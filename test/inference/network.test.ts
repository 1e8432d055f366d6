/** An open network: what it answers, alone and in company, and what it leaves behind. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureNetwork } from '../../electron/inference/measure.ts';
import { besideMirrors, meanOfMirrors } from '../../electron/inference/mirrored.ts';
import { openNetwork } from '../../electron/inference/network.ts';
import { keepWeights } from '../../electron/inference/weights.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { inferenceGraph } from '../../models/programs.ts';
import { presetWeights, writeNetwork } from '../helpers/weights-files.ts';
import { recipeImage } from '../models/recipe.ts';
import { largestDifference, numbers, Session } from '../models/run.ts';

const preset = 'facexformer-starter';
const { size } = PRESETS[preset];
const PLANES = 3 * size * size;
let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'network-'));
  file = path.join(folder, 'kept.safetensors');
  keepWeights(writeNetwork(folder, preset), file, 'network');
});
afterAll(() => rmSync(folder, { recursive: true }));

const faces = recipeImage(2, size);
const FRAME = { x: 0, y: 0, width: 100, height: 100 };

describe('an open network', () => {
  test('answers as the same weights inside of the graph: the starter for a face and its mirror image', async () => {
    const inside = await Session.open(inferenceGraph(PRESETS[preset]), presetWeights(preset));
    const both = await inside.run({ pixels: numbers([4, 3, size, size], besideMirrors(faces, size)) });
    await inside.close();
    const network = await openNetwork({ file, preset }, 'all', 'cpu');
    const answers = await network.run(faces, 2);
    await network.close();
    expect([...answers.tasks.keys()]).toEqual(Object.keys(both));
    for (const [task, answer] of answers.tasks) {
      const expected = meanOfMirrors(task, both[task]!.data as Float32Array, 2, size);
      expect(largestDifference(answer, expected), task).toBeLessThan(1e-5);
    }
  });

  test('answers a face alone as in company', async () => {
    const network = await openNetwork({ file, preset }, ['age'], 'cpu');
    const together = (await network.run(faces, 2)).tasks.get('age')!;
    const alone = (await network.run(faces.subarray(PLANES), 1)).tasks.get('age')!;
    await network.close();
    expect(largestDifference(alone, together.subarray(8))).toBeLessThan(1e-5);
  });

  test('answers what it knows of what is asked for', async () => {
    const network = await openNetwork({ file, preset }, ['pose', 'age'], 'cpu');
    expect(network.tasks).toEqual(['pose', 'age']);
    await network.close();
  });

  test('leaves no file beside the weights', async () => {
    await (await openNetwork({ file, preset }, ['age'], 'cpu')).close();
    expect(readdirSync(folder).sort()).toEqual([`${preset}.safetensors`, 'kept.safetensors'].sort());
  });
});

describe('a network that is to be fast', () => {
  test('computes in bytes where its encoder has linear maps', async () => {
    const released = { file: path.join(folder, 'released.safetensors'), preset: 'facexformer-released' };
    keepWeights(writeNetwork(folder, 'facexformer-released'), released.file, 'released');
    const signal = new AbortController().signal;
    const measured = await measureNetwork(released, 'cpu', [{ frame: FRAME, planes: recipeImage(1, 224) }], signal);
    const changes = new Map(measured.fast!.changes.map(({ task, value }) => [task, value]));
    expect([...changes.keys()]).toEqual(PRESETS['facexformer-released'].tasks.map(({ task }) => task));
    // Not the same answers, and not others.
    expect(changes.get('landmarks')).toBeGreaterThan(0);
    expect(changes.get('landmarks')).toBeLessThan(2);
    expect(changes.get('pose')).toBeLessThan(10);
  });

  test('computes as ever where it has none', async () => {
    const network = await openNetwork({ file, preset, fast: true }, ['age'], 'cpu');
    await network.close();
    expect(network.fast).toBe(false);
  });
});

describe('a network that cannot be opened', () => {
  test('knows none of the tasks', async () => {
    const released = { file, preset: 'facexformer-released' };
    await expect(openNetwork(released, ['expression'], 'cpu')).rejects.toThrow('knows none of the tasks asked for');
  });

  test('has a preset from another version', async () => {
    await expect(openNetwork({ file, preset: 'facexformer-99' }, 'all', 'cpu')).rejects.toThrow(
      'It knows facexformer-',
    );
  });

  test('has a file of other weights', async () => {
    const other = { file, preset: 'facexformer-released' };
    await expect(openNetwork(other, ['age'], 'cpu')).rejects.toThrow('Import the model again');
  });
});
