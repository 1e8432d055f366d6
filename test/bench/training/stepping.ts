/** A process that steps when it is told to, so that two of them can be timed turn by turn. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Stepping {
  /** Seconds of one step. */
  step(what: 'step' | 'losses'): Promise<number>;
  /** Ends it, and tells the most memory it has taken, in bytes. */
  end(): Promise<number>;
}

/** @param args a program that answers each line that it reads, and the end of its input, with a number on a line */
export function startStepping(program: string, args: readonly string[]): Stepping {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<number> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} ${args.join(' ')} ended early`);
    return Number(value);
  };
  return {
    step(what) {
      child.stdin.write(`${what}\n`);
      return answer();
    },
    async end() {
      child.stdin.end();
      return answer();
    },
  };
}
