/** Rendered faces as a dataset of our own format: pictures, and all that is true of them. */
import { encodePixels } from '../imaging/cut-out.ts';
import type { Annotation, Origin } from '../shared/domain/annotation.ts';
import type { Caller } from '../shared/rpc.ts';
import type { ExportResult } from './export.ts';
import { finishDataset } from './finish.ts';
import type { DatasetFace, Header } from './format.ts';
import { FORMATS } from './formats.ts';
import { inOrder } from './in-order.ts';
import { openFolderOutput } from './output.ts';
import type { RenderedScene } from './rendered/renderer.ts';
import type { RenderService } from './rendered/service.ts';
import { type AnnotationOptions, annotationsOf, type FaceTruth, type LabelMaps } from './rendered/truth.ts';
import { createTally } from './tally.ts';

export interface RenderWish extends Required<AnnotationOptions> {
  folder: string;
  count: number;
  /** Of the first picture; the others follow. */
  seed: number;
  /** Side of a picture with one face; the longer side of one with several. */
  size: number;
  /** Pictures of several people instead of one face each. */
  scenes: boolean;
}

/** Who says what is written: the renderer, which made it true. */
export const RENDERED: Origin = { kind: 'import', format: 'rendered' };

/** A face shown less than this, behind others or past the picture's edge, is none. */
const SHOWN = 0.35;

const HEADER: Header = {
  title: 'Rendered faces',
  licence: 'CC0-1.0',
  splits: [],
  pictures: true,
  models: [],
  options: {},
};

type Picture = Pick<RenderedScene, 'width' | 'height' | 'pixels'> & { faces: DatasetFace[] };

function faceOf(
  truth: FaceTruth,
  labels: LabelMaps,
  area: { x?: number; y?: number; width: number; height: number },
  options: AnnotationOptions,
): DatasetFace {
  const annotations = annotationsOf(truth, labels, area, options).map(
    (value): Annotation => ({ ...value, origin: RENDERED, confidence: null }),
  );
  return { box: truth.box, score: null, origin: RENDERED, review: 'accepted', annotations };
}

/** Pictures that a thread works on or that wait to be written, for each thread. */
const AHEAD = 3;

/**
 * @param threads that render
 * @param written called after each picture with how many there are
 * @throws {ProblemError} where the folder is taken
 */
export async function writeRendered(
  wish: RenderWish,
  threads: readonly Caller<RenderService>[],
  written: (count: number) => void,
): Promise<ExportResult> {
  const { folder, count, seed, size, scenes } = wish;
  const format = FORMATS.native;
  const output = await openFolderOutput(folder, JSON.stringify(wish));
  const writer = format.write(output, HEADER);
  const tally = createTally();

  async function pictureOf(index: number): Promise<Picture> {
    const thread = threads[index % threads.length]!;
    if (!scenes) {
      const { truth, labels, ...picture } = await thread.call('face', { request: { seed: seed + index }, size });
      return { ...picture, faces: [faceOf(truth, labels, picture, wish)] };
    }
    const scene = await thread.call('scene', { seed: seed + index, width: size, height: Math.round(size * 0.75) });
    const shown = scene.faces.filter(({ shown }) => shown >= SHOWN);
    return { ...scene, faces: shown.map(({ truth, labels, frame }) => faceOf(truth, labels, frame, wish)) };
  }

  try {
    const numbers = Array.from({ length: count }, (_, index) => index);
    let ordinal = 0;
    for await (const { width, height, pixels, faces } of inOrder(numbers, threads.length * AHEAD, pictureOf)) {
      const name = `${String(seed + ordinal).padStart(8, '0')}.png`;
      const item = { name, ordinal, size: { width, height }, split: null, faces, photo: null, bytes: null };
      const file = format.pictureFile(item, HEADER)!;
      await output.put(file, () => encodePixels({ width, height, channels: 3, data: pixels }, 'png'));
      await writer.add(item);
      tally.add(null, faces);
      written(++ordinal);
    }
    return await finishDataset(output, writer, 'native', HEADER, tally.result());
  } finally {
    await output.close();
  }
}
