/** Attributes that cannot hold together: who says yes to one says no to the others in the same breath. */
import { type ValueOf, withAttribute } from './checks/check.ts';
import type { Attribute } from './vocabulary.ts';

/** Of each list at most one holds. */
const ONE_OF: readonly (readonly Attribute[])[] = [
  ['Black_Hair', 'Blond_Hair', 'Brown_Hair', 'Gray_Hair'],
  ['Straight_Hair', 'Wavy_Hair'],
];

/** The first does not hold together with any of the others. A bald head may have a wreath of hair, and who has no beard sideburns. */
const AGAINST: readonly (readonly [Attribute, readonly Attribute[]])[] = [
  ['Bald', ['Bangs']],
  ['No_Beard', ['Goatee', 'Mustache']],
];

/** What cannot hold where the attribute holds. */
export const excludedBy = (attribute: Attribute): readonly Attribute[] => [
  ...ONE_OF.flatMap((list) => (list.includes(attribute) ? list.filter((other) => other !== attribute) : [])),
  ...AGAINST.flatMap(([one, others]) => (one === attribute ? others : others.includes(attribute) ? [one] : [])),
];

/** Says something of an attribute, and with a yes no to what it excludes. */
export function withImplied(
  value: ValueOf<'attributes'>,
  attribute: Attribute,
  state: ValueOf<'attributes'>['states'][number],
): ValueOf<'attributes'> {
  const said = withAttribute(value, attribute, state);
  return state === 'yes' ? excludedBy(attribute).reduce((rest, other) => withAttribute(rest, other, 'no'), said) : said;
}
