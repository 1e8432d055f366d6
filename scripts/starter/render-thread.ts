/**
 * A thread that keeps a reservoir of renders and answers every message with a batch drawn from it. What is in a batch follows
 * from the request and from its number alone, never from the time: a training can be repeated to the bit.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Random, seededRandom } from '../../electron/shared/domain/random.ts';
import { faceExamples } from './faces.ts';
import { sceneExamples } from './scenes.ts';
import type { Batch, SupplyRequest } from './supply.ts';

/** What the reservoir holds, and how it becomes rows of every feed. */
export interface Examples<Render> {
  /** Rows that a render makes: pictures that belong together. */
  pictures: number;
  render(seed: number): Render;
  /**
   * Every picture, cut and lit anew: the numbers of each feed by name. What is absent counts nothing.
   * @param another gives any other render of the reservoir
   */
  cut(render: Render, random: Random, another: () => Render): Record<string, ArrayLike<number>>[];
}

/** Share of a batch that comes from the latest renders, so that new ones are soon used. */
const LATEST_SHARE = 0.3;
const LATEST = 300;

const request = workerData as SupplyRequest;
const random = seededRandom(request.seed);

function serve<Render>({ pictures, render, cut }: Examples<Render>): void {
  const { batch: size, feeds, reservoir, uses, warm, firstSeed } = request;
  const renders: Render[] = [];
  let drawn = 0;
  const pick = (): Render => {
    const back = random() < LATEST_SHARE ? Math.min(LATEST, renders.length) : renders.length;
    return renders[(drawn - 1 - Math.floor(random() * back)) % reservoir]!;
  };
  const makeBatch = (): Batch => {
    const arrays = feeds.map(({ name, dtype, shape }) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return [name, dtype === 'int32' ? new Int32Array(length) : new Float32Array(length)] as const;
    });
    for (let row = 0; row < size; row += pictures)
      for (const [picture, numbers] of cut(pick(), random, pick).entries())
        for (const [name, array] of arrays) {
          const own = numbers[name];
          if (own) array.set(own, ((row + picture) * array.length) / size);
        }
    return Object.fromEntries(arrays);
  };

  /** How many renders there are when this batch is drawn: those to begin with, and as many as the batches before used up. */
  const rendersAt = (batch: number): number => warm + Math.floor((batch * size) / pictures / uses);
  let made = 0;
  parentPort!.on('message', () => {
    for (; drawn < rendersAt(made); drawn++) renders[drawn % reservoir] = render(firstSeed + drawn);
    const batch = makeBatch();
    made++;
    const buffers = Object.values(batch).map((array) => array.buffer as ArrayBuffer);
    parentPort!.postMessage(batch, buffers);
  });
}

if (request.what === 'faces') serve(faceExamples(request));
else serve(sceneExamples(request));
