/** What SQLite says about a file, as a sentence. A full or failing disk is told apart in shared/errors.ts. */
import { ProblemError } from '../shared/errors.ts';

export const sqliteCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The error of opening `file`, turned into what a person can act on where that is known. */
export function openingProblem(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new ProblemError(
      'unreadable',
      `${file} is damaged and cannot be read. Put a copy of it from a backup in its place; the photos themselves are not affected.`,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return new ProblemError(
      'storage',
      `${file} cannot be opened. Allow reading and writing in its folder, or choose another place.`,
      { cause: error },
    );
  }
  return error;
}
