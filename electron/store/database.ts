/** Typed access to SQLite: reads and writes differ in type, and every statement is prepared once. */
import Database from 'better-sqlite3';

declare const readable: unique symbol;
declare const writable: unique symbol;
/** A function that takes it only reads. */
export type ReadableDb = Database.Database & { readonly [readable]: true };
/** A function that takes it may change what is stored. */
export type WritableDb = ReadableDb & { readonly [writable]: true };

export type Value = string | number | null | Uint8Array;
type Parameters = readonly Value[] | readonly [Record<string, Value>];

const prepared = new WeakMap<Database.Database, Map<string, Database.Statement<unknown[]>>>();

function prepare(db: ReadableDb, sql: string): Database.Statement<unknown[]> {
  const statements = prepared.get(db) ?? new Map<string, Database.Statement<unknown[]>>();
  prepared.set(db, statements);
  const statement = statements.get(sql) ?? db.prepare(sql);
  statements.set(sql, statement);
  return statement;
}

/** The first row, or undefined. `Row` names what the statement selects. */
export const get = <Row>(db: ReadableDb, sql: string, ...parameters: Parameters): Row | undefined =>
  prepare(db, sql).get(...parameters) as Row | undefined;

export const all = <Row>(db: ReadableDb, sql: string, ...parameters: Parameters): Row[] =>
  prepare(db, sql).all(...parameters) as Row[];

/** The first column of all rows. */
export function column<Of extends Value>(db: ReadableDb, sql: string, ...parameters: Parameters): Of[] {
  const statement = prepare(db, sql);
  try {
    return statement.pluck().all(...parameters) as Of[];
  } finally {
    statement.pluck(false);
  }
}

/** The one value of a statement that always yields one, such as a count. */
export function value<Of extends Value>(db: ReadableDb, sql: string, ...parameters: Parameters): Of {
  const row = get<Record<string, Of>>(db, sql, ...parameters);
  const [first] = Object.values(row ?? {});
  if (first === undefined) throw new Error(`no value from: ${sql}`);
  return first;
}

/** How many rows were changed. */
export const run = (db: WritableDb, sql: string, ...parameters: Parameters): number =>
  prepare(db, sql).run(...parameters).changes;

/** Changes exactly one row; anything else is a mistake of ours and undoes the transaction. Returns its rowid. */
export function runOne(db: WritableDb, sql: string, ...parameters: Parameters): number {
  const { changes, lastInsertRowid } = prepare(db, sql).run(...parameters);
  if (changes !== 1) throw new Error(`${changes} rows instead of one changed by: ${sql}`);
  return Number(lastInsertRowid);
}

/** Runs `work` whole or not at all. Inside another transaction it is a part of that one. */
export const inTransaction = <Result>(db: WritableDb, work: () => Result): Result => db.transaction(work).immediate();

/** Gives back the memory that a long walk over the file has filled with pages which are not needed again. */
export function forgetPages(db: WritableDb): void {
  db.pragma('shrink_memory');
}

/** Opens a file with what every database of the app is opened with. Nothing is read yet but its header. */
export function openDatabase(file: string, options: { create: boolean }): WritableDb {
  const db = new Database(file, { fileMustExist: !options.create, timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    // What the app calls saved is on the disk, not in a buffer that a power cut empties: every commit is flushed.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -65536'); // KiB. No memory map: on one, a failing disk kills the process.
    db.pragma('temp_store = MEMORY');
  } catch (error) {
    db.close();
    throw error;
  }
  return db as WritableDb;
}
