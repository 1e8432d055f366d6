/** How the class lists of label maps relate: the same name is the same class. */
import { PARSING_PROFILES, type ParsingProfile } from './vocabulary.ts';

/**
 * For each class of one list its index in another. A class that the other list does not have becomes background: of
 * CelebAMask-HQ's nineteen, what the released network knows nothing of (ears, glasses, hat, neck, cloth, jewellery).
 */
export const classesBetween = (from: ParsingProfile, to: ParsingProfile): Uint8Array =>
  Uint8Array.from(PARSING_PROFILES[from], (name) =>
    Math.max(0, (PARSING_PROFILES[to] as readonly string[]).indexOf(name)),
  );

/** The list that has so many classes. @throws Error where none has */
export function profileOf(classes: number): ParsingProfile {
  const profiles = Object.keys(PARSING_PROFILES) as ParsingProfile[];
  const profile = profiles.find((name) => PARSING_PROFILES[name].length === classes);
  if (!profile) throw new Error(`no list of ${classes} classes`);
  return profile;
}
