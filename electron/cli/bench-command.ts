/** The command that runs the benchmarks of a clone. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { rootDir } from '../places.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Command } from './command.ts';
import { numberOption } from './options.ts';

/** What a benchmark found: something measured beside a reference in the same process. */
export interface Measurement {
  name: string;
  value: number;
  unit: string;
  /** What the value is held against, in the same unit, measured in the same run or stated as a limit. */
  reference: { what: string; value: number };
  /** value / reference.value */
  ratio: number;
  /** Anything a reader needs to judge it: sizes, counts, medians of how many. */
  note?: string;
}

/** What `test/bench/run.ts` prints. */
export interface BenchReport {
  machine: string;
  results: (Measurement & { bench: string })[];
}

export const bench: Command = {
  usage: '[NAME…] [--faces N]',
  about:
    'the benchmarks of test/bench, each with a reference measured in the same run; --faces sets the size of export',
  options: { faces: { type: 'string' } },
  words: [0, Number.POSITIVE_INFINITY],
  async run({ words, values }) {
    const runner = path.join(rootDir, 'test', 'bench', 'run.ts');
    if (!existsSync(runner)) {
      throw new ProblemError('unsupported', 'The benchmarks come with the source code: run this in a clone of it.');
    }
    const faces = numberOption(values, 'faces');
    const child = spawn(
      process.execPath,
      [runner, ...words, ...(faces === undefined ? [] : ['--faces', String(faces)])],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output, code] = await Promise.all([
      text(child.stdout),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ]);
    if (code !== 0) throw new ProblemError('bad-input', `The benchmarks stopped with exit code ${code}.`);
    const { machine, results } = JSON.parse(output) as BenchReport;
    const lines = results.map(({ bench, name, value, unit, reference, ratio, note }) => {
      const against = `${ratio.toFixed(2)} x ${reference.what} (${reference.value.toPrecision(4)} ${unit})`;
      return `${bench}: ${name}: ${value.toPrecision(4)} ${unit}, ${against}${note ? `; ${note}` : ''}`;
    });
    return {
      json: results.map((result) => ({ ...result, machine })),
      text: [machine, ...lines].join('\n'),
      exitCode: 0,
    };
  },
};
