/** Batches from threads that render, one thread after the other: each works ahead by a few. */
import { Worker } from 'node:worker_threads';
import type { Feed } from '../../models/training/losses/loss.ts';
import type { Supply } from './recipes.ts';

/** An array for each feed of a training program, by its name. */
export type Batch = Record<string, Float32Array | Int32Array>;

export interface SupplyRequest extends Supply {
  what: 'faces' | 'scenes';
  batch: number;
  /** Side of a render, or of a cut of a scene, in pixels. */
  side: number;
  feeds: readonly Feed[];
  /** Of what is drawn at random. */
  seed: number;
}

/** Batches that a thread has ready. */
const AHEAD = 3;

export interface BatchSupply {
  /** The next batch; null where it was given up before there was one. */
  next(): Promise<Batch | null>;
  close(): Promise<void>;
}

/** A thread and the batches that it has ready, in its order. */
function startThread(workerData: SupplyRequest): { next(): Promise<Batch>; close(): Promise<unknown> } {
  const worker = new Worker(new URL('./render-thread.ts', import.meta.url), { workerData });
  const ready: Batch[] = [];
  let wake = Promise.withResolvers<void>();
  worker.on('message', (batch: Batch) => {
    ready.push(batch);
    wake.resolve();
  });
  worker.on('error', (error) => wake.reject(error));
  for (let i = 0; i < AHEAD; i++) worker.postMessage('batch');
  return {
    async next() {
      while (ready.length === 0) {
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
      worker.postMessage('batch');
      return ready.shift()!;
    },
    close: () => worker.terminate(),
  };
}

export function openSupply(request: SupplyRequest): BatchSupply {
  const threads = Array.from({ length: request.threads }, (_, thread) =>
    startThread({
      ...request,
      seed: request.seed + 7919 * thread,
      firstSeed: request.firstSeed + 100_000_000 * thread,
    }),
  );
  let turn = 0;
  return {
    next: () => threads[turn++ % threads.length]!.next(),
    async close() {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/**
 * Where a training that has made so many updates draws from: the same place each time, and none that it has drawn from
 * before. Every update has room for all the renders that a training begins with.
 */
export function seedsAfter(
  updates: number,
  { seed, batch, firstSeed, warm, uses }: Pick<SupplyRequest, 'seed' | 'batch' | 'firstSeed' | 'warm' | 'uses'>,
): Pick<SupplyRequest, 'seed' | 'firstSeed'> {
  return { seed: seed + 104_729 * updates, firstSeed: firstSeed + updates * (warm + Math.ceil(batch / uses)) };
}
