/** HDF5 files through the HDF5 library itself, compiled to WebAssembly. It is loaded when it is first needed. */
import type { Dataset, File } from 'h5wasm/node';
import { ProblemError } from '../shared/errors.ts';

export type { Dataset, File, Reference } from 'h5wasm/node';

/** @throws {ProblemError} `unreadable` for what is no such file */
export async function openHdf5(path: string): Promise<File> {
  const library = await import('h5wasm/node');
  await library.ready;
  const problem = (cause?: unknown) =>
    new ProblemError('unreadable', `${path} is not an HDF5 file, or is damaged. Copy it again.`, { cause });
  let file: File;
  try {
    file = new library.File(path, 'r');
  } catch (error) {
    throw problem(error);
  }
  // What it cannot open has no number.
  if (file.file_id < 0n) throw problem();
  return file;
}

/** An array of numbers by its name; null where there is none. */
export function datasetAt(file: File, name: string): Dataset | null {
  const found = file.get(name);
  return found && 'slice' in found && found.shape ? found : null;
}

export interface Hdf5Writer {
  /** Changes the file at once. */
  change<Result>(work: (file: File) => Result): Result;
  close(): void;
}

/**
 * Makes a file. The library notes in it when each part was made; its clock is held still during every change, so that
 * the same data give the same bytes.
 */
export async function createHdf5(path: string): Promise<Hdf5Writer> {
  const library = await import('h5wasm/node');
  await library.ready;
  const still = <Result>(work: () => Result): Result => {
    const { now } = Date;
    Date.now = () => 0;
    try {
      return work();
    } finally {
      Date.now = now;
    }
  };
  const file = still(() => new library.File(path, 'w'));
  return {
    change: (work) => still(() => work(file)),
    close: () => void still(() => file.close()),
  };
}
