/** Entry of the engine thread. */
import { parentPort } from 'node:worker_threads';
import { createEngine } from './inference/engine.ts';
import { serveCalls } from './shared/rpc.ts';
import { createPackagingService } from './training/package/service.ts';
import { createTrainingService } from './training/service.ts';

if (!parentPort) throw new Error('engine.ts runs as a worker thread');
const engine = createEngine();
serveCalls(parentPort, { ...engine, ...createTrainingService(), ...createPackagingService() }, () =>
  engine.closeNetworks(),
);
