/** How photos look, summed up: kept under what their bytes hash to, so that no photo is looked at twice for it. */
import type { ContentHash } from '../shared/domain/ids.ts';
import { all, inTransaction, type ReadableDb, run, type WritableDb } from './database.ts';

/** How a photo looks, by `imaging/fingerprint.ts`. */
export interface Fingerprint {
  hash: ContentHash;
  print: Uint8Array;
}

/** Those that are kept of these photos. */
export const keptFingerprints = (db: ReadableDb, hashes: readonly ContentHash[]): Map<ContentHash, Uint8Array> =>
  new Map(
    all<Fingerprint>(
      db,
      'SELECT hash, print FROM fingerprints WHERE hash IN (SELECT value FROM json_each(?))',
      JSON.stringify(hashes),
    ).map(({ hash, print }) => [hash, print]),
  );

export const keepFingerprints = (db: WritableDb, prints: readonly Fingerprint[]): void =>
  inTransaction(db, () => {
    for (const { hash, print } of prints)
      run(db, 'INSERT INTO fingerprints (hash, print) VALUES (?, ?) ON CONFLICT DO NOTHING', hash, print);
  });
