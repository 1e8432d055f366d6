/** Training packages as the engine thread offers them: opened by a round's files, written shard by shard. */
import { ProblemError } from '../../shared/errors.ts';
import { openPackager, type PackageRequest, type Packager, type ShardNote } from './packager.ts';
import { inspectReturned, type Returned } from './returned.ts';

export interface PackageOutline {
  shards: ReturnType<Packager['shards']>;
  facts: Record<string, unknown>;
}

export type PackagingService = {
  openPackage(input: PackageRequest): PackageOutline;
  /** Writes what the training begins with. */
  writeBeginning(input: { id: string; to: string }): { fresh: string[] };
  writeShard(input: { id: string; shard: number; to: string }, signal?: AbortSignal): Promise<ShardNote>;
  closePackage(input: { id: string }): void;
  /** What came back, after a look at every number. */
  inspectReturned(input: { file: string; name: string }): Returned;
};

export function createPackagingService(): PackagingService {
  const open = new Map<string, Packager>();
  const packager = (id: string): Packager => {
    const found = open.get(id);
    if (found) return found;
    throw new ProblemError(
      'unavailable',
      'The package is not open any more. Write it again: it goes on where it stood.',
    );
  };
  const closePackage = ({ id }: { id: string }): void => {
    open.get(id)?.close();
    open.delete(id);
  };
  return {
    openPackage(request) {
      closePackage(request);
      const opened = openPackager(request);
      open.set(request.id, opened);
      return { shards: opened.shards(), facts: opened.facts() };
    },
    writeBeginning: ({ id, to }) => packager(id).writeWeights(to),
    writeShard: ({ id, shard, to }, signal) => packager(id).writeShard(shard, to, signal),
    closePackage,
    inspectReturned: ({ file, name }) => inspectReturned(file, name),
  };
}
