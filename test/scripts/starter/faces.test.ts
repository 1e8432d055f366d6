/** What the starter learns from a render. */
import { expect, test } from 'vitest';
import { personOf } from '../../../electron/datasets/rendered/person.ts';
import { describePerson, PERSON_NUMBERS } from '../../../electron/datasets/rendered/person-numbers.ts';
import { seededRandom } from '../../../electron/shared/domain/random.ts';
import { faceExamples } from '../../../scripts/starter/faces.ts';
import { NETWORK, PERSONS, PICTURES } from '../../../scripts/starter/recipes.ts';

const REQUEST = { ...NETWORK.supply, what: 'faces', batch: 1, side: 64, feeds: [], seed: 1 } as const;

const { render, cut } = faceExamples(REQUEST);
const personRender = render(2);
const rows = cut(personRender, seededRandom(1), () => personRender);

test('a render is of different pictures of one person', () => {
  expect(rows.length).toBe(PICTURES);
  const [first, second] = personRender.pictures.map(({ part }) => part.pixels.data);
  expect(first).not.toEqual(second);
});

test('each face is held against its own person first, then against others', () => {
  for (const row of rows) {
    const numbers = Array.from(row['target.identity.persons']!);
    const persons = Array.from({ length: PERSONS }, () => numbers.splice(0, PERSON_NUMBERS));
    expect(numbers).toEqual([]);
    expect(persons[0]).toEqual(describePerson(personOf(personRender.identity)));
    expect(new Set(persons.map((each) => each.join())).size).toBe(PERSONS);
  }
});
