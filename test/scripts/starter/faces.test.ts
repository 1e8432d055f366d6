/** What the starter learns from a render. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../../electron/shared/domain/random.ts';
import { faceExamples } from '../../../scripts/starter/faces.ts';
import { NETWORK } from '../../../scripts/starter/recipes.ts';

test('who a person is is learned from the first cut of a render alone, all else from every one', () => {
  const request = { ...NETWORK.supply, what: 'faces', batch: 1, side: 64, feeds: [], seed: 1 } as const;
  const { render, cut } = faceExamples(request);
  const random = seededRandom(1);
  const face = render(1);
  const [first, second] = [1, 2].map(() => Object.keys(cut(face, random, () => face)));
  const ofIdentity = (name: string): boolean => name.endsWith('.identity');
  expect(first!.filter(ofIdentity)).toEqual(['target.identity', 'weight.identity']);
  expect(second).toEqual(first!.filter((name) => !ofIdentity(name)));
});
