/** The thread that finds out which faces may be of one person: arithmetic over all of a project's embeddings. */
import { parentPort } from 'node:worker_threads';
import { peopleService } from './inference/people/service.ts';
import { type Port, serveCalls } from './shared/rpc.ts';

if (!parentPort) throw new Error('The thread that groups faces is started by the app, as a worker.');
serveCalls(parentPort as Port, peopleService);
