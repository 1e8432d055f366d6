/** Takes a zip file apart into a folder, piece by piece, whatever its size. */
import { createReadStream, createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { ProblemError } from '../shared/errors.ts';

/** A zip file that unfolds to more than this, and to a thousand times its own size, is no dataset but a trap. */
const SUSPICIOUS_BYTES = 8 * 2 ** 30;
const SUSPICIOUS_RATIO = 200;

/** @throws {ProblemError} for what is not a zip file, names that lead out of the folder, and bombs */
export async function unpackZip(file: string, folder: string): Promise<void> {
  const streams: Promise<void>[] = [];
  let problem: unknown;
  let [packed, unpacked, entries] = [0, 0, 0];
  const fail = (error: unknown) => {
    problem ??= error;
  };

  const unzip = new Unzip((entry) => {
    entries++;
    const steps = entry.name.replaceAll('\\', '/').split('/');
    if (steps.includes('..') || path.isAbsolute(entry.name)) {
      fail(
        new ProblemError('bad-input', `${file} holds «${entry.name}», which leads out of its folder. It is refused.`),
      );
      return;
    }
    if (entry.name.endsWith('/')) return;
    const full = path.join(folder, ...steps);
    mkdirSync(path.dirname(full), { recursive: true });
    let out: WriteStream | null = null;
    entry.ondata = (error, data, final) => {
      if (error) return fail(error);
      out ??= createWriteStream(full);
      if (out.listenerCount('error') === 0) streams.push(finished(out).catch(fail));
      unpacked += data.length;
      if (unpacked > SUSPICIOUS_BYTES && unpacked > packed * SUSPICIOUS_RATIO)
        fail(new ProblemError('bad-input', `${file} unfolds to more than any dataset of its size. It is refused.`));
      out.write(data);
      if (final) out.end();
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    packed += chunk.length;
    try {
      unzip.push(chunk);
    } catch (error) {
      fail(error);
    }
    if (problem !== undefined) break;
  }
  if (problem === undefined) unzip.push(new Uint8Array(0), true);
  if (problem !== undefined) throw problem instanceof ProblemError ? problem : broken(file, problem);
  await Promise.all(streams);
  if (problem !== undefined) throw broken(file, problem);
  if (entries === 0) throw broken(file, 'there is nothing in it');
}

const broken = (file: string, cause: unknown): ProblemError =>
  new ProblemError(
    'unreadable',
    `${file} could not be taken apart (${cause instanceof Error ? cause.message : cause}). Copy it again from where it came.`,
    { cause },
  );
