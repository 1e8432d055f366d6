/**
 * A process of its own that prints the first face of the project named on the command line, and its mask. The app may run
 * in the process of the test, with another copy of SQLite than the test's: when one copy closes a file, the locks of the
 * other are gone, and the index that both share is cut short under its feet.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { serialize } from 'node:v8';
import Database from 'better-sqlite3';
import type { AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import { fromBlob } from '../../electron/store/blob.ts';

export interface Stored {
  box: Box;
  mask: Extract<AnnotationValue, { task: 'parsing' }>['value'] | null;
}

const db = new Database(path.join(process.argv[2] ?? '', 'project.sqlite'), { readonly: true });
const { id, ...box } = db.prepare('SELECT id, x, y, width, height FROM faces WHERE present = 1').get() as Box & {
  id: number;
};
const row = db.prepare("SELECT value FROM annotations WHERE face = ? AND task = 'parsing'").get(id) as
  | { value: Buffer }
  | undefined;
const stored: Stored = { box, mask: row ? (fromBlob(row.value) as Stored['mask']) : null };
writeFileSync(1, serialize(stored));
