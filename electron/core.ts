/** The app without a host: joins store, threads, jobs and handlers behind three functions. */
import path from 'node:path';
import { type DatasetService, formatFacts } from './datasets/service.ts';
import { createFiles } from './files.ts';
import type { App } from './handlers/app.ts';
import { handleCall } from './handlers/handlers.ts';
import type { PhotoService } from './imaging/service.ts';
import type { EngineService } from './inference/engine.ts';
import type { PeopleService } from './inference/people/service.ts';
import { createModelShelf } from './jobs/model-shelf.ts';
import { threadUrl } from './places.ts';
import type { Emit } from './shared/contract.ts';
import { type Problem, ProblemError, type Reply, replyTo } from './shared/errors.ts';
import { findImageByHash, setImageFile } from './store/images.ts';
import { openLibrary } from './store/library.ts';
import { startThread } from './thread-client.ts';
import type { PackagingService } from './training/package/service.ts';
import type { TrainingService } from './training/service.ts';
import { createWorkspace } from './workspace.ts';

export interface Core {
  /** Never rejects: a problem travels in the reply. */
  call(method: string, input: unknown): Promise<Reply>;
  /** GET of the window's files and of /photo, /thumb and /crop: the same handler behind app:// and http://. */
  fetch(request: Request): Promise<Response>;
  subscribe(listener: (name: string, data: unknown) => void): () => void;
  close(): Promise<void>;
}

export interface CoreOptions {
  /** Where settings, recent projects and model files are kept. */
  dataDir: string;
  /** The built window. */
  rendererDir: string;
  resourcesDir: string;
  host: 'electron' | 'browser' | 'cli';
  version: string;
}

/**
 * Room for what the dataset thread has just made, in megabytes: label maps and lines come and go, and V8 would let hundreds of
 * megabytes of them lie before it looks. Looking more often takes no longer.
 */
const DATASET_YOUNG_MB = 12;

export async function createCore(options: CoreOptions): Promise<Core> {
  const listeners = new Set<(name: string, data: unknown) => void>();
  const emit: Emit = (name, data) => {
    for (const listener of listeners) listener(name, data);
  };
  const library = openLibrary(options.dataDir);
  const onCrash = (problem: Problem) => emit('notice', { level: 'error', message: problem.message });
  const engine = startThread<EngineService & TrainingService & PackagingService>(
    'engine',
    threadUrl('engine'),
    onCrash,
  );
  const photos = startThread<PhotoService>('photo reader', threadUrl('photos'), onCrash);
  const datasets = startThread<DatasetService>('dataset thread', threadUrl('datasets'), onCrash, {
    maxYoungGenerationSizeMb: DATASET_YOUNG_MB,
  });
  const people = startThread<PeopleService>('thread that groups faces', threadUrl('people'), onCrash);
  const models = createModelShelf({
    dataDir: options.dataDir,
    knownModels: path.join(options.resourcesDir, 'models', 'checkpoints.json'),
    library,
    engine,
    emit,
  });
  await models.bring();
  const workspace = createWorkspace({ library, models, photos, engine, datasets, people, emit });
  const app: App = {
    version: options.version,
    emit,
    library,
    models,
    datasets: { formats: formatFacts, recognise: (place) => datasets.call('recognise', { path: place }) },
    device: () => engine.call('device', undefined),
    ...workspace,
  };
  const files = createFiles({
    rendererDir: options.rendererDir,
    photos,
    source: {
      find(hash) {
        const image = findImageByHash(workspace.project().store.db, hash);
        if (image) return image;
        throw new ProblemError('not-found', 'The open project has no photo with these bytes.');
      },
      cache: () => workspace.project().store.cacheDir,
      lost(image) {
        setImageFile(workspace.project().store.db, image.id, 'missing');
        emit('images.changed', {});
      },
    },
  });

  return {
    call: (method, input) => replyTo(() => handleCall(app, method, input)),
    fetch: files,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      models.close();
      await workspace.close();
      await Promise.all([engine.close(), photos.close(), datasets.close(), people.close()]);
      library.close();
    },
  };
}
