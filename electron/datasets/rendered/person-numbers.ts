/** What tells a person, in numbers: what a network that is to tell people apart can learn from. */
import { RACES } from '../../shared/domain/vocabulary.ts';
import { ALIKE, type Person, personOf } from './person.ts';

/** Colours count by their logarithms, as light does. */
function measure(person: Person): number[] {
  const { traits, ancestry, feminine, age, tone, curl, greyAt, balding, beardGrowth } = person;
  const colours = [person.skin, person.hair, person.iris].flat();
  return [
    ...Object.values(traits),
    ...RACES.map((race) => ancestry[race]),
    ...colours.map(Math.log),
    ...[feminine, age, tone, curl, greyAt, balding, beardGrowth],
  ];
}

/** The mean of each number over people of all groups, and its deviation. */
function usual(): { mean: number; deviation: number }[] {
  const people = Array.from({ length: 10 * ALIKE }, (_, identity) => measure(personOf(identity)));
  return people[0]!.map((_, k) => {
    const mean = people.reduce((sum, each) => sum + each[k]!, 0) / people.length;
    const square = people.reduce((sum, each) => sum + (each[k]! - mean) ** 2, 0) / people.length;
    return { mean, deviation: Math.sqrt(square) };
  });
}
const USUAL = usual();

/** How many numbers tell a person. */
export const PERSON_NUMBERS = USUAL.length;

/** Shape and colours, each as deviations from the usual. */
export const describePerson = (person: Person): number[] =>
  measure(person).map((value, k) => (value - USUAL[k]!.mean) / USUAL[k]!.deviation);
