/** What can be wrong with a photo, each as one sentence: what, where, what to do. */
import { type ProblemCode, ProblemError } from '../shared/errors.ts';
import { FORMATS } from './formats.ts';

/** The largest photo that is decoded, in pixels: 250 megapixels are 750 MB of RGB. */
export const PIXEL_LIMIT = 250_000_000;

const KNOWN = Object.values(FORMATS)
  .map(({ label }) => label)
  .join(', ');

const PROBLEMS = {
  missing: ['not-found', () => 'is not there any more. Bring it back to this place, or index it where it lies now.'],
  folder: ['bad-input', () => 'is a folder, not a photo. Choose the photos in it, or add it as a folder.'],
  forbidden: ['storage', () => 'may not be read. Allow this user to read the file, or copy it to another place.'],
  broken: ['unreadable', (why) => `could not be read from the disk (${why}). Check the disk, or copy the file again.`],
  empty: ['unreadable', () => 'is empty: it has no bytes. Copy it again from where it came.'],
  truncated: [
    'unreadable',
    () => 'ends too early: a part of the picture is missing. Copy it again from where it came.',
  ],
  damaged: ['unreadable', (why) => `is damaged and cannot be decoded (${why}). Copy it again from where it came.`],
  foreign: ['unsupported', () => `is not a photo of a known kind (${KNOWN}). Convert it to one of these.`],
  variant: ['unsupported', (why) => `is a ${why}, which cannot be decoded. Save it as PNG or JPEG and add that.`],
  huge: ['unsupported', (size) => `has ${size} pixels, more than 250 megapixels. Make a smaller copy and add that.`],
  changed: ['conflict', () => 'has changed since it was indexed. Index its folder again to take in the new picture.'],
} as const satisfies Record<string, readonly [ProblemCode, (detail: string) => string]>;

export type PhotoProblem = keyof typeof PROBLEMS;

/** @param detail what the decoder or the disk said, or the size; only some sentences have a place for it */
export function photoProblem(kind: PhotoProblem, path: string, detail = '', cause?: unknown): ProblemError {
  const [code, sentence] = PROBLEMS[kind];
  return new ProblemError(code, `«${path}» ${sentence(detail)}`, { cause });
}

const SYSTEM_CODES: Record<string, PhotoProblem> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'folder',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
};

const isSettled = (error: unknown): boolean =>
  error instanceof ProblemError || (error instanceof Error && error.name === 'AbortError');

/** What opening or reading a file failed with, as a problem of that photo. */
export function fileProblem(error: unknown, path: string): unknown {
  if (isSettled(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return photoProblem(SYSTEM_CODES[code] ?? 'broken', path, code || String(error), error);
}

const CUT_SHORT = /premature end|unexpected end|end of file|read error|cut short|truncated|not enough data/i;

/** What a decoder failed with, as a problem of that photo. */
export function decodeProblem(error: unknown, path: string): unknown {
  if (isSettled(error)) return error;
  if (error instanceof Error && 'code' in error) return fileProblem(error, path);
  const said = error instanceof Error ? error.message : String(error);
  // libvips keeps what it says in one place for all threads: of two photos that fail at once, one may lose its reason.
  const reason = said === 'Unknown error' ? 'the decoder does not say why' : said;
  if (CUT_SHORT.test(reason)) return photoProblem('truncated', path, '', error);
  return photoProblem('damaged', path, reason.trim().split('\n').at(-1)!, error);
}
