/** What the order of the queue means, and what choosing it brings along. */
import { expect, onTestFinished, test } from 'vitest';
import { confidenceFacet, DOUBT } from '../../../electron/shared/domain/facet.ts';
import { PHOTOS, passOf, useQueue } from '../../../renderer/state/queue.ts';

const { setOrder, setOneFace, reset } = useQueue.getState();
const shown = () => useQueue.getState().oneFace;

test('an order by one task is a pass, any other is none', () => {
  expect(passOf(confidenceFacet('race'))).toBe('race');
  expect([PHOTOS, DOUBT, 'race:White'].map(passOf)).toEqual([null, null, null]);
});

test.each([false, true])('a pass looks at faces, and leaves the view as it was (one face: %s)', (before) => {
  onTestFinished(reset);
  setOneFace(before);
  setOrder(confidenceFacet('age'));
  setOrder(confidenceFacet('race'));
  expect(shown()).toBe(true);
  setOrder(PHOTOS);
  expect(shown()).toBe(before);
});
