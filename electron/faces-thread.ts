/** A thread that renders faces, one of several, each with its own buffers. */
import { parentPort } from 'node:worker_threads';
import { renderService } from './datasets/rendered/service.ts';
import { type Port, serveCalls } from './shared/rpc.ts';

if (!parentPort) throw new Error('The face renderer is started by the app, as a worker.');
serveCalls(parentPort as Port, renderService());
