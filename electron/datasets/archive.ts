/** Takes a zip file apart into a folder, piece by piece, whatever its size. */
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { ProblemError } from '../shared/errors.ts';

/** A zip file that unfolds to more than this, and to so many times its own size, is no dataset but a trap. */
const SUSPICIOUS_BYTES = 8 * 2 ** 30;
const SUSPICIOUS_RATIO = 200;

/** Bytes that are read together: few, since a trap unfolds them to a thousand times as many in memory. */
const PIECE = 1 << 16;

/** The record that every zip file ends with, and how far before the end it begins at most (PKWARE, APPNOTE 4.3.16). */
const END = Buffer.from('PK\u0005\u0006', 'latin1');
const END_REACH = 22 + 0xffff;

/** Whether a zip file has its end. Without it nobody would know what else was in it. */
async function isWhole(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const reach = Math.min(size, END_REACH);
    const { buffer } = await handle.read(Buffer.alloc(reach), 0, reach, size - reach);
    return buffer.includes(END);
  } finally {
    await handle.close();
  }
}

/** @throws {ProblemError} for what is not a whole zip file, names that lead out of the folder, and bombs */
export async function unpackZip(file: string, folder: string): Promise<void> {
  if (!(await isWhole(file))) throw broken(file, 'its end is missing');
  const unfinished = new Set<WriteStream>();
  /** What has to be on the disk before more is read. */
  let writing: Promise<unknown>[] = [];
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
    const out = createWriteStream(full);
    const end = finished(out).catch(fail);
    unfinished.add(out);
    entry.ondata = (error, data, final) => {
      if (error) return fail(error);
      unpacked += data.length;
      if (unpacked > SUSPICIOUS_BYTES && unpacked > packed * SUSPICIOUS_RATIO)
        fail(new ProblemError('bad-input', `${file} unfolds to more than any dataset of its size. It is refused.`));
      if (!out.write(data) && !final) writing.push(Promise.race([once(out, 'drain'), end]));
      if (!final) return;
      out.end();
      unfinished.delete(out);
      writing.push(end);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  const push = async (chunk: Uint8Array, isLast: boolean) => {
    try {
      unzip.push(chunk, isLast);
      await Promise.all(writing);
    } catch (error) {
      fail(error);
    }
    writing = [];
  };
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: PIECE })) {
      packed += chunk.length;
      await push(chunk, false);
      if (problem !== undefined) break;
    }
    if (problem === undefined) await push(new Uint8Array(0), true);
    if (problem !== undefined) throw problem instanceof ProblemError ? problem : broken(file, problem);
    if (entries === 0) throw broken(file, 'there is nothing in it');
    if (unfinished.size > 0) throw broken(file, 'it ends in the middle of a file');
  } finally {
    for (const out of unfinished) out.destroy();
  }
}

const broken = (file: string, cause: unknown): ProblemError =>
  new ProblemError(
    'unreadable',
    `${file} could not be taken apart (${cause instanceof Error ? cause.message : cause}). Copy it again from where it came.`,
    { cause },
  );
