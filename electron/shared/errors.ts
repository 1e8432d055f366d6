/** The closed list of what can go wrong, the same on every host. A message says what, where, and what to do. */
import { z } from 'zod';

export const PROBLEM_CODES = [
  /** A call, file or field that does not say what it should. */
  'bad-input',
  /** A thing that is not there. */
  'not-found',
  /** Something else changed it first. */
  'conflict',
  /** Another process has the project open. */
  'in-use',
  /** A file from a newer version of the app. */
  'newer-version',
  /** Bytes that cannot be read as what they claim to be. */
  'unreadable',
  /** A good file of a kind that the app does not handle. */
  'unsupported',
  /** The disk is full or may not be written. */
  'storage',
  'cancelled',
  /** A part of the app that should answer does not. */
  'unavailable',
  /** A mistake of ours. */
  'internal',
] as const;

export const Problem = z.object({
  code: z.enum(PROBLEM_CODES),
  /** One sentence or two for the person at the screen. */
  message: z.string(),
});
export type Problem = z.infer<typeof Problem>;
export type ProblemCode = Problem['code'];

/** A problem on its way up: thrown where it is noticed, turned into plain data where it leaves the process. */
export class ProblemError extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProblemError';
    this.code = code;
  }
}

const STORAGE_CODES: Record<string, string> = {
  ENOSPC: 'The disk is full. Free some space and try again; nothing that was saved is lost.',
  SQLITE_FULL: 'The disk is full. Free some space and try again; nothing that was saved is lost.',
  EROFS: 'The disk is read-only. Choose a place that can be written to.',
  SQLITE_READONLY: 'The project file is read-only. Allow writing to it, or copy the project elsewhere.',
  SQLITE_CORRUPT: 'The project file is damaged. Close the project and put a copy of it from a backup in its place.',
  SQLITE_IOERR: 'The disk failed while the project was read or written. Check the disk, then open the project again.',
};

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What was thrown, as plain data. Anything that is not a ProblemError is told apart by its system code. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return { code: error.code, message: error.message };
  if (error instanceof z.ZodError) return { code: 'bad-input', message: z.prettifyError(error) };
  if (error instanceof Error && error.name === 'AbortError') return { code: 'cancelled', message: 'Cancelled.' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const storage = Object.entries(STORAGE_CODES).find(([known]) => code.startsWith(known));
  if (storage) return { code: 'storage', message: storage[1] };
  if (code === 'EACCES' || code === 'EPERM')
    return { code: 'storage', message: `${text(error)}. Allow access to it, or choose another place.` };
  return { code: 'internal', message: text(error) };
}

/** The answer to a call, on every host: Electron drops error classes, so errors travel as values. */
export type Reply = { ok: unknown } | { problem: Problem };

export async function replyTo(call: () => unknown): Promise<Reply> {
  try {
    return { ok: await call() };
  } catch (error) {
    return { problem: toProblem(error) };
  }
}

/** The value of a reply, or its problem thrown. */
export function unwrapReply(reply: Reply): unknown {
  if ('problem' in reply) throw new ProblemError(reply.problem.code, reply.problem.message);
  return reply.ok;
}
