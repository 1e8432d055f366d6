/** Runs steps of training through ONNX Runtime. */
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { elementCount, float32Tensor, type Tensor } from '../../../models/graph/tensor.ts';
import { encodeModel } from '../../../models/onnx/encode.ts';
import type { TrainingOptions, TrainingProgram } from '../../../models/programs.ts';
import { recipeImage, recipeTensor, recipeWeights, uniform } from '../recipe.ts';
import { type Numbers, QUIET } from '../run.ts';

export type Weights = ReadonlyMap<string, Tensor>;
export type Feeds = Readonly<Record<string, Float32Array | Int32Array>>;

const floatsOf = ({ bytes }: Tensor): Float32Array =>
  new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);

export class TrainingSession {
  readonly #program: TrainingProgram;
  readonly #session: InferenceSession;
  private constructor(program: TrainingProgram, session: InferenceSession) {
    this.#program = program;
    this.#session = session;
  }

  /** @param frozen weights of the graph's own parameters; made by the recipe where not said */
  static async open(program: TrainingProgram, frozen?: Weights, threads = 2): Promise<TrainingSession> {
    const bytes = encodeModel(program.graph, frozen ?? recipeWeights(program.graph.parameters));
    return new TrainingSession(program, await InferenceSession.create(bytes, { ...QUIET, intraOpNumThreads: threads }));
  }

  async run(weights: Weights, feeds: Feeds): Promise<Record<string, Numbers>> {
    const { learnt, feeds: declared } = this.#program;
    const inputs: Record<string, OrtTensor> = {};
    for (const { name, shape } of learnt)
      inputs[name] = new OrtTensor('float32', floatsOf(weights.get(name)!), shape as number[]);
    for (const { name, dtype, shape } of declared) inputs[name] = new OrtTensor(dtype, feeds[name]!, shape);
    const outputs = await this.#session.run(inputs);
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { dims, data }]) => [name, { shape: dims, data: data as Float32Array }]),
    );
  }

  /** The learnt weights, moved along a direction. */
  moved(weights: Weights, direction: ReadonlyMap<string, Float32Array>, by: number): Weights {
    return new Map(
      [...weights].map(([name, tensor]) => {
        const along = direction.get(name);
        return [
          name,
          along
            ? float32Tensor(
                tensor.shape,
                floatsOf(tensor).map((w, i) => w + by * along[i]!),
              )
            : tensor,
        ];
      }),
    );
  }

  close(): Promise<void> {
    return this.#session.release();
  }
}

/** Something for every feed of a program: labels, points and rotations that could be, every face with every label. */
export function drawnFeeds({ feeds }: TrainingProgram): Record<string, Float32Array | Int32Array> {
  return Object.fromEntries(
    feeds.map(({ name, dtype, shape }) => {
      const u = uniform(name);
      const count = elementCount(shape);
      if (dtype === 'int32') return [name, Int32Array.from({ length: count }, (_, i) => Math.floor((u(i) + 1) * 1))];
      if (name === 'pixels') return [name, recipeImage(shape[0]!, shape[2]!)];
      if (name.startsWith('weight.') || name.startsWith('keep.')) return [name, new Float32Array(count).fill(1)];
      if (name === 'target.pose' && shape.length === 3)
        return [name, Float32Array.from({ length: count }, (_, i) => [1, 0, 0, 0, 1, 0, 0, 0, 1][i % 9]!)];
      if (name === 'target.age.years') return [name, Float32Array.from({ length: count }, (_, i) => 40 + 30 * u(i))];
      if (name === 'target.attributes' || name === 'target.visibility')
        return [name, Float32Array.from({ length: count }, (_, i) => (u(i) > 0 ? 1 : 0))];
      return [name, floatsOf(recipeTensor(name, [1, ...shape])).map((v) => v * 0.8)];
    }),
  );
}

/** Losses of all tasks of the released network. */
export const RELEASED_LOSSES = {
  parsing: {},
  landmarks: { kind: 'l1' },
  visibility: {},
  pose: {},
  attributes: {},
  age: { values: [4.5, 14.5, 24.5, 34.5, 44.5, 54.5, 64.5, 75] },
  gender: {},
  race: {},
} as const satisfies TrainingOptions['losses'];
