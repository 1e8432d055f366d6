/** A walk along a queue of faces that changes underneath. */
import { expect, test } from 'vitest';
import type { QueueStep } from '../../../electron/shared/domain/facet.ts';
import { FaceId, ImageId } from '../../../electron/shared/domain/ids.ts';
import { type AskQueue, ReviewQueue } from '../../../renderer/pages/review-queue.ts';

const face = (id: number) => FaceId.parse(id);

/** A store whose faces wait in the order of their score, until they are judged. */
function storeOf(count: number) {
  const waiting: QueueStep[] = Array.from({ length: count }, (_, at) => ({
    face: face(at + 1),
    image: ImageId.parse(at + 1),
    score: at / 10,
  }));
  const ask: AskQueue = async ({ after, limit }) => ({
    left: waiting.length,
    steps: waiting.filter(({ score }) => after === null || score > after.score).slice(0, limit),
  });
  const judge = (id: number) =>
    waiting.splice(
      waiting.findIndex((step) => step.face === id),
      1,
    );
  return { queue: new ReviewQueue(ask, { facet: 'doubt', standing: 'open' }), judge };
}

test('every face comes up once, in order', async () => {
  const { queue, judge } = storeOf(9);
  const seen: number[] = [];
  for (let step = await queue.next(null); step; step = await queue.next(step.face)) {
    seen.push(step.face);
    judge(step.face);
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('faces left without a verdict come up again after the last one', async () => {
  const { queue, judge } = storeOf(3);
  const first = await queue.next(null);
  const second = await queue.next(first!.face);
  judge(second!.face);
  const third = await queue.next(second!.face);
  judge(third!.face);
  expect((await queue.next(third!.face))?.face).toBe(1);
});

test('what comes next is known before it is asked for', async () => {
  const { queue } = storeOf(3);
  await queue.look(null);
  expect(queue.ahead.map((step) => step.face)).toEqual([1, 2, 3]);
});

test('one goes back to the face before, and on from there', async () => {
  const { queue } = storeOf(4);
  const first = await queue.next(null);
  const second = await queue.next(first!.face);
  expect(queue.previous()?.face).toBe(1);
  expect((await queue.next(first!.face))?.face).toBe(second!.face);
});

test('where no other face waits there is no next one', async () => {
  const { queue } = storeOf(1);
  const only = await queue.next(null);
  expect(await queue.next(only!.face)).toBeNull();
});
