/** A real engine thread, except that asking it for the detector `crash` kills it. */
import { parentPort } from 'node:worker_threads';
import { type Port, serveCalls } from '../../electron/shared/rpc.ts';

serveCalls(parentPort as Port, {
  openDetector({ file }: { file: string }) {
    if (file !== 'crash') return;
    setImmediate(() => {
      throw new Error('out of everything');
    });
    return new Promise(() => undefined);
  },
});
