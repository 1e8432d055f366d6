/** The model files that the app keeps: taken in, fetched, chosen, thrown away. */
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EngineService, MeasureRequest } from '../inference/engine.ts';
import {
  fetchModel,
  importModel,
  type ModelFacts,
  type ModelReader,
  readBroughtModels,
  readKnownModels,
  receivedOf,
} from '../inference/library.ts';
import type { Emit, Output } from '../shared/contract.ts';
import type { ModelId } from '../shared/domain/ids.ts';
import type { BroughtModel, KnownModel, Model } from '../shared/domain/model.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import type { Caller } from '../shared/rpc.ts';
import type { Library } from '../store/library.ts';

/** A name that every file system takes. */
const fileNameOf = (name: string): string => name.replace(/[^\p{L}\p{N}._ -]+/gu, '-').trim() || 'network';

export interface ModelShelf {
  /** Takes in what the app brings along and has not taken in before. What fails is told, and does no harm. */
  bring(): Promise<void>;
  known(): Promise<Output<'models.known'>>;
  /**
   * @param name what to call it in lists; the file's own name otherwise
   * @param options whether it becomes the active one where there is none of its kind; it does where this is absent
   */
  importFile(file: string, name?: string, options?: { activate: boolean }): Promise<Model>;
  importBytes(name: string, bytes: Uint8Array): Promise<Model>;
  /** Fetches a known model; a fetch that broke off goes on where it stopped. */
  fetch(id: string): Promise<Model>;
  cancelFetch(id: string): void;
  activate(id: ModelId): void;
  /** Writes a network into a folder and gives the file's path. @throws {ProblemError} `conflict` where it is there already */
  exportTo(id: ModelId, folder: string, form: 'safetensors' | 'onnx'): Promise<string>;
  /** Times a network here, and compares its ways of computing on some faces. Other work slows it down. */
  measure(id: ModelId, faces: MeasureRequest['faces']): Promise<Model>;
  remove(id: ModelId): Promise<void>;
  close(): void;
}

