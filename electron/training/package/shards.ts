/** Which faces of a package lie in which tar file, and those files, written face by face. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createTarPacker } from 'modern-tar';
import type { Split } from '../../shared/domain/evaluation.ts';
import { SPLITS } from '../../shared/domain/evaluation.ts';
import { namedRandom, shuffled } from '../../shared/domain/random.ts';

/** Faces of a shard at most. */
const LARGEST = 512;
/** So many shards at least, where there are as many faces: each process of a training reads its own. */
const FEWEST = 16;

export interface Shard {
  /** Its place in the package, such as `train-000003.tar`. */
  file: string;
  part: Split;
  /** Places in the pack. */
  faces: number[];
}

/** Faces of a part in shards of one size, or of one more. Those that are learned from are mixed by the seed. */
export function planShards(parts: readonly Split[], seed: number): Shard[] {
  return SPLITS.flatMap((part) => {
    const own = parts.flatMap((each, i) => (each === part ? [i] : []));
    const faces = part === 'train' ? shuffled(own, namedRandom(seed, 'shards')) : own;
    const count = Math.max(Math.ceil(faces.length / LARGEST), Math.min(FEWEST, faces.length));
    const start = (shard: number): number => Math.floor((shard * faces.length) / count);
    return Array.from({ length: count }, (_, shard) => ({
      file: `${part}-${String(shard).padStart(6, '0')}.tar`,
      part,
      faces: faces.slice(start(shard), start(shard + 1)),
    }));
  });
}

/** A face's name in its shard: its place in the pack. */
export const keyOf = (face: number): string => String(face).padStart(8, '0');

/** Writes a tar file; the same entries give the same bytes. */
export async function writeTar(
  file: string,
  entries: AsyncIterable<readonly [name: string, bytes: Uint8Array]>,
): Promise<void> {
  const { readable, controller } = createTarPacker();
  const filled = (async () => {
    try {
      for await (const [name, bytes] of entries) {
        const header = {
          name,
          size: bytes.length,
          type: 'file',
          mode: 0o644,
          mtime: new Date(0),
          uid: 0,
          gid: 0,
        } as const;
        const body = controller.add(header).getWriter();
        await body.write(bytes);
        await body.close();
      }
      controller.finalize();
    } catch (error) {
      controller.error(error);
      throw error;
    }
  })();
  await Promise.all([pipeline(Readable.from(readable), createWriteStream(file)), filled]);
}
