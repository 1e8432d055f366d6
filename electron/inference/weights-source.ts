/** Files of weights on the disk: read in slices, written piece by piece, and put in plain words when they are bad. */
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type ByteSource, WeightsError } from '../../models/weights/source.ts';
import { openWeights, type WeightsFile } from '../../models/weights/weights-file.ts';
import { ProblemError } from '../shared/errors.ts';

/** Small reads share one look at the disk: a pickle is read byte by byte, and entries of an archive lie apart. */
const WINDOW = 2 ** 16;

function readAt(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const read = readSync(descriptor, bytes, done, length - done, offset + done);
    if (read === 0) throw new WeightsError('unreadable', 'The file became shorter while it was read.');
    done += read;
  }
  return bytes;
}

export function fileSource(descriptor: number): ByteSource {
  const { size } = fstatSync(descriptor);
  let from = 0;
  let window = new Uint8Array(0);
  return {
    size,
    read(offset, length) {
      if (length > WINDOW) return readAt(descriptor, offset, length);
      if (offset < from || offset + length > from + window.length) {
        from = offset;
        window = new Uint8Array(readAt(descriptor, offset, Math.min(WINDOW, size - offset)));
      }
      return window.subarray(offset - from, offset - from + length);
    },
  };
}

/** The first words of a note that stands where a large file should. */
export const LFS_POINTER = 'version https://git-lfs';

/** A model's file that is not where the app keeps it. */
export const missingModel = (file: string, name: string, cause?: unknown): ProblemError =>
  new ProblemError(
    'not-found',
    `The file of ${name} is missing: ${file}. Put it back, or import the model again on the Models page.`,
    { cause },
  );

/**
 * Opens a file of weights for as long as `work` needs it.
 * @param name what to call the file in a sentence
 * @throws {ProblemError} `not-found`, `unreadable` or `unsupported`
 */
export function withWeights<Result>(file: string, name: string, work: (weights: WeightsFile) => Result): Result {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw missingModel(file, name, error);
  }
  try {
    const source = fileSource(descriptor);
    if (source.size === 0) throw new WeightsError('unreadable', 'The file is empty. Fetch it again.');
    const start = Buffer.from(source.read(0, Math.min(LFS_POINTER.length, source.size))).toString('latin1');
    if (start === LFS_POINTER)
      throw new WeightsError(
        'unreadable',
        'This is a Git LFS pointer: a note where the model lies, not the model. Fetch the file itself.',
      );
    return work(openWeights(source));
  } catch (error) {
    if (error instanceof WeightsError)
      throw new ProblemError(error.code, `${name}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a file beside its place, makes sure that it is on the disk, and only then gives it its name. */
export function writePieces(file: string, pieces: Iterable<Uint8Array>): void {
  const aside = `${file}.part`;
  const descriptor = openSync(aside, 'w');
  try {
    for (const piece of pieces)
      for (let done = 0; done < piece.length; ) done += writeSync(descriptor, piece, done, piece.length - done);
    fsyncSync(descriptor);
  } catch (error) {
    closeSync(descriptor);
    rmSync(aside, { force: true });
    throw error;
  }
  closeSync(descriptor);
  renameSync(aside, file);
}
