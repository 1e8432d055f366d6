/** SHA-256 of a file's bytes: the name under which a photo is known. */
import { createHash, hash as digest } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ContentHash } from '../shared/domain/ids.ts';
import { fileProblem } from './problems.ts';

export const hashBytes = (bytes: Uint8Array): ContentHash => ContentHash.parse(digest('sha256', bytes));

/** A megabyte at a time: few turns of the event loop a photo, and a file of any size in little memory. */
const CHUNK_BYTES = 1 << 20;

export async function hashFile(path: string, signal?: AbortSignal): Promise<ContentHash> {
  const hash = createHash('sha256');
  try {
    const chunks = createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(signal && { signal }) });
    for await (const chunk of chunks) hash.update(chunk);
  } catch (error) {
    throw fileProblem(error, path);
  }
  return ContentHash.parse(hash.digest('hex'));
}
