/** Work side by side, used in order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLane } from '../../electron/datasets/in-order.ts';

/** Runs a step that takes so long for each, and tells what was used and how many were held at once. */
async function walk(times: readonly number[], failing = -1) {
  const lane = createLane(3);
  const used: number[] = [];
  let [held, most] = [0, 0];
  const results = await Promise.allSettled(
    times.map((time, at) =>
      lane.run(
        async () => {
          most = Math.max(most, ++held);
          await sleep(time);
          if (at !== failing) return at;
          held--;
          throw new Error('broken');
        },
        async (made) => {
          await sleep(1);
          held--;
          used.push(made);
        },
      ),
    ),
  );
  await lane.idle();
  return { used, most, failed: results.filter(({ status }) => status === 'rejected').length };
}

test('what is made sooner waits for what came before it, and no more are held than the lane is wide', async () => {
  expect(await walk([20, 1, 9, 1, 1, 12, 1])).toEqual({ used: [0, 1, 2, 3, 4, 5, 6], most: 3, failed: 0 });
});

test('one that fails is left out, and the order of the others stays', async () => {
  expect(await walk([20, 1, 9, 1, 1], 1)).toEqual({ used: [0, 2, 3, 4], most: 3, failed: 1 });
});
