/** A thread that keeps a reservoir of renders and answers every message with a batch drawn from it. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Random, seededRandom } from '../../electron/shared/domain/random.ts';
import { faceExamples } from './faces.ts';
import { sceneExamples } from './scenes.ts';
import type { Batch, SupplyRequest } from './supply.ts';

/** What the reservoir holds, and how it becomes a row of every feed. */
export interface Examples<Render> {
  render(seed: number): Render;
  /** One picture, cut and lit anew: the numbers of each feed by name. What is absent counts nothing. */
  cut(render: Render, random: Random): Record<string, ArrayLike<number>>;
}

/** Share of a batch that comes from the latest renders, so that new ones are soon used. */
const LATEST_SHARE = 0.3;
const LATEST = 300;

const request = workerData as SupplyRequest;
const random = seededRandom(request.seed);

function serve<Render>({ render, cut }: Examples<Render>): void {
  const { batch: size, feeds, reservoir, uses, warm, firstSeed } = request;
  const renders: Render[] = [];
  let drawn = 0;
  const add = (): void => {
    renders[drawn % reservoir] = render(firstSeed + drawn);
    drawn++;
  };
  const pick = (): Render => {
    const back = random() < LATEST_SHARE ? Math.min(LATEST, renders.length) : renders.length;
    return renders[(drawn - 1 - Math.floor(random() * back)) % reservoir]!;
  };
  const makeBatch = (): Batch => {
    const arrays = feeds.map(({ name, dtype, shape }) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return [name, dtype === 'int32' ? new Int32Array(length) : new Float32Array(length)] as const;
    });
    for (let row = 0; row < size; row++) {
      const numbers = cut(pick(), random);
      for (const [name, array] of arrays) {
        const own = numbers[name];
        if (own) array.set(own, (row * array.length) / size);
      }
    }
    return Object.fromEntries(arrays);
  };

  let [wanted, credit, awake] = [0, 0, false];
  /** Asked-for batches come first; a batch earns the renders that its uses cost. */
  const work = (): void => {
    if (wanted > 0 && renders.length >= warm) {
      const batch = makeBatch();
      const buffers = Object.values(batch).map((array) => array.buffer as ArrayBuffer);
      parentPort!.postMessage(batch, buffers);
      wanted--;
      credit += size / uses;
    } else if (credit >= 1 || renders.length < warm) {
      add();
      credit = Math.max(0, credit - 1);
    } else {
      awake = false;
      return;
    }
    setImmediate(work);
  };
  parentPort!.on('message', () => {
    wanted++;
    if (awake) return;
    awake = true;
    setImmediate(work);
  });
}

if (request.what === 'faces') serve(faceExamples(request));
else serve(sceneExamples(request));
