/** Label maps and masks as PNG files of one 8-bit channel. */
import sharp from 'sharp';
import type { Size } from '../shared/domain/geometry.ts';
import { decodeProblem, PIXEL_LIMIT } from './problems.ts';

/** One byte a pixel, row by row. */
export interface LabelMap extends Size {
  labels: Uint8Array<ArrayBuffer>;
}

/** As a grey PNG whose values are the labels. The same map gives the same bytes. */
export function encodeLabelMap({ width, height, labels }: LabelMap): Promise<Buffer> {
  return sharp(labels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6, adaptiveFiltering: false })
    .toBuffer();
}

/**
 * The first channel of a PNG as it is stored: grey, or one of three equal ones. A palette gives its colours' red.
 * @throws {ProblemError} with a sentence that names the file
 */
export async function readLabelMap(file: string | Uint8Array): Promise<LabelMap> {
  try {
    const image = sharp(file, { failOn: 'error', limitInputPixels: PIXEL_LIMIT });
    const { data, info } = await image.extractChannel(0).raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, labels: new Uint8Array(data) };
  } catch (error) {
    throw decodeProblem(error, typeof file === 'string' ? file : 'the mask');
  }
}
