/**
 * Keeps a project to one process. The lock is an open exclusive transaction on a file of its own: the operating system
 * holds it and lets it go when the process ends, however it ends, so there is no stale lock to clear away.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { ProblemError } from '../shared/errors.ts';
import { openingProblem, sqliteCode } from './problems.ts';

export interface ProjectLock {
  /** Whether whoever had the project open before closed it in order. */
  readonly closedInOrder: boolean;
  release(): void;
}

/** Who holds the lock, readable by those who do not: the locked file itself is not. */
const Owner = z.object({ pid: z.int(), host: z.string(), since: z.number() });
const ownerFile = (folder: string): string => path.join(folder, 'owner.json');

/** Locks of this process: garbage collection would close one that nothing refers to, and let the project go. */
const held = new Set<Database.Database>();

/** @throws {ProblemError} `in-use` when another process, or this one, has it. */
export function lockProject(folder: string): ProjectLock {
  const file = path.join(folder, 'lock.sqlite');
  let lock: Database.Database | null = null;
  try {
    lock = new Database(file, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    const closedInOrder = !existsSync(ownerFile(folder));
    const owner: z.infer<typeof Owner> = { pid: process.pid, host: hostname(), since: Date.now() };
    writeFileSync(ownerFile(folder), JSON.stringify(owner));
    const own = lock;
    held.add(own);
    return {
      closedInOrder,
      release() {
        rmSync(ownerFile(folder), { force: true });
        own.close();
        held.delete(own);
      },
    };
  } catch (error) {
    lock?.close();
    throw sqliteCode(error).startsWith('SQLITE_BUSY') ? inUse(folder) : openingProblem(error, file);
  }
}

function inUse(folder: string): ProblemError {
  const owner = readOwner(folder);
  const who = owner
    ? `process ${owner.pid} on ${owner.host}, since ${new Date(owner.since).toLocaleString('en-GB')}`
    : 'another process';
  return new ProblemError('in-use', `${folder} is already open in ${who}. Close it there, then open it here.`);
}

function readOwner(folder: string): z.infer<typeof Owner> | null {
  try {
    return Owner.parse(JSON.parse(readFileSync(ownerFile(folder), 'utf8')));
  } catch {
    return null; // Not written yet, or cut short by a crash: the lock alone counts.
  }
}
