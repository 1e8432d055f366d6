/** The released network on the processor: as it is optimised, against the plain export of the same weights. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cpuThreads } from '../../electron/runtime/provider.ts';
import { openSession, type Session, Tensor } from '../../electron/runtime/session.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { modelPieces } from '../../models/onnx/encode.ts';
import { type InferenceOptions, inferenceGraph, parametersOf } from '../../models/programs.ts';
import { recipeImage, recipeWeights } from '../models/recipe.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';

const config = PRESETS['facexformer-released'];
const ROUNDS = 15;
const BATCH = 8;

const FORMS = {
  plain: { optimised: false },
  optimised: {},
  'without masks': { tasks: config.tasks.map(({ task }) => task).filter((task) => task !== 'parsing') },
} satisfies Record<string, InferenceOptions>;
type Form = keyof typeof FORMS;
const forms = Object.keys(FORMS) as Form[];

const options = { provider: 'cpu', threads: cpuThreads() } as const;
const faces = (batch: number): Tensor =>
  new Tensor('float32', recipeImage(batch, config.size), [batch, 3, config.size, config.size]);

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Most memory that a process of its own ever holds to open the file and look at one face, in MiB. */
function peakMemory(file: string): number {
  const session = path.resolve(import.meta.dirname, '../../electron/runtime/session.ts');
  const script = `
    const { openSession, Tensor } = await import(${JSON.stringify(session)});
    const session = await openSession(${JSON.stringify(file)}, ${JSON.stringify(options)});
    const shape = ${JSON.stringify([1, 3, config.size, config.size])};
    await session.run({ pixels: new Tensor('float32', new Float32Array(${3 * config.size ** 2}), shape) });
    console.log(process.resourceUsage().maxRSS / 1024);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

async function run(): Promise<Measurement[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lineament-bench-'));
  try {
    const weights = recipeWeights(parametersOf(config));
    const file = (form: Form): string => path.join(folder, `${form}.onnx`);
    for (const form of forms) {
      const out = fs.openSync(file(form), 'w');
      for (const piece of modelPieces(inferenceGraph(config, FORMS[form]), weights)) fs.writeSync(out, piece);
      fs.closeSync(out);
    }
    const memory = { plain: peakMemory(file('plain')), optimised: peakMemory(file('optimised')) };

    const opening = { plain: [] as number[], optimised: [] as number[] };
    for (let round = 0; round < 3; round++)
      for (const form of ['plain', 'optimised'] as const) {
        let session: Session | null = null;
        opening[form].push(
          await milliseconds(async () => {
            session = await openSession(file(form), options);
          }),
        );
        await (session as Session | null)?.release();
      }

    const sessions = new Map<Form, Session>();
    for (const form of forms) sessions.set(form, await openSession(file(form), options));
    const [one, many] = [faces(1), faces(BATCH)];
    const look = (form: Form, pixels: Tensor) => milliseconds(() => sessions.get(form)!.run({ pixels }));
    const spent: Record<Form | 'batch', number[]> = { plain: [], optimised: [], 'without masks': [], batch: [] };
    for (const form of forms) await look(form, one);
    await look('optimised', many);
    for (let round = 0; round < ROUNDS; round++) {
      for (const form of forms) spent[form].push(await look(form, one));
      if (round % 3 === 0) spent.batch.push((await look('optimised', many)) / BATCH);
    }
    for (const session of sessions.values()) await session.release();

    // Other work on the machine stretches the clock, but hardly what a single thread itself computes.
    const alone = { plain: [] as number[], optimised: [] as number[] };
    const single = {
      plain: await openSession(file('plain'), { ...options, threads: 1 }),
      optimised: await openSession(file('optimised'), { ...options, threads: 1 }),
    };
    for (let round = 0; round <= ROUNDS; round++)
      for (const form of ['plain', 'optimised'] as const) {
        const before = process.cpuUsage();
        await single[form].run({ pixels: one });
        const { user, system } = process.cpuUsage(before);
        if (round > 0) alone[form].push((user + system) / 1000);
      }
    for (const session of Object.values(single)) await session.release();

    const time = (form: Form | 'batch') => median(spent[form]);
    const note = `median of ${ROUNDS}, turn by turn, ${options.threads} threads`;
    return [
      measurement('a face', time('optimised'), 'ms', { what: 'plain export', value: time('plain') }, note),
      measurement(
        'a face without masks',
        time('without masks'),
        'ms',
        { what: 'all tasks', value: time('optimised') },
        note,
      ),
      measurement(
        `a face of ${BATCH} at once`,
        time('batch'),
        'ms',
        { what: 'a face alone', value: time('optimised') },
        `median of ${spent.batch.length}`,
      ),
      measurement(
        'opening the file',
        median(opening.optimised),
        'ms',
        { what: 'plain export', value: median(opening.plain) },
        'median of 3',
      ),
      measurement(
        'processor time of a face on one thread',
        median(alone.optimised),
        'ms',
        { what: 'plain export', value: median(alone.plain) },
        `median of ${ROUNDS}, turn by turn`,
      ),
      measurement('most memory for a face', memory.optimised, 'MiB', { what: 'plain export', value: memory.plain }),
    ];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

export const bench: Bench = {
  name: 'inference',
  about: 'The released network on the processor, optimised against plain, in time and memory.',
  run,
};
