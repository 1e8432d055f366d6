/** The dataset thread: reading and writing datasets, so that neither the core nor the engine waits for it. */
import { parentPort } from 'node:worker_threads';
import { createDatasetService } from './datasets/service.ts';
import { type Port, serveCalls } from './shared/rpc.ts';

if (!parentPort) throw new Error('The dataset thread is started by the app, as a worker.');
serveCalls(parentPort as Port, createDatasetService());
