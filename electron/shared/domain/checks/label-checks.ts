/** Attributes against masks, and labels against each other. */
import { excludedBy } from '../implications.ts';
import { ATTRIBUTES, type Attribute, type ParsingClass } from '../vocabulary.ts';
import { type Check, fixAttribute, found, stateOf, type Values } from './check.ts';
import { hasClass, shareOf } from './mask-reading.ts';

/** From this part of the face on, a thing is there; below a tenth of it, it is not. */
const PRESENT = 0.01;

/** What the mask says of an attribute that stands for one of its classes; null where it is silent or in between. */
function saidByMask({ parsing }: Values, name: ParsingClass): 'yes' | 'no' | null {
  if (!parsing || !hasClass(parsing, name)) return null;
  const share = shareOf(parsing, name);
  return share >= PRESENT ? 'yes' : share < PRESENT / 10 ? 'no' : null;
}

const againstMask = (attribute: Attribute, name: ParsingClass): Check => ({
  find(values) {
    const said = saidByMask(values, name);
    const state = stateOf(values, attribute);
    return said === null || state === 'unknown' || state === said ? null : { severity: 0.6, where: [attribute] };
  },
  fix(values) {
    const said = saidByMask(values, name);
    return said && fixAttribute(values, attribute, said);
  },
});

export const eyeglasses = againstMask('Eyeglasses', 'eyeglasses');
export const hat = againstMask('Wearing_Hat', 'hat');

/** As much hair as this is no bald head. */
const MUCH_HAIR = 0.2;

export const bald: Check = {
  find: (values) =>
    values.parsing && stateOf(values, 'Bald') === 'yes' && shareOf(values.parsing, 'hair') > MUCH_HAIR
      ? { severity: 0.6, where: ['Bald'] }
      : null,
  fix: (values) => fixAttribute(values, 'Bald', 'no'),
};

const BEARDS = ['5_o_Clock_Shadow', 'Goatee', 'Mustache', 'Sideburns'] as const satisfies readonly Attribute[];
/** What excludes anything and is no beard, which has a check of its own. */
const HAIR = ATTRIBUTES.filter(
  (attribute) => excludedBy(attribute).some((other) => other !== 'No_Beard') && attribute !== 'No_Beard',
);
const beards = (values: Values) => BEARDS.filter((attribute) => stateOf(values, attribute) === 'yes');

/** Whose beard it would be is unusual: worth a look, and nothing to mend unseen. */
export const beardOnWhom: Check = {
  find(values) {
    const woman = values.gender?.label === 'female';
    const child = values.age !== undefined && values.age.years < 13;
    return woman || child ? found(beards(values), 2) : null;
  },
};

export const noBeard: Check = {
  find: (values) => (stateOf(values, 'No_Beard') === 'yes' ? found(beards(values), 4) : null),
};

/** Hair of two colours, straight and wavy at once, or on a bald head. */
export const hairAttributes: Check = {
  find(values) {
    const held = HAIR.filter((attribute) => stateOf(values, attribute) === 'yes');
    return found(
      held.filter((attribute) => excludedBy(attribute).some((other) => held.includes(other))),
      4,
    );
  },
};

export const maleAttribute: Check = {
  find(values) {
    const state = stateOf(values, 'Male');
    if (!values.gender || state === 'unknown') return null;
    return (state === 'yes') === (values.gender.label === 'male') ? null : { severity: 0.7, where: ['Male'] };
  },
  fix: (values) => (values.gender ? fixAttribute(values, 'Male', values.gender.label === 'male' ? 'yes' : 'no') : null),
};

/** Nobody calls a face of this age young, or one under it not. */
const [OLD, YOUNG] = [60, 20];

export const youngAttribute: Check = {
  find(values) {
    const years = values.age?.years;
    const state = stateOf(values, 'Young');
    if (years === undefined) return null;
    return (state === 'yes' && years >= OLD) || (state === 'no' && years < YOUNG)
      ? { severity: 0.5, where: ['Young'] }
      : null;
  },
};
