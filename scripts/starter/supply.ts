/** Batches from threads that render: each works ahead by a few. */
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
  /** Of what is drawn at random; a resumed training must not see the same again. */
  seed: number;
}

/** Batches that a thread has ready. */
const AHEAD = 3;

export interface BatchSupply {
  next(): Promise<Batch>;
  close(): Promise<void>;
}

export function openSupply(request: SupplyRequest): BatchSupply {
  const ready: Batch[] = [];
  let wake = Promise.withResolvers<void>();
  const workers = Array.from({ length: request.threads }, (_, thread) => {
    const workerData = {
      ...request,
      seed: request.seed + 7919 * thread,
      firstSeed: request.firstSeed + thread * 100_000_000,
    };
    const worker = new Worker(new URL('./render-thread.ts', import.meta.url), { workerData });
    worker.on('message', (batch: Batch) => {
      ready.push(batch);
      wake.resolve();
    });
    worker.on('error', (error) => wake.reject(error));
    for (let i = 0; i < AHEAD; i++) worker.postMessage('batch');
    return worker;
  });
  let turn = 0;
  return {
    async next() {
      while (ready.length === 0) {
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
      workers[turn++ % workers.length]!.postMessage('batch');
      return ready.shift()!;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
