/** Proposes values for the faces of photos: one network, and batches that are filled across photos. */
import type { Task } from '../../models/facexformer/config.ts';
import type { Pixels } from '../imaging/decode.ts';
import type { Provider } from '../runtime/session.ts';
import type { Box } from '../shared/domain/geometry.ts';
import { BATCH, Batches } from './batches.ts';
import { type Crop, cropFace } from './crop.ts';
import { type NetworkFile, openNetwork } from './network.ts';
import { type Proposal, proposalsOf } from './proposal.ts';

/** Proposals for one face, or why there are none. */
export type FaceResult = { proposals: Proposal[] } | { problem: string };

export interface Annotator {
  /** One result a box. `open` decodes the photo; a batch that is not full waits for it. */
  propose(open: () => Promise<Pixels>, boxes: readonly Box[], signal: AbortSignal): Promise<FaceResult[]>;
  close(): Promise<void>;
}

export async function openAnnotator(
  file: NetworkFile,
  tasks: 'all' | readonly Task[],
  provider: Provider,
): Promise<Annotator> {
  const network = await openNetwork(file, tasks, provider);
  const { size } = network.config;
  const length = 3 * size * size;
  // Kept from run to run: fresh memory costs as much again as filling it.
  const pixels = new Float32Array(BATCH[provider] * length);

  const batches = new Batches(BATCH[provider], async (crops: Crop[]): Promise<FaceResult[]> => {
    for (const [i, { planes }] of crops.entries()) pixels.set(planes, i * length);
    const answers = await network.run(pixels.subarray(0, crops.length * length), crops.length);
    return crops.map(({ frame }, face) => {
      try {
        return { proposals: proposalsOf(network.config, answers, { face, faces: crops.length, frame }) };
      } catch (error) {
        return { problem: `The network cannot judge this face: ${(error as Error).message}.` };
      }
    });
  });

  return {
    async propose(open, boxes, signal) {
      let crops: (Crop | null)[] = [];
      const results = await batches.join(async () => {
        const photo = await open();
        crops = boxes.map((box) => cropFace(photo, box, size));
        return crops.filter((crop) => crop !== null);
      }, signal);
      const next = results.values();
      const outside = { problem: 'The face lies outside of the photo. Move its box or delete it.' };
      return crops.map((crop) => (crop && next.next().value) ?? outside);
    },
    close: () => network.close(),
  };
}
