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
