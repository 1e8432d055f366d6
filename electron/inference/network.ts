/** An open network: pixels of several faces in, one named answer a task out. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import { type ExternalTensor, modelPieces } from '../../models/onnx/encode.ts';
import { hasLinearMaps, inferenceGraph } from '../../models/programs.ts';
import { cpuThreads } from '../runtime/provider.ts';
import { openSession, type Provider, Tensor } from '../runtime/session.ts';
import { ProblemError } from '../shared/errors.ts';
import { byteWeights } from './bytes.ts';
import { besideMirrors, meanOfMirrors, spreadOfMirrors } from './mirrored.ts';
import { configOf, tasksOf } from './weights.ts';
import { withWeights, writePieces } from './weights-source.ts';

/** The app's file of a network's weights, and the preset that reads it. */
export interface NetworkFile {
  /** Absolute path of a safetensors file that `keepWeights` wrote. */
  file: string;
  preset: string;
  /** Computes the encoder in bytes where it runs on a processor and has linear maps: faster, and answers that are near. */
  fast?: boolean;
}

/** Each task's answers, face after face. */
export type TaskAnswers = ReadonlyMap<Task, Float32Array>;

export interface Answers {
  readonly tasks: TaskAnswers;
  /** How far the map of each landmark spreads, in the units of landmarks; null where the network draws none. */
  readonly spread: Float32Array | null;
}

export interface Network {
  readonly config: FaceXFormerConfig;
  readonly tasks: readonly Task[];
  /** Whether it computes in bytes. */
  readonly fast: boolean;
  /** @param pixels [faces, 3, size, size], normalised */
  run(pixels: Float32Array, faces: number): Promise<Answers>;
  /** Gives its memory back. */
  close(): Promise<void>;
}

/**
 * The graph goes into a small file beside the weights and refers to them where they lie: they are mapped into memory,
 * never copied through it, and 370 MB are not written a second time. Once the session is open the graph is not needed.
 */
export async function openNetwork(
  { file, preset, fast = false }: NetworkFile,
  asked: 'all' | readonly Task[],
  provider: Provider,
): Promise<Network> {
  const config = configOf(preset);
  const tasks = tasksOf(config, asked);
  if (tasks.length === 0)
    throw new ProblemError('unsupported', `The network ${preset} knows none of the tasks asked for.`);
  const encoder = fast && provider === 'cpu' && hasLinearMaps(config) ? await byteWeights() : null;
  const graph = inferenceGraph(config, { tasks, spread: true, ...(encoder && { encoder }) });
  const inFile = withWeights(
    file,
    file,
    ({ tensors }) =>
      new Map(
        graph.parameters.map(({ name }): [string, ExternalTensor] => {
          const { dtype, shape, offset } = tensors.get(name) ?? {};
          if (!dtype || !shape || offset === undefined)
            throw new ProblemError('unreadable', `The model file ${file} has lost ${name}. Import the model again.`);
          return [name, { dtype, shape, offset, file: path.basename(file) }];
        }),
      ),
  );
  const graphFile = path.join(path.dirname(file), `${randomUUID()}.onnx`);
  try {
    writePieces(graphFile, modelPieces(graph, inFile));
    const session = await openSession(graphFile, { provider, threads: cpuThreads() });
    return {
      config,
      tasks,
      fast: encoder !== null,
      async run(pixels, faces) {
        const { size, mirrored } = config;
        const seen = mirrored ? besideMirrors(pixels, size) : pixels;
        const input = new Tensor('float32', seen, [seen.length / (3 * size * size), 3, size, size]);
        const outputs = await session.run({ pixels: input });
        const numbers = (name: string) => outputs[name]!.data as Float32Array;
        const answer = (task: Task) => (mirrored ? meanOfMirrors(task, numbers(task), faces, size) : numbers(task));
        const spread = 'spread' in outputs ? numbers('spread') : null;
        return {
          tasks: new Map(tasks.map((task) => [task, answer(task)])),
          spread: spread && mirrored ? spreadOfMirrors(spread, faces) : spread,
        };
      },
      close: () => session.release(),
    };
  } finally {
    await rm(graphFile, { force: true });
  }
}
