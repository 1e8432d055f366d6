/** The photo thread: decoding and thumbnails, so that neither the core nor the engine waits for a picture. */
import { parentPort } from 'node:worker_threads';
import { createPhotoService } from './imaging/service.ts';
import { type Port, serveCalls } from './shared/rpc.ts';

if (!parentPort) throw new Error('The photo thread is started by the app, as a worker.');
serveCalls(parentPort as Port, createPhotoService());
