/**
 * The released network on the processor: as it is optimised, and with an encoder in bytes, against the plain export of the
 * same weights; and how far answers of bytes are from those of floats. Weights are hashed, unless LINEAMENT_BENCH_WEIGHTS
 * names a file of real ones, for which alone the distances mean something.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withWeights } from '../../electron/inference/weights-source.ts';
import { cpuThreads } from '../../electron/runtime/provider.ts';
import { openSession, type Session, Tensor } from '../../electron/runtime/session.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { encodeModel, modelPieces, type Weights } from '../../models/onnx/encode.ts';
import { bytesProbe, type InferenceOptions, inferenceGraph, PROBE_SUM, parametersOf } from '../../models/programs.ts';
import { fitWeights } from '../../models/weights/names.ts';
import { type Answers, changedPixels, deviations } from '../models/deviation.ts';
import { recipeImage, recipeWeights } from '../models/recipe.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';

const config = PRESETS['facexformer-released'];
const ROUNDS = 15;
const BATCH = 8;

const FORMS = {
  plain: { optimised: false },
  optimised: {},
  int8: { encoder: 'int8' },
  int7: { encoder: 'int7' },
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

function weightsToMeasure(): Weights {
  const parameters = parametersOf(config);
  const file = process.env['LINEAMENT_BENCH_WEIGHTS'];
  return file ? withWeights(file, file, ({ tensors }) => fitWeights(parameters, tensors)) : recipeWeights(parameters);
}

/** Whether this processor sums products of int8 exactly. */
async function int8IsExact(): Promise<boolean> {
  const session = await openSession(encodeModel(bytesProbe(), new Map()), options);
  const ones = new Float32Array(4 * PROBE_SUM).fill(1);
  const { y } = await session.run({ x: new Tensor('float32', ones, [4, PROBE_SUM]) });
  await session.release();
  return y!.data[0] === PROBE_SUM;
}

/** How far an encoder in bytes takes the answers: the greatest and the mean distance of each head, and pixels of another class. */
function distances(form: Form, floats: Answers, bytes: Answers): Measurement[] {
  const heads = [...deviations(config, floats, bytes)].map(([task, { greatest, mean, spread, unit }]) =>
    measurement(
      `${form}: ${task}, mean distance to floats`,
      mean,
      unit,
      { what: 'spread of its answers', value: spread },
      `greatest ${greatest.toPrecision(3)} ${unit}`.trim(),
    ),
  );
  const changed = 100 * changedPixels(config, floats['parsing']!, bytes['parsing']!);
  return [...heads, measurement(`${form}: pixels of another class`, changed, '%', { what: 'all pixels', value: 100 })];
}

async function run(): Promise<Measurement[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lineament-bench-'));
  try {
    const weights = weightsToMeasure();
    const file = (form: Form): string => path.join(folder, `${form}.onnx`);
    for (const form of forms) {
      const out = fs.openSync(file(form), 'w');
      for (const piece of modelPieces(inferenceGraph(config, FORMS[form]), weights)) fs.writeSync(out, piece);
      fs.closeSync(out);
    }
    const memory = {
      plain: peakMemory(file('plain')),
      optimised: peakMemory(file('optimised')),
      int8: peakMemory(file('int8')),
    };

    const opening = { plain: [] as number[], optimised: [] as number[], int8: [] as number[] };
    for (let round = 0; round < 3; round++)
      for (const form of ['plain', 'optimised', 'int8'] as const) {
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
    const spent: Record<Form | 'batch', number[]> = {
      plain: [],
      optimised: [],
      int8: [],
      int7: [],
      'without masks': [],
      batch: [],
    };
    for (const form of forms) await look(form, one);
    await look('optimised', many);
    for (let round = 0; round < ROUNDS; round++) {
      for (const form of forms) spent[form].push(await look(form, one));
      if (round % 3 === 0) spent.batch.push((await look('optimised', many)) / BATCH);
    }
    const two = faces(2);
    const answers = async (form: Form): Promise<Answers> => {
      const found = await sessions.get(form)!.run({ pixels: two });
      return Object.fromEntries(Object.entries(found).map(([task, { data }]) => [task, data as Float32Array]));
    };
    const floats = await answers('optimised');
    const apart = [
      ...distances('int8', floats, await answers('int8')),
      ...distances('int7', floats, await answers('int7')),
    ];
    for (const session of sessions.values()) await session.release();

    // Other work on the machine stretches the clock, but hardly what a single thread itself computes.
    const alone = { plain: [] as number[], optimised: [] as number[], int8: [] as number[] };
    const single = {
      plain: await openSession(file('plain'), { ...options, threads: 1 }),
      optimised: await openSession(file('optimised'), { ...options, threads: 1 }),
      int8: await openSession(file('int8'), { ...options, threads: 1 }),
    };
    for (let round = 0; round <= ROUNDS; round++)
      for (const form of ['plain', 'optimised', 'int8'] as const) {
        const before = process.cpuUsage();
        await single[form].run({ pixels: one });
        const { user, system } = process.cpuUsage(before);
        if (round > 0) alone[form].push((user + system) / 1000);
      }
    for (const session of Object.values(single)) await session.release();

    const time = (form: Form | 'batch') => median(spent[form]);
    const exact = await int8IsExact();
    const note = `median of ${ROUNDS}, turn by turn, ${options.threads} threads`;
    return [
      measurement('a face', time('optimised'), 'ms', { what: 'plain export', value: time('plain') }, note),
      measurement(
        'a face, encoder in int8',
        time('int8'),
        'ms',
        { what: 'plain export', value: time('plain') },
        `${note}, ${exact ? 'exact' : 'NOT exact: use int7'} on this processor`,
      ),
      measurement('a face, encoder in int7', time('int7'), 'ms', { what: 'plain export', value: time('plain') }, note),
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
        'opening the file, encoder in int8',
        median(opening.int8),
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
      measurement(
        'processor time of a face on one thread, encoder in int8',
        median(alone.int8),
        'ms',
        { what: 'plain export', value: median(alone.plain) },
        `median of ${ROUNDS}, turn by turn`,
      ),
      measurement('most memory for a face', memory.optimised, 'MiB', { what: 'plain export', value: memory.plain }),
      measurement('most memory for a face, encoder in int8', memory.int8, 'MiB', {
        what: 'plain export',
        value: memory.plain,
      }),
      ...apart,
    ];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

export const bench: Bench = {
  name: 'inference',
  about: 'The released network on the processor, optimised and in bytes against plain: time, memory, distance.',
  run,
};
