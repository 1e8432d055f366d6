import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../electron/inference/engine.ts';
import { fetchModel, importModel, type ModelReader, readKnownModels } from '../../electron/inference/library.ts';
import type { KnownModel } from '../../electron/shared/domain/model.ts';
import { startFileServer } from '../helpers/file-server.ts';
import { reluGraph, writeModel } from '../helpers/onnx.ts';
import { describeWithFixtures } from '../helpers/shared.ts';

const engine = createEngine();
const reader: ModelReader = {
  inspect: (file, name) => engine.inspectModel({ file, name }),
  keepWeights: async (from, to, name) => engine.keepWeights({ from, to, name }),
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'library-'));
});
afterEach(() => rm(folder, { recursive: true }));

const imported = async (name: string, bytes: Uint8Array | string) =>
  importModel(await writeModel(folder, name, bytes), folder, reader);

describe('a file that is no model of ours', () => {
  test('one that is missing', async () => {
    await expect(importModel(path.join(folder, 'gone.onnx'), folder, reader)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('gone.onnx'),
    });
  });

  test('a folder', async () => {
    await expect(importModel(folder, folder, reader)).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('an empty file', async () => {
    await expect(imported('a.onnx', '')).rejects.toMatchObject({ message: 'a.onnx is empty. Fetch it again.' });
  });

  test('a web page saved under the name of a model', async () => {
    await expect(imported('a.onnx', '<!DOCTYPE html><html></html>')).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('a.onnx is not an ONNX file'),
    });
  });

  test('a Git LFS pointer', async () => {
    await expect(imported('a.onnx', 'version https://git-lfs.github.com/spec/v1\n')).rejects.toMatchObject({
      message: expect.stringContaining('Git LFS pointer'),
    });
  });

  test('a model that is cut short', async () => {
    await expect(imported('a.onnx', reluGraph('x', [1]).subarray(0, 40))).rejects.toMatchObject({
      code: 'unreadable',
      message: 'a.onnx is broken or cut short. Fetch it again.',
    });
  });

  test('a graph with another interface is told what it has and what is expected', async () => {
    await expect(imported('relu.onnx', reluGraph('pixels', [2, 3]))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /relu\.onnx .* It has the input pixels float32 \[2, 3\] and the output y float32 \[2, 3\]; expected is YuNet .* or UltraFace/,
      ),
    });
  });

  test('leaves nothing behind', async () => {
    await imported('a.onnx', 'no model').catch(() => undefined);
    expect(await readdir(folder)).toEqual(['a.onnx']);
  });
});

describe('the models that the app offers to fetch', () => {
  test('each comes by an encrypted way, with a sum to check where its publisher gives one', async () => {
    const known = await readKnownModels(path.resolve(import.meta.dirname, '../../resources/models/checkpoints.json'));
    expect(known.every(({ url }) => url.startsWith('https://'))).toBe(true);
    expect(known.filter(({ sha256 }) => sha256 === null).map(({ id }) => id)).toEqual(['facexformer-released']);
  });
});

describeWithFixtures('importing a detector', (fixtures) => {
  const yunet = path.join(fixtures, 'detectors/yunet_s_640_640.onnx');
  const sha256 = '8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4';

  test('keeps a copy under its sum', async () => {
    const { file } = await importModel(yunet, folder, reader);
    expect(file).toBe(path.join(folder, 'models', `${sha256}.onnx`));
    expect(
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ).toBe(sha256);
  });

  test('twice is one model', async () => {
    const once = await importModel(yunet, folder, reader);
    expect(await importModel(yunet, folder, reader)).toEqual(once);
    expect(await readdir(path.join(folder, 'models'))).toHaveLength(1);
  });

  test.each([
    ['yunet_s_640_640', 'yunet'],
    ['yunet_s_dynamic', 'yunet'],
    ['version-RFB-320', 'ultraface'],
  ])('%s is recognised by its graph as %s, whatever its name', async (name, family) => {
    const bytes = await readFile(path.join(fixtures, `detectors/${name}.onnx`));
    expect(await imported('some file.bin', bytes)).toMatchObject({ kind: 'detector', family, name: 'some file' });
  });

  test('from the network, under the name that it is known by', async () => {
    const server = await startFileServer(await readFile(yunet));
    const known: KnownModel = {
      id: 'yunet',
      name: 'YuNet (2023mar)',
      kind: 'detector',
      about: '',
      url: server.url,
      file: 'yunet.onnx',
      bytes: null,
      sha256,
      licence: 'MIT',
    };
    try {
      expect(await fetchModel(known, folder, reader)).toMatchObject({ name: 'YuNet (2023mar)', sha256 });
      expect(await readdir(path.join(folder, 'downloads'))).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
