/** Fetches a model file: streams it aside, goes on where an earlier fetch broke off, and checks its sum. */
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { KnownModel } from '../shared/domain/model.ts';
import { ProblemError } from '../shared/errors.ts';
import { hashFile } from './hash.ts';

export interface DownloadOptions {
  signal?: AbortSignal;
  /** Bytes on disk so far and, where known, in all. Called at most every tenth of a second, and at the end. */
  onProgress?: (received: number, total: number | null) => void;
}

const PROGRESS_EVERY_MS = 100;

/** The unfinished file, and beside it what the server called the version that it is part of. */
const partOf = (known: KnownModel, folder: string) => {
  const part = path.join(folder, `${known.file}.part`);
  return { part, version: `${part}.version` };
};

export async function receivedBytes(known: KnownModel, folder: string): Promise<number> {
  const found = await stat(partOf(known, folder).part).catch(() => null);
  return found?.size ?? 0;
}

/** A name for exactly these bytes, usable with If-Range: a strong ETag, or the time they were last changed. */
function versionOf(response: Response): string | null {
  const etag = response.headers.get('etag');
  return etag && !etag.startsWith('W/') ? etag : response.headers.get('last-modified');
}

function unreachable(known: KnownModel, error: unknown): ProblemError {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
  return new ProblemError(
    'unavailable',
    `${new URL(known.url).host} could not be reached${code}. Check the network connection and try again, or open a model file that you have.`,
    { cause: error },
  );
}

function refused(known: KnownModel, response: Response): ProblemError {
  const status = `${response.status} ${response.statusText}`.trim();
  const advice =
    response.status >= 500 || response.status === 429
      ? 'Try again later'
      : 'The file may have moved; fetch it by hand and open it as a file';
  return new ProblemError('unavailable', `${new URL(known.url).host} answered ${status} for ${known.name}. ${advice}.`);
}

interface Answer {
  response: Response;
  /** How many bytes on disk the answer goes on from. */
  offset: number;
}

/** Asks for what is missing, or for everything where that cannot be told or the server does not do it. */
async function request(known: KnownModel, folder: string, signal?: AbortSignal): Promise<Answer | 'complete'> {
  const { version } = partOf(known, folder);
  const received = await receivedBytes(known, folder);
  const kept = received > 0 ? await readFile(version, 'utf8').catch(() => null) : null;
  const ask = (headers: Record<string, string>) =>
    fetch(known.url, {
      headers: { 'accept-encoding': 'identity', ...headers },
      ...(signal && { signal }),
    }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw unreachable(known, error);
    });

  let response = await ask(kept ? { range: `bytes=${received}-`, 'if-range': kept } : {});
  const range = response.headers.get('content-range') ?? '';
  if (response.status === 206 && range.startsWith(`bytes ${received}-`)) return { response, offset: received };
  if (response.status === 206 || response.status === 416) {
    await response.body?.cancel();
    if (range === `bytes */${received}`) return 'complete';
    response = await ask({});
  }
  if (response.status === 200) return { response, offset: 0 };
  await response.body?.cancel();
  throw refused(known, response);
}

/** The body, chunk by chunk. What breaks off is told with how far it came. */
async function* chunksOf(known: KnownModel, response: Response, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of response.body ?? []) {
      received += chunk.length;
      yield chunk;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw new ProblemError(
      'unavailable',
      `The connection to ${new URL(known.url).host} broke off after ${received} bytes. Fetch it again to go on from there.`,
      { cause: error },
    );
  }
}

async function receive(
  known: KnownModel,
  folder: string,
  { response, offset }: Answer,
  { signal, onProgress }: DownloadOptions,
): Promise<void> {
  const { part, version } = partOf(known, folder);
  const length = response.headers.get('content-length');
  const total = length === null ? known.bytes : offset + Number(length);
  // The old version's name goes before its bytes do, so that the two never come to stand for each other.
  if (offset === 0) await rm(version, { force: true });
  const file = await open(part, offset === 0 ? 'w' : 'a');
  try {
    const named = versionOf(response);
    if (named) await writeFile(version, named);
    let received = offset;
    let told = 0;
    for await (const chunk of chunksOf(known, response, signal)) {
      await file.writeFile(chunk);
      received += chunk.length;
      if (performance.now() - told < PROGRESS_EVERY_MS) continue;
      told = performance.now();
      onProgress?.(received, total);
    }
    await file.sync();
    onProgress?.(received, total);
  } finally {
    await file.close();
  }
}

/**
 * @returns the path of the whole file in `folder`
 * @throws {ProblemError} `unavailable` without network or when the server refuses; `unreadable` when the bytes are not
 * the known ones. What was received stays for the next try, except after a wrong sum.
 */
export async function download(known: KnownModel, folder: string, options: DownloadOptions = {}): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { part, version } = partOf(known, folder);
  const answer = await request(known, folder, options.signal);
  if (answer !== 'complete') await receive(known, folder, answer, options);
  if (known.sha256 && (await hashFile(part)) !== known.sha256) {
    await Promise.all([rm(part), rm(version, { force: true })]);
    throw new ProblemError(
      'unreadable',
      `What ${new URL(known.url).host} sent is not ${known.name}: its SHA-256 differs. It was deleted; try again, or open a model file that you have.`,
    );
  }
  const file = path.join(folder, known.file);
  await rename(part, file);
  await rm(version, { force: true });
  return file;
}
