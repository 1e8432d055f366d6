/** What the starter learns from a render. */
import { expect, test } from 'vitest';
import { personOf } from '../../../electron/datasets/rendered/person.ts';
import { describePerson, PERSON_NUMBERS } from '../../../electron/datasets/rendered/person-numbers.ts';
import { seededRandom } from '../../../electron/shared/domain/random.ts';
import { faceExamples } from '../../../scripts/starter/faces.ts';
import { NETWORK, PERSONS } from '../../../scripts/starter/recipes.ts';

const REQUEST = { ...NETWORK.supply, what: 'faces', batch: 1, side: 64, feeds: [], seed: 1 } as const;

test('a face is held against its own person first, then against others', () => {
  const { render, cut } = faceExamples(REQUEST);
  const face = render(2);
  const numbers = Array.from(cut(face, seededRandom(1), () => face)['target.identity.persons']!);
  const persons = Array.from({ length: PERSONS }, () => numbers.splice(0, PERSON_NUMBERS));
  expect(numbers).toEqual([]);
  expect(persons[0]).toEqual(describePerson(personOf(face.identity)));
  expect(new Set(persons.map((each) => each.join())).size).toBe(PERSONS);
});
