/** Why a record or the rest of a file is passed over, in one sentence. */
import { z } from 'zod';
import { toProblem } from '../shared/errors.ts';
import type { Place, Reading, Rejection } from './format.ts';
import { oneLine } from './names.ts';

/** Problems of one value that are told; the rest of them are counted. */
const TOLD = 3;

/** How Zod begins a message before it says what is wrong. */
const KIND = /^(Invalid \w+|Too small|Too big): /;

/** What is wrong with a value, where in it, and without what only a program's author would understand. */
function issueText({ message, path }: z.core.$ZodIssue): string {
  const plain = message.endsWith('received undefined') ? 'it is missing' : message.replace(KIND, '');
  return path.length > 0 ? `${path.join('.')}: ${plain}` : plain;
}

/** What was thrown while a record was read, as a sentence without line breaks. */
export function sentenceOf(error: unknown): string {
  if (error instanceof SyntaxError) return oneLine(`it is not JSON (${error.message})`);
  if (error instanceof z.ZodError) {
    const told = error.issues.slice(0, TOLD).map(issueText);
    const more = error.issues.length - told.length;
    return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  }
  return oneLine(toProblem(error).message);
}

/** What a record gives, or why it gives nothing. */
export async function attempt(place: Place, read: () => Reading | Promise<Reading>): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    return { ...place, reason: sentenceOf(error) };
  }
}

/**
 * File after file. One that breaks off has the rest of it rejected, and the others are read all the same; it throws only where
 * there is one file and nothing of it could be read.
 */
export async function* fileByFile(
  files: Iterable<string> | AsyncIterable<string>,
  read: (file: string) => AsyncIterable<Reading>,
): AsyncGenerator<Reading> {
  let isEmpty = true;
  const broken: { rejection: Rejection; error: unknown }[] = [];
  for await (const file of files)
    try {
      for await (const reading of read(file)) {
        isEmpty = false;
        yield reading;
      }
    } catch (error) {
      const reason = `the rest could not be read: ${sentenceOf(error)}`;
      broken.push({ rejection: { file, line: null, reason }, error });
    }
  if (isEmpty && broken.length === 1) throw broken[0]!.error;
  for (const { rejection } of broken) yield rejection;
}