export function createModelShelf(options: {
  dataDir: string;
  knownModels: string;
  library: Library;
  engine: Caller<EngineService>;
  emit: Emit;
}): ModelShelf {
  const { dataDir, library, engine, emit } = options;
  const fetching = new Map<string, AbortController>();
  const reader: ModelReader = {
    inspect: (file, name) => engine.call('inspectModel', { file, name }),
    keepWeights: (from, to, name) => engine.call('keepWeights', { from, to, name }),
  };

  /** The first model of a kind becomes the active one, and so does what comes after a model that the app brought along. */
  const keep = (facts: ModelFacts, { activate } = { activate: true }): Model => {
    const model = library.addModel(facts);
    const active = library.activeModel(model.kind);
    if (activate && (!active || library.broughtModels().includes(active.sha256))) library.activateModel(model.id);
    emit('models.changed', {});
    return find(model.id);
  };

  const broughtFolder = path.dirname(options.knownModels);
  const takeIn = async ({ file, name, sha256 }: BroughtModel): Promise<Model> => {
    const model = keep(await importModel(path.join(broughtFolder, file), dataDir, reader, name));
    library.noteBrought(sha256);
    return model;
  };

  /** What an earlier version of the app brought under the name that a newer model has now is told from it by its day. */
  const tellEarlier = (brought: readonly BroughtModel[]): void => {
    for (const model of library.models()) {
      const isEarlier =
        library.broughtModels().includes(model.sha256) && brought.every(({ sha256 }) => sha256 !== model.sha256);
      if (!isEarlier || brought.every(({ name }) => name !== model.name)) continue;
      const day = new Date(model.added).toISOString().slice(0, 10);
      library.addModel({ ...model, name: `${model.name}, added ${day}` });
    }
  };

  const find = (id: ModelId): Model => {
    const model = library.models().find((other) => other.id === id);
    if (model) return model;
    throw new ProblemError('not-found', `The model ${id} is not installed. Import it again.`);
  };

  return {
    async known() {
      const models = library.models();
      // Where the publisher gives no sum, the name has to do.
      const isInstalled = ({ sha256, kind, name }: KnownModel) =>
        models.some((model) => (sha256 ? model.sha256 === sha256 : model.kind === kind && model.name === name));
      const known = await readKnownModels(options.knownModels);
      const fetchable = known.map(async ({ url, ...model }) => ({
        ...model,
        brought: false,
        installed: isInstalled({ url, ...model }),
        received: await receivedOf({ url, ...model }, dataDir),
      }));
      const brought = (await readBroughtModels(broughtFolder)).map((model) => ({
        ...model,
        brought: true,
        installed: models.some(({ sha256 }) => sha256 === model.sha256),
        received: 0,
      }));
      return [...brought, ...(await Promise.all(fetchable))];
    },
    importFile: async (file, name, options) => keep(await importModel(file, dataDir, reader, name), options),
    async importBytes(name, bytes) {
      const folder = await mkdtemp(path.join(tmpdir(), 'lineament-model-'));
      try {
        const file = path.join(folder, path.basename(name));
        await writeFile(file, bytes);
        return keep(await importModel(file, dataDir, reader));
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    async bring() {
      try {
        const brought = await readBroughtModels(broughtFolder);
        tellEarlier(brought);
        for (const model of brought) if (!library.broughtModels().includes(model.sha256)) await takeIn(model);
      } catch (error) {
        const message = `A model that the app brings along could not be taken in. ${toProblem(error).message}`;
        emit('notice', { level: 'warning', message });
      }
    },
    async fetch(id) {
      const brought = (await readBroughtModels(broughtFolder)).find((model) => model.id === id);
      if (brought) return takeIn(brought);
      const model = (await readKnownModels(options.knownModels)).find((known) => known.id === id);
      if (!model) throw new ProblemError('not-found', `There is no known model «${id}».`);
      if (fetching.has(id)) throw new ProblemError('conflict', `${model.name} is being fetched already.`);
      const controller = new AbortController();
      fetching.set(id, controller);
      try {
        const onProgress = (received: number, total: number | null) => emit('model.fetching', { id, received, total });
        return keep(await fetchModel(model, dataDir, reader, { signal: controller.signal, onProgress }));
      } finally {
        fetching.delete(id);
        emit('models.changed', {});
      }
    },
    cancelFetch: (id) => fetching.get(id)?.abort(),
    activate(id) {
      library.activateModel(find(id).id);
      emit('models.changed', {});
    },
    async measure(id, faces) {
      const { kind, name, file, family } = find(id);
      if (kind !== 'network')
        throw new ProblemError('unsupported', `${name} is a face detector: only networks are measured.`);
      library.keepMeasured(id, await engine.call('measure', { network: { file, preset: family }, faces }));
      emit('models.changed', {});
      return find(id);
    },
    async exportTo(id, folder, form) {
      const { file, family, kind, name } = find(id);
      if (kind !== 'network')
        throw new ProblemError('unsupported', `${name} is a face detector: its own file ${file} is a graph already.`);
      const to = path.join(folder, `${fileNameOf(name)}.${form}`);
      if (existsSync(to))
        throw new ProblemError('conflict', `${to} is there already. Choose another folder, or move that file away.`);
      if (form === 'onnx') await engine.call('exportOnnx', { file, preset: family, to });
      else {
        // Aside first: a copy that was cut short is never taken for whole.
        const aside = `${to}.part`;
        try {
          await copyFile(file, aside);
          await rename(aside, to);
        } finally {
          await rm(aside, { force: true });
        }
      }
      return to;
    },
    async remove(id) {
      const model = find(id);
      library.removeModel(model.id);
      if (model.kind === 'network') await engine.call('closeNetworks', undefined);
      await rm(model.file, { force: true });
      const rest = library.models().find((other) => other.kind === model.kind);
      if (model.active && rest) library.activateModel(rest.id);
      emit('models.changed', {});
    },
    close() {
      for (const controller of fetching.values()) controller.abort();
    },
  };
}
