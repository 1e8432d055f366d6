/** The engine as the rest of the app meets it: a thread behind typed calls. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EngineService } from '../../electron/inference/engine.ts';
import { keepWeights } from '../../electron/inference/weights.ts';
import type { Problem } from '../../electron/shared/errors.ts';
import { startThread, type ThreadClient } from '../../electron/thread-client.ts';
import { writeModel } from '../helpers/onnx.ts';
import { drawn } from '../helpers/photos.ts';
import { describeWithFixtures } from '../helpers/shared.ts';
import { writeNetwork } from '../helpers/weights-files.ts';

const script = new URL('../../electron/engine.ts', import.meta.url);
const crashing = new URL('../helpers/crashing-engine.ts', import.meta.url);

describe('the engine thread', () => {
  let engine: ThreadClient<EngineService>;
  beforeAll(() => {
    engine = startThread<EngineService>('engine', script, () => undefined);
  });
  afterAll(() => engine.close());

  test('tells where it runs', async () => {
    expect((await engine.call('device', undefined)).label).not.toBe('');
  });

  test('says what is wrong with a model file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'engine-'));
    const file = await writeModel(folder, 'aside.part', 'hello');
    await expect(engine.call('inspectModel', { file, name: 'mine.onnx' })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('mine.onnx is not an ONNX file'),
    });
    await rm(folder, { recursive: true });
  });

  test('says that a model file is gone', async () => {
    await expect(engine.call('openDetector', { file: '/nowhere/gone.onnx' })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('gone.onnx is missing'),
    });
  });
});

describe('an engine thread that dies', () => {
  let engine: ThreadClient<EngineService>;
  const told: Problem[] = [];
  afterEach(async () => {
    await engine.close();
    told.length = 0;
  });
  const start = () => {
    engine = startThread<EngineService>('engine', crashing, (problem) => told.push(problem));
  };

  test('rejects what was asked of it', async () => {
    start();
    await expect(engine.call('openDetector', { file: 'crash' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('stopped unexpectedly (out of everything)'),
    });
  });

  test('is reported once', async () => {
    start();
    await engine.call('openDetector', { file: 'crash' }).catch(() => undefined);
    expect(told).toHaveLength(1);
  });

  test('is there again for the next call', async () => {
    start();
    await engine.call('openDetector', { file: 'crash' }).catch(() => undefined);
    expect(await engine.call('openDetector', { file: 'fine' })).toBeUndefined();
  });

  // One that is ended inside of ONNX Runtime would take this whole process with it.
  test('while a network computes, it is closed when that is over', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'engine-'));
    const file = path.join(folder, 'kept.safetensors');
    const photo = path.join(folder, 'photo.png');
    keepWeights(writeNetwork(folder), file, 'network');
    await drawn().png().toFile(photo);
    engine = startThread<EngineService>('engine', script, (problem) => told.push(problem));
    const propose = (faces: number) =>
      engine.call('propose', {
        path: photo,
        size: { width: 96, height: 64 },
        boxes: Array.from({ length: faces }, (_, i) => ({ x: i % 40, y: 5, width: 40, height: 50 })),
        network: { file, preset: 'facexformer-starter' },
        tasks: 'all',
      });
    await propose(1);
    const proposing = Promise.allSettled(Array.from({ length: 4 }, () => propose(100)));
    await setTimeout(500);
    await engine.close();
    for (const { status } of await proposing) expect(status).toBe('rejected');
    expect(told).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('is no crash when it was closed', async () => {
    start();
    await engine.close();
    await expect(engine.call('device', undefined)).rejects.toMatchObject({ message: 'The engine has been closed.' });
    expect(told).toEqual([]);
  });
});

describeWithFixtures('finding faces through the engine', (fixtures) => {
  const photo = (name: string) => path.join(fixtures, 'photos', name);
  const detectorFile = (name: string) => path.join(fixtures, `detectors/${name}.onnx`);
  const yunet = detectorFile('yunet_s_dynamic');
  const options = { smallestFace: 12, score: 0.6 };
  let engine: ThreadClient<EngineService>;
  beforeAll(() => {
    engine = startThread<EngineService>('engine', script, () => undefined);
  });
  afterAll(() => engine.close());

  test('an upright photo gives its size and a face with five points', async () => {
    const found = await engine.call('detect', { path: photo('astronaut.png'), detector: yunet, ...options });
    expect(found).toMatchObject({ width: 512, height: 512, faces: [{ points: { length: 5 } }] });
  });

  test('a photo turned by EXIF gives the face where the upright photo shows it', async () => {
    const faceOf = async (name: string) =>
      (await engine.call('detect', { path: photo(`exif_hopper/${name}`), detector: yunet, ...options })).faces[0]!.box;
    const [upright, turned] = [await faceOf('hopper.jpg'), await faceOf('hopper_orientation_6.jpg')];
    expect(Math.abs(turned.x - upright.x)).toBeLessThan(2);
    expect(Math.abs(turned.y - upright.y)).toBeLessThan(2);
  });

  test('two detectors asked in turn, without waiting, both answer', async () => {
    const detect = (detector: string) =>
      engine.call('detect', { path: photo('astronaut.png'), detector: detectorFile(detector), ...options });
    const found = await Promise.all(
      ['yunet_s_dynamic', 'version-RFB-320', 'yunet_s_640_640', 'yunet_s_dynamic'].map(detect),
    );
    expect(found.map(({ faces }) => faces.length)).toEqual([1, 1, 1, 1]);
  });

  test('a photo that cannot be read is a sentence, and the engine goes on', async () => {
    await expect(engine.call('detect', { path: photo('gone.jpg'), detector: yunet, ...options })).rejects.toMatchObject(
      { code: 'not-found', message: expect.stringContaining('gone.jpg') },
    );
    await expect(engine.call('device', undefined)).resolves.toBeDefined();
  });

  test('a search can be cancelled', async () => {
    const controller = new AbortController();
    const input = { path: photo('cc0_women_on_phones.jpg'), detector: yunet, ...options };
    const searching = engine.call('detect', input, { signal: controller.signal });
    controller.abort();
    await expect(searching).rejects.toMatchObject({ code: 'cancelled' });
  });
});
