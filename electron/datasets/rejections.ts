/** Why a record is passed over, in one sentence. */
import { z } from 'zod';
import { toProblem } from '../shared/errors.ts';
import type { Place, Reading } from './format.ts';

/** What was thrown while a record was read, as a sentence without line breaks. */
export function sentenceOf(error: unknown): string {
  if (error instanceof SyntaxError) return `it is not JSON (${error.message})`;
  if (error instanceof z.ZodError)
    return error.issues
      .map(({ message, path }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
      .join('; ');
  return toProblem(error).message.replaceAll('\n', ' ');
}

/** What a record gives, or why it gives nothing. */
export async function attempt(place: Place, read: () => Reading | Promise<Reading>): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    return { ...place, reason: sentenceOf(error) };
  }
}
