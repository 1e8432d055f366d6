/**
 * Fits the last layer of an embedding to what verification asks of it: are two pictures of one person? ArcFace, which it was
 * learned by, sets a face against centres of persons and never two pictures of one beside each other. The network draws the
 * embeddings of both once; a linear map of them is learned by the logistic loss of all pairs, those of one person and
 * those of two counting the same in all, and goes into the layer.
 */
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import { cropFace } from '../../electron/inference/crop.ts';
import { openNetwork } from '../../electron/inference/network.ts';
import { seededRandom, shuffled } from '../../electron/shared/domain/random.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { Builder } from '../../models/graph/builder.ts';
import { known } from '../../models/graph/dims.ts';
import { castTensor, float32Values } from '../../models/graph/float16.ts';
import type { Value } from '../../models/graph/graph.ts';
import { float32Tensor, type Tensor } from '../../models/graph/tensor.ts';
import { logisticOfPairs } from '../../models/training/losses/identity.ts';
import { type Feed, LossScope, oneHot } from '../../models/training/losses/loss.ts';
import { stepProgram, type TrainingProgram } from '../../models/training/program.ts';
import { inFile } from './evaluate.ts';
import { GROWING, type Grown } from './growing.ts';
import { type Course, NETWORK, PAIRS } from './recipes.ts';

const CONFIG = PRESETS['facexformer-starter'];
const [HEAD] = CONFIG.tasks.flatMap(({ head }) => (head.kind === 'embedding' ? [head] : []));
const LENGTH = HEAD!.outputs;
/** The layer that ends in the embedding. */
const LAYER = `face_decoder.${HEAD!.at}.layers.2`;

const MAP = 'pairs_map';
const SCALE = 'pairs_scale';
const THRESHOLD = 'pairs_threshold';
/** What a cosine is multiplied by, and what is taken from that, before it says whether a pair is of one person. */
const BEGINNING = { scale: 20, threshold: 8 };

/** The logistic loss of each picture of a first row against each of a second one; persons stand in the same order in both. */
export function pairsProgram(persons: number, length: number): TrainingProgram {
  const g = new Builder();
  const feeds: Feed[] = [];
  const scope = new LossScope(g, persons, feeds);
  const map = g.parameter(MAP, 'float32', [length, length]);
  const scale = g.parameter(SCALE, 'float32', [1]);
  const threshold = g.parameter(THRESHOLD, 'float32', [1]);
  const mapped = (row: string): Value => {
    const x = g.matmul(scope.feed(row, 'float32', [persons, length], 'an embedding of each person'), map);
    return g.div(x, g.sqrt(g.sum(g.mul(x, x), [1])));
  };
  const cosines = g.matmul(mapped('first'), g.turn(mapped('second')));
  const logits = g.sub(g.mul(cosines, scale), threshold);
  const same = oneHot(g, g.reshape(g.int32s([...Array(persons).keys()]), [persons, 1]), known(logits.shape[1]));
  const loss = logisticOfPairs(scope, logits, { same, other: g.scale(same, -1, 1) });
  return stepProgram(g, feeds, { loss }, [map, scale, threshold]);
}

/** The embeddings of two pictures of each person, [persons, length] each; null where it was given up. */
async function embeddedPairs(
  weights: ReadonlyMap<string, Tensor>,
  signal: AbortSignal,
): Promise<{ first: Float32Array; second: Float32Array } | null> {
  const { persons, firstPerson } = PAIRS;
  const [first, second] = [new Float32Array(persons * LENGTH), new Float32Array(persons * LENGTH)];
  const renderer = createRenderer();
  await inFile(weights, async (file) => {
    const network = await openNetwork({ file, preset: CONFIG.name }, ['identity'], 'cpu');
    // The network looks at one picture while the next one is drawn.
    let looked = Promise.resolve();
    for (let i = 0; i < persons && !signal.aborted; i++)
      for (const [picture, row] of [first, second].entries()) {
        const identity = firstPerson + i;
        const face = renderer.renderFace({ seed: 2 * identity + picture, identity }, { size: NETWORK.side });
        const { width, height, pixels: data, truth } = face;
        const crop = cropFace({ width, height, channels: 3, data }, truth.box, CONFIG.size);
        if (!crop) throw new Error(`the box of render ${2 * identity + picture} holds nothing`);
        await looked;
        looked = network
          .run(crop.planes, 1)
          .then(({ tasks }) => row.set(tasks.get('identity')!.subarray(0, LENGTH), i * LENGTH));
      }
    await looked;
    await network.close();
  });
  return signal.aborted ? null : { first, second };
}

/** The weights with a linear map [from, to] of their embedding in its last layer. */
export function withMap(weights: ReadonlyMap<string, Tensor>, map: Float32Array): Map<string, Tensor> {
  const mapped = (name: string): [string, Tensor] => {
    const tensor = weights.get(name)!;
    const before = float32Values(tensor);
    const columns = before.length / LENGTH;
    const after = new Float32Array(before.length);
    for (let from = 0; from < LENGTH; from++)
      for (let to = 0; to < LENGTH; to++)
        for (let column = 0; column < columns; column++)
          after[to * columns + column]! += map[from * LENGTH + to]! * before[from * columns + column]!;
    return [name, float32Tensor(tensor.shape.map(Number), after)];
  };
  return new Map([...weights, mapped(`${LAYER}.weight`), mapped(`${LAYER}.bias`)]);
}

const identityMatrix = (size: number): Float32Array =>
  Float32Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));

/** What is grown, what it begins with, and how what came of it goes into the weights. */
export function pairsOf(
  given: ReadonlyMap<string, Tensor>,
  changed: Partial<Course> = {},
): {
  grown: Grown;
  begin: Map<string, Tensor>;
  into: (learnt: ReadonlyMap<string, Tensor>) => Map<string, Tensor>;
} {
  const { persons } = PAIRS;
  const course = { ...PAIRS.course, ...changed };
  const weights = new Map([...given].map(([name, tensor]) => [name, castTensor(tensor, 'float32')]));
  const into = (learnt: ReadonlyMap<string, Tensor>) => withMap(weights, float32Values(learnt.get(MAP)!));
  const rows = (all: Float32Array, some: readonly number[]): Float32Array => {
    const row = new Float32Array(some.length * LENGTH);
    for (const [at, person] of some.entries())
      row.set(all.subarray(person * LENGTH, (person + 1) * LENGTH), at * LENGTH);
    return row;
  };
  const grown: Grown = {
    program: pairsProgram(course.batch, LENGTH),
    course,
    supply(updates, signal) {
      const random = seededRandom(course.seed + updates);
      const embedding = embeddedPairs(weights, signal);
      return {
        async next() {
          const embedded = await embedding;
          if (!embedded) return null;
          const { first, second } = embedded;
          const some = shuffled([...Array(persons).keys()], random).slice(0, course.batch);
          return { first: rows(first, some), second: rows(second, some) };
        },
        async close() {},
      };
    },
    evaluate: (learnt) => GROWING.network({ heldOut: PAIRS.heldOut }).evaluate(into(learnt)),
  };
  const begin = new Map([
    [MAP, float32Tensor([LENGTH, LENGTH], identityMatrix(LENGTH))],
    [SCALE, float32Tensor([1], Float32Array.of(BEGINNING.scale))],
    [THRESHOLD, float32Tensor([1], Float32Array.of(BEGINNING.threshold))],
  ]);
  return { grown, begin, into };
}
