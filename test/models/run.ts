/** Runs graphs through ONNX Runtime, as the app does, for tests of what their numbers are. */
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { Builder } from '../../models/graph/builder.ts';
import type { Graph, Value } from '../../models/graph/graph.ts';
import { float32Tensor, type Tensor } from '../../models/graph/tensor.ts';
import { encodeModel } from '../../models/onnx/encode.ts';

/** Threads that wait for each other give the processor back: other tests run beside. */
export const QUIET = {
  enableMemPattern: false,
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
} as const;

export interface Numbers {
  shape: readonly number[];
  data: Float32Array;
}

export const numbers = (shape: readonly number[], data: Iterable<number>): Numbers => ({
  shape,
  data: Float32Array.from(data),
});

export class Session {
  readonly #session: InferenceSession;
  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  static async open(graph: Graph, weights: ReadonlyMap<string, Tensor> = new Map()): Promise<Session> {
    return new Session(await InferenceSession.create(encodeModel(graph, weights), QUIET));
  }

  async run(feeds: Readonly<Record<string, Numbers>>): Promise<Record<string, Numbers>> {
    const inputs = Object.entries(feeds).map(([name, { shape, data }]) => [
      name,
      new OrtTensor('float32', data, shape),
    ]);
    const outputs = await this.#session.run(Object.fromEntries(inputs));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { dims, data }]) => {
        if (!(data instanceof Float32Array)) throw new Error(`${name} is not float32`);
        return [name, { shape: dims, data }];
      }),
    );
  }

  close(): Promise<void> {
    return this.#session.release();
  }
}

/** One run with inputs of their own types, named and shaped by the graph. */
export async function runFeeds(
  graph: Graph,
  weights: ReadonlyMap<string, Tensor>,
  feeds: Readonly<Record<string, Float32Array | Int32Array>>,
): Promise<Record<string, Numbers>> {
  const session = await InferenceSession.create(encodeModel(graph, weights), QUIET);
  const inputs = graph.inputs.map(({ name, dtype, shape }) => {
    if (dtype !== 'float32' && dtype !== 'int32') throw new Error(`cannot feed ${dtype}`);
    return [name, new OrtTensor(dtype, feeds[name]!, shape as readonly number[])] as const;
  });
  const outputs = await session.run(Object.fromEntries(inputs));
  await session.release();
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { dims, data }]) => [name, { shape: dims, data: data as Float32Array }]),
  );
}

/** What an expression gives for float inputs `x0`, `x1` and so on, with the first axis left open on request. */
export async function evaluate(
  inputs: readonly Numbers[],
  expression: (g: Builder, ...inputs: Value[]) => Value,
  { openBatch = false } = {},
): Promise<{ shape: readonly number[]; data: number[] }> {
  const g = new Builder();
  const values = inputs.map(({ shape }, i) =>
    g.input(`x${i}`, 'float32', openBatch ? ['batch', ...shape.slice(1)] : shape),
  );
  const session = await Session.open(g.finish({ y: expression(g, ...values) }));
  const { y } = await session.run(Object.fromEntries(inputs.map((input, i) => [`x${i}`, input])));
  await session.close();
  return { shape: y!.shape, data: [...y!.data].map((value) => Number(value.toPrecision(6))) };
}

export const weightMap = (entries: Readonly<Record<string, Numbers>>): Map<string, Tensor> =>
  new Map(Object.entries(entries).map(([name, { shape, data }]) => [name, float32Tensor(shape, data)]));

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`${a.length} numbers against ${b.length}`);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
