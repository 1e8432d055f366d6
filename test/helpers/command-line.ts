/** The built command line, each command in a process of its own, and a served project as a window of it reaches it. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Input, Method, Output } from '../../electron/shared/contract.ts';
import { contract } from '../../electron/shared/contract.ts';
import { isActive, type Job } from '../../electron/shared/domain/job.ts';
import { type Reply, unwrapReply } from '../../electron/shared/errors.ts';
import { decode, encode } from '../../electron/shared/wire.ts';
import { root, startServer } from './hosts.ts';

// The libraries of graphics cards are not to be tried by every test.
process.env['LINEAMENT_PROVIDER'] ??= 'cpu';

/** Masks are printed as numbers. */
const MOST_OUTPUT = 2 ** 30;

/** Runs a command with `--json` and gives what it prints. @throws Error with what it says where it fails */
export function runCommand(dataDir: string, ...words: string[]): Promise<Record<string, unknown>> {
  const args = [path.join(root, 'out/electron/cli.js'), ...words, '--json', '--data', dataDir];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: MOST_OUTPUT }, (error, out, says) => {
      if (error) reject(new Error(`lineament ${words.join(' ')} ended with code ${error.code}: ${says}`));
      else resolve(JSON.parse(out) as Record<string, unknown>);
    });
  });
}

export interface ServedProject {
  call<M extends Method>(method: M, ...input: undefined extends Input<M> ? [] : [Input<M>]): Promise<Output<M>>;
  /** Waits until no job runs. */
  idle(): Promise<Job[]>;
  stop(): Promise<void>;
}

/** Serves a project and comes in by the printed address, as a browser does; stopped when the test ends, too. */
export async function serveProject(dataDir: string, project: string): Promise<ServedProject> {
  const server = await startServer(dataDir, project);
  onTestFinished(() => server.stop());
  const welcome = await fetch(server.url, { redirect: 'manual' });
  const cookie = welcome.headers.get('set-cookie')!.split(';')[0]!;
  const call = async (method: Method, input?: unknown): Promise<unknown> => {
    const body = new Uint8Array(encode({ method, input }));
    const response = await fetch(new URL('/call', server.url), { method: 'POST', headers: { cookie }, body });
    const value = unwrapReply(decode(new Uint8Array(await response.arrayBuffer())) as Reply);
    return contract[method].output.parse(value);
  };
  return {
    call: call as ServedProject['call'],
    async idle() {
      while (true) {
        const jobs = (await call('jobs.list')) as Job[];
        if (!jobs.some(isActive)) return jobs;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    stop: () => server.stop(),
  };
}
