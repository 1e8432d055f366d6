/** The files of models: kept under their own SHA-256, so the same file is the same model everywhere. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ModelId } from '../shared/domain/ids.ts';
import { BroughtModel, KnownModel, type Model } from '../shared/domain/model.ts';
import { ProblemError } from '../shared/errors.ts';
import { type DownloadOptions, download, receivedBytes } from './download.ts';
import { copyHashed, hashFile } from './hash.ts';

/** What a model file holds: weights of a network that the app writes itself, or a whole graph. */
export type ModelHolds = 'weights' | 'graph';

/** The engine thread, which reads model files. `name` is what to call the file in a sentence. */
export interface ModelReader {
  /** What a file says about itself. */
  inspect(file: string, name: string): Promise<Pick<Model, 'kind' | 'family'> & { holds: ModelHolds }>;
  /** Writes the weights of a network or of the app's own detector, whatever they are kept in, as safetensors. */
  keepWeights(from: string, to: string, name: string): Promise<void>;
}

/** A model as its file tells it; what came of it here is for the store. */
export type ModelFacts = Omit<Model, 'added' | 'active' | 'measured'>;

const modelsFolder = (dataDir: string): string => path.join(dataDir, 'models');
const downloadsFolder = (dataDir: string): string => path.join(dataDir, 'downloads');

/** A graph is kept as it is, weights as safetensors; either under the sum of what was given. */
async function keep(source: string, dataDir: string, holds: ModelHolds, reader: ModelReader) {
  const folder = modelsFolder(dataDir);
  await mkdir(folder, { recursive: true });
  if (holds === 'weights') {
    const sha256 = await hashFile(source);
    const file = path.join(folder, `${sha256}.safetensors`);
    await reader.keepWeights(source, file, path.basename(source));
    return { file, sha256 };
  }
  const aside = path.join(folder, `${randomUUID()}.part`);
  try {
    const { sha256 } = await copyHashed(source, aside);
    const file = path.join(folder, `${sha256}.onnx`);
    await rename(aside, file);
    return { file, sha256 };
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * Takes a model file into the app's data, if the app can run it.
 * @param name what to call it in lists; the file's own name otherwise
 * @throws {ProblemError} `not-found`, `unreadable` or `unsupported`; nothing is kept then
 */
export async function importModel(
  source: string,
  dataDir: string,
  reader: ModelReader,
  name: string = path.parse(source).name,
): Promise<ModelFacts> {
  const found = await stat(source).catch(() => null);
  if (!found)
    throw new ProblemError('not-found', `There is no file ${source}. Check the path, or choose another file.`);
  if (!found.isFile()) throw new ProblemError('bad-input', `${source} is a folder. Choose a model file in it.`);
  const { kind, family, holds } = await reader.inspect(source, path.basename(source));
  const { file, sha256 } = await keep(source, dataDir, holds, reader);
  return { id: ModelId.parse(sha256.slice(0, 16)), kind, family, name, file, sha256, bytes: found.size };
}

/** The models that can be fetched on a click. @param file resources/models/checkpoints.json */
export async function readKnownModels(file: string): Promise<KnownModel[]> {
  return z.array(KnownModel).parse(JSON.parse(await readFile(file, 'utf8')));
}

/** The models that the app brings along; none where it has no list of them. @param folder resources/models */
export async function readBroughtModels(folder: string): Promise<BroughtModel[]> {
  const text = await readFile(path.join(folder, 'brought.json'), 'utf8').catch(() => '[]');
  return z.array(BroughtModel).parse(JSON.parse(text));
}

/** Fetches a known model and imports it. A fetch that broke off goes on where it stopped. */
export async function fetchModel(
  known: KnownModel,
  dataDir: string,
  reader: ModelReader,
  options: DownloadOptions = {},
): Promise<ModelFacts> {
  const file = await download(known, downloadsFolder(dataDir), options);
  try {
    return await importModel(file, dataDir, reader, known.name);
  } finally {
    await rm(file, { force: true });
  }
}

/** How much of a known model lies on the disk from a fetch that broke off. */
export const receivedOf = (known: KnownModel, dataDir: string): Promise<number> =>
  receivedBytes(known, downloadsFolder(dataDir));
