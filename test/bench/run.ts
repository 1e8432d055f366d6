/** Runs benchmarks by name, or all of them, and prints one JSON document: the machine and every measurement. */
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchReport } from '../../electron/cli/bench-command.ts';
import type { Bench } from './bench.ts';

const own = new Set(['bench.ts', 'run.ts']);
const modules = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !own.has(file));
const benches = await Promise.all(
  modules.map(async (file) => ((await import(path.join(import.meta.dirname, file))) as { bench?: Bench }).bench),
);
const all = benches.filter((bench): bench is Bench => bench !== undefined);

const { values, positionals: names } = parseArgs({ allowPositionals: true, options: { faces: { type: 'string' } } });
const faces = values.faces === undefined ? undefined : Number(values.faces);
if (faces !== undefined && !(Number.isInteger(faces) && faces > 0)) {
  console.error(`--faces is a whole number from 1, not «${values.faces}».`);
  process.exit(1);
}
const unknown = names.filter((name) => !all.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark «${unknown.join('», «')}». There are: ${all.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}

const results: BenchReport['results'] = [];
for (const bench of all) {
  if (names.length > 0 && !names.includes(bench.name)) continue;
  console.error(`${bench.name}: ${bench.about}`);
  results.push(...(await bench.run({ faces })).map((measurement) => ({ bench: bench.name, ...measurement })));
}
const [cpu] = os.cpus();
const machine = `${os.cpus().length} x ${cpu?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, node ${process.version}`;
console.log(JSON.stringify({ machine, results } satisfies BenchReport));
process.exit(0);
