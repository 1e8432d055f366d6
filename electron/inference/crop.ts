/** A face as a network sees it: its frame of the photo, brought to the network's square. */
import type { Pixels } from '../imaging/decode.ts';
import { resize } from '../imaging/resize.ts';
import { IMAGENET, toTensor } from '../imaging/tensor.ts';
import { faceFrame } from '../shared/domain/frame.ts';
import type { Box } from '../shared/domain/geometry.ts';

export interface Crop {
  frame: Box;
  /** [3, size, size], normalised. */
  planes: Float32Array;
}

/** Null where the face lies outside of the photo. */
export function cropFace(photo: Pixels, box: Box, size: number): Crop | null {
  const frame = faceFrame(box, photo);
  if (!frame) return null;
  const square = resize(photo, { width: size, height: size }, 'bicubic', frame);
  return { frame, planes: toTensor(square, IMAGENET) };
}
