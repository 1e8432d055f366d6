/**
 * The app's own detector, which knows faces from drawn ones only. Its network is TypeScript and its file holds weights
 * alone, so a graph is made for each size of window. What it sights is looked at twice where its file has what that takes.
 */
import { STEP, STRIDES } from '../../../models/detector/model.ts';
import { detectorGraph, detectorParameters } from '../../../models/detector/programs.ts';
import { encodeModel } from '../../../models/onnx/encode.ts';
import { fitWeights } from '../../../models/weights/names.ts';
import { IMAGENET } from '../../imaging/tensor.ts';
import { openSession, type Provider, type Session } from '../../runtime/session.ts';
import type { Size } from '../../shared/domain/geometry.ts';
import { withWeights } from '../weights-source.ts';
import type { Detector, Sighting } from './detector.ts';
import { createFeed, type Feed } from './feed.ts';
import { openSecondLook } from './second-look.ts';

export const OWN_DETECTOR = 'lineament-detector';

const WINDOW = 640;
/** A window's sides are rounded up to this: sixteen graphs at most are made, 20 milliseconds each, and stay open. */
const ROUND = 5 * STEP;

const roundUp = (length: number): number => Math.ceil(length / ROUND) * ROUND;

export function openOwnDetector(file: string, name: string, provider: Provider, threads: number): Detector {
  const parameters = detectorParameters();
  const { weights, second } = withWeights(file, name, ({ tensors }) => ({
    weights: fitWeights(parameters, tensors),
    second: openSecondLook(tensors, provider, threads),
  }));
  const opened = new Map<string, Promise<{ session: Session; feed: Feed }>>();

  const open = async (size: Size) => {
    const session = await openSession(encodeModel(detectorGraph(size), weights), { provider, threads });
    return { session, feed: createFeed(session, IMAGENET) };
  };
  const feedFor = async (size: Size): Promise<Feed> => {
    const key = `${size.width}x${size.height}`;
    const found = opened.get(key) ?? open(size);
    opened.set(key, found);
    return (await found).feed;
  };

  return {
    window: { width: WINDOW, height: WINDOW },
    whole: 'kept',
    second,
    async look(picture, window, score) {
      const size = { width: roundUp(window.width), height: roundUp(window.height) };
      const feed = await feedFor(size);
      const outputs = await feed(picture, window, size);
      return STRIDES.flatMap((stride) =>
        decode(
          {
            stride,
            columns: size.width / stride,
            scores: outputs[`score_${stride}`]!,
            boxes: outputs[`box_${stride}`]!,
          },
          score,
        ),
      );
    },
    async close() {
      for (const each of opened.values()) await (await each).session.release();
      opened.clear();
      await second?.close();
    },
  };
}

interface StrideOutput {
  stride: number;
  columns: number;
  /** [cells] in [0, 1]. */
  scores: Float32Array;
  /** [cells, 4]: centre as an offset from the cell's middle, log of width and height, all in strides. */
  boxes: Float32Array;
}

function decode({ stride, columns, scores, boxes }: StrideOutput, score: number): Sighting[] {
  const found: Sighting[] = [];
  for (let cell = 0; cell < scores.length; cell++) {
    const certainty = scores[cell]!;
    if (!(certainty >= score)) continue;
    const [dx, dy, logWidth, logHeight] = boxes.subarray(4 * cell, 4 * cell + 4) as unknown as number[];
    const width = Math.exp(logWidth!) * stride;
    const height = Math.exp(logHeight!) * stride;
    const x = ((cell % columns) + 0.5 + dx!) * stride;
    const y = (Math.floor(cell / columns) + 0.5 + dy!) * stride;
    found.push({
      box: { x: x - width / 2, y: y - height / 2, width, height },
      score: certainty,
      points: null,
    });
  }
  return found;
}
