/**
 * A second look at what a detector sighted: a network draws the face's points there. On a face every point has one place,
 * anywhere else its map spreads; and the box about the points is better placed than any that a glance gives.
 */

import { PRESETS } from '../../../models/facexformer/config.ts';
import { float32Values } from '../../../models/graph/float16.ts';
import { encodeModel } from '../../../models/onnx/encode.ts';
import { inferenceGraph } from '../../../models/programs.ts';
import { fitWeights } from '../../../models/weights/names.ts';
import type { TensorEntry } from '../../../models/weights/weights-file.ts';
import type { Pixels } from '../../imaging/decode.ts';
import { openSession, type Provider, type Session, Tensor } from '../../runtime/session.ts';
import type { Box } from '../../shared/domain/geometry.ts';
import { BATCH } from '../batches.ts';
import { cropFace } from '../crop.ts';
import { proposalsOf } from '../proposal.ts';
import type { SecondLook, Sighting } from './detector.ts';

/** Names of the points network's weights in a detector's file begin with this. */
export const POINTS = 'points.';
/** Name of three numbers [3]: what is added, what the first look's logit counts, and what the share of the maps counts. */
export const VERDICT = 'verdict';

/** Lower first scores brought no face that the second look kept, on photos or scenes, and as much work again. */
const FROM = 0.3;
/** What has a smaller share of its maps near their places is no face, however the box lies. */
const HOPELESS = 0.08;
/** The box about its points of a face, as shares of theirs: the median of rendered faces. Above the brows is forehead. */
const AROUND = { left: 0.055, top: 0.24, width: 1.11, height: 1.24 };

/** The starter on smaller pictures, which tell a face from a hand as well and take three fifths of the time. */
const config = { ...PRESETS['facexformer-starter'], size: 128 };
const graphOf = () => inferenceGraph(config, { tasks: ['landmarks'], spread: true });

/** Names of all weights that the second look needs of a network. */
export const pointsParameters = (): string[] => graphOf().parameters.map(({ name }) => name);

const logit = (probability: number): number => {
  const inside = Math.min(0.995, Math.max(0.005, probability));
  return Math.log(inside / (1 - inside));
};

/** What the points network says of a place: the box about the points, and the mean share of the maps near to them. */
interface Drawn {
  box: Box;
  share: number;
}

function boxAbout(points: readonly (readonly [number, number])[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - x, Math.max(...ys) - y];
  return {
    x: x - AROUND.left * width,
    y: y - AROUND.top * height,
    width: AROUND.width * width,
    height: AROUND.height * height,
  };
}

/** Null where a detector's file holds no points network. */
export function openSecondLook(
  tensors: ReadonlyMap<string, TensorEntry>,
  provider: Provider,
  threads: number,
): SecondLook | null {
  const verdict = tensors.get(VERDICT)?.read();
  if (!verdict) return null;
  const [added, ofFirst, ofShare] = float32Values(verdict) as unknown as [number, number, number];
  const graph = graphOf();
  const own = [...tensors].filter(([name]) => name.startsWith(POINTS));
  const weights = fitWeights(graph.parameters, new Map(own.map(([name, entry]) => [name.slice(POINTS.length), entry])));
  let opened: Promise<Session> | null = null;
  const open = (): Promise<Session> => {
    opened ??= openSession(encodeModel(graph, weights), { provider, threads });
    return opened;
  };
  const batch = BATCH[provider];
  const length = 3 * config.size * config.size;

  /** One answer a box; null where it lies outside of the photo or the points fall onto one place. */
  async function draw(photo: Pixels, boxes: readonly Box[], signal?: AbortSignal): Promise<(Drawn | null)[]> {
    const session = await open();
    const drawn: (Drawn | null)[] = boxes.map(() => null);
    const crops = boxes.flatMap((box, i) => {
      const crop = cropFace(photo, box, config.size);
      return crop ? [{ ...crop, i }] : [];
    });
    for (let start = 0; start < crops.length; start += batch) {
      signal?.throwIfAborted();
      const together = crops.slice(start, start + batch);
      const faces = together.length;
      const pixels = new Float32Array(faces * length);
      for (const [face, { planes }] of together.entries()) pixels.set(planes, face * length);
      const outputs = await session.run({
        pixels: new Tensor('float32', pixels, [faces, 3, config.size, config.size]),
      });
      const numbers = (name: string) => outputs[name]!.data as Float32Array;
      const answers = { tasks: new Map([['landmarks' as const, numbers('landmarks')]]), spread: numbers('spread') };
      for (const [face, { frame, i }] of together.entries()) {
        const [said] = proposalsOf(config, answers, { face, faces, frame });
        if (said?.task !== 'landmarks') continue;
        const box = boxAbout(said.value.points);
        if (box.width > 0 && box.height > 0) drawn[i] = { box, share: said.confidence ?? 0 };
      }
    }
    return drawn;
  }

  return {
    from: FROM,
    async look(photo, sightings, signal) {
      const once = await draw(
        photo,
        sightings.map(({ box }) => box),
        signal,
      );
      const hopeful = sightings.flatMap((sighting, i) => {
        const first = once[i];
        return first && first.share >= HOPELESS ? [{ sighting, first }] : [];
      });
      // A box about the points shows the face as the network knows faces, so what it draws there is truer.
      const twice = await draw(
        photo,
        hopeful.map(({ first }) => first.box),
        signal,
      );
      return hopeful.flatMap(({ sighting, first }, i): Sighting[] => {
        const second = twice[i];
        if (!second) return [];
        const sum = added + ofFirst * logit(sighting.score) + (ofShare * (first.share + second.share)) / 2;
        return [{ ...sighting, box: second.box, score: 1 / (1 + Math.exp(-sum)) }];
      });
    },
    async close() {
      await (await opened)?.release();
      opened = null;
    },
  };
}
