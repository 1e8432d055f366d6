/** How fast faces are rendered on one core, beside the aim and beside the encoding of the same pictures as PNG. */
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import { encodePixels } from '../../electron/imaging/cut-out.ts';
import { type Bench, type Measurement, measurement } from './bench.ts';

/** Faces before the clock runs: what draws them is compiled by then, as it is in all but the first seconds of a training. */
const WARM = 200;
const PICTURES = 80;
const SIZE = 256;
/** The fastest counts: others on the machine slow a core down, whoever's processor time is told. */
const PASSES = 4;
const AIM = { what: 'the aim', value: 20 };

/** Seconds of processor time that a step takes, all threads of this process together. */
async function cpuSeconds(step: () => void | Promise<void>): Promise<number> {
  const passes: number[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    const before = process.cpuUsage();
    await step();
    const { user, system } = process.cpuUsage(before);
    passes.push((user + system) / 1e6);
  }
  return Math.min(...passes);
}

export const bench: Bench = {
  name: 'rendered',
  about: `${PICTURES} faces of ${SIZE} x ${SIZE} and 10 scenes of 640 x 480, in processor time of one core`,
  async run() {
    const renderer = createRenderer();
    for (let seed = 0; seed < WARM; seed++) renderer.renderFace({ seed }, { size: SIZE });
    const results: Measurement[] = [];
    for (const size of [SIZE, 128]) {
      let pictures: Uint8Array[] = [];
      const seconds = await cpuSeconds(() => {
        const draw = (_: unknown, seed: number) => renderer.renderFace({ seed: 1000 + seed }, { size }).pixels;
        pictures = Array.from({ length: PICTURES }, draw);
      });
      results.push(measurement(`faces of ${size} a second a core`, PICTURES / seconds, '1/s', AIM));
      if (size !== SIZE) continue;
      const encoding = await cpuSeconds(async () => {
        for (const data of pictures) await encodePixels({ width: size, height: size, channels: 3, data }, 'png');
      });
      const reference = { what: 'encoding them as PNG', value: (1000 * encoding) / PICTURES };
      results.push(measurement('time for a face', (1000 * seconds) / PICTURES, 'ms', reference));
    }
    let faces = 0;
    const scenes = await cpuSeconds(() => {
      faces = 0;
      for (let seed = 0; seed < 10; seed++)
        faces += renderer.renderScene({ seed, width: 640, height: 480 }).faces.length;
    });
    results.push(measurement('persons in scenes a second a core', faces / scenes, '1/s', AIM, `${faces} persons`));
    return results;
  },
};
