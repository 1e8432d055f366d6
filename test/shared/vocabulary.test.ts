/** The colours of the parts of a face. */
import { expect, test } from 'vitest';
import { PARSING_COLOURS, PARSING_PROFILES, type ParsingProfile } from '../../electron/shared/domain/vocabulary.ts';

const profiles = Object.keys(PARSING_PROFILES) as ParsingProfile[];

test.each(profiles)('every class of %s has a colour of its own', (profile) => {
  const colours = PARSING_COLOURS[profile].map(String);
  expect(colours).toHaveLength(PARSING_PROFILES[profile].length);
  expect(new Set(colours).size).toBe(colours.length);
});

test.each(profiles)('the colours of %s are whole numbers of a byte', (profile) => {
  expect(PARSING_COLOURS[profile].flat().every((part) => Number.isInteger(part) && part >= 0 && part <= 255)).toBe(
    true,
  );
});
