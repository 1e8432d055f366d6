/** What a command of the command line is, and what it is given. */
import type { ParseArgsConfig } from 'node:util';
import type { Input, Method, Output } from '../shared/contract.ts';
import type { Job, JobRequest } from '../shared/domain/job.ts';

export type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Record<string, string | boolean | undefined>;

/** The app as a command reaches it: the same calls that a window makes. */
export interface Session {
  call<M extends Method>(method: M, ...input: undefined extends Input<M> ? [] : [Input<M>]): Promise<Output<M>>;
  /** Runs a job to its end, be it asked for or begun by a call of one's own. Its progress is on stderr; Ctrl-C cancels it. */
  runJob(request: JobRequest | (() => Promise<Job>)): Promise<Job>;
  /** Everything that the job passed over. */
  skipped(job: Job): Promise<{ path: string; reason: string }[]>;
}

export interface Command {
  /** What follows the command's name. */
  usage: string;
  about: string;
  /** Beside `--json` and `--data`, which every command has. */
  options: Options;
  /** How many words it takes besides options: at least, at most. */
  words: readonly [number, number];
  run(context: { words: string[]; values: Values; session: () => Promise<Session> }): Promise<Outcome>;
}

/** What a command prints: `json` with `--json`, else `text`. */
export interface Outcome {
  json: unknown;
  text: string;
  /** 1 where nothing was done. */
  exitCode: 0 | 1;
}
