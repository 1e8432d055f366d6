/** What is denied by the yes to another attribute. */
import { expect, test } from 'vitest';
import type { ValueOf } from '../../electron/shared/domain/checks/check.ts';
import { excludedBy, withImplied } from '../../electron/shared/domain/implications.ts';
import { ATTRIBUTES, type Attribute } from '../../electron/shared/domain/vocabulary.ts';

const held = ({ states }: ValueOf<'attributes'>): string[] => ATTRIBUTES.filter((_, at) => states[at] === 'yes');
const value = (...names: Attribute[]): ValueOf<'attributes'> => ({
  states: ATTRIBUTES.map((name) => (names.includes(name) ? 'yes' : 'unknown')),
  probabilities: null,
});

test('what one excludes excludes it', () => {
  for (const attribute of ATTRIBUTES)
    for (const other of excludedBy(attribute)) {
      expect(other).not.toBe(attribute);
      expect(excludedBy(other)).toContain(attribute);
    }
});

test('a beard takes the place of none, and none that of all', () => {
  expect(held(withImplied(value('No_Beard', 'Male'), 'Goatee', 'yes'))).toEqual(['Goatee', 'Male']);
  expect(held(withImplied(value('Goatee', 'Mustache', 'Male'), 'No_Beard', 'yes'))).toEqual(['Male', 'No_Beard']);
});

test('hair turned grey is of no other colour, and a bald head has no bangs', () => {
  const grey = withImplied(value('Bangs', 'Black_Hair', 'Wavy_Hair'), 'Gray_Hair', 'yes');
  expect(held(grey)).toEqual(['Bangs', 'Gray_Hair', 'Wavy_Hair']);
  expect(held(withImplied(grey, 'Bald', 'yes'))).toEqual(['Bald', 'Gray_Hair', 'Wavy_Hair']);
});

test('what nobody has spoken of is denied, too; a no says nothing of others', () => {
  const { states } = withImplied(value(), 'Brown_Hair', 'yes');
  expect(states[ATTRIBUTES.indexOf('Blond_Hair')]).toBe('no');
  expect(states[ATTRIBUTES.indexOf('Male')]).toBe('unknown');
  expect(withImplied(value(), 'Brown_Hair', 'no').states.filter((state) => state !== 'unknown')).toEqual(['no']);
});
