/** Parts of pictures into an open graph, one after the other through one buffer. */
import type { Pixels } from '../../imaging/decode.ts';
import { type TensorLayout, toTensor } from '../../imaging/tensor.ts';
import { turns } from '../../imaging/turns.ts';
import { type Session, Tensor } from '../../runtime/session.ts';
import type { Box, Size } from '../../shared/domain/geometry.ts';

/** The window at the top left of a picture of the given size, black right of it and below. */
function cut(picture: Pixels, window: Box, { width, height }: Size): Pixels {
  if (picture.width === width && picture.height === height) return picture;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < window.height; row++) {
    const from = ((window.y + row) * picture.width + window.x) * 3;
    data.set(picture.data.subarray(from, from + window.width * 3), row * width * 3);
  }
  return { width, height, channels: 3, data };
}

/** Runs the graph on a window of a picture and gives its outputs by name. `size` is that of its input. */
export type Feed = (picture: Pixels, window: Box, size: Size) => Promise<Record<string, Float32Array>>;

/** For graphs with one input [1, 3, height, width] and float32 outputs. */
export function createFeed(session: Session, layout: TensorLayout): Feed {
  const [input] = session.inputMetadata;
  const turn = turns(1);
  // Kept from run to run: fresh memory costs as much again as filling it.
  let buffer = new Float32Array(0);
  return (picture, window, size) =>
    turn(async () => {
      const length = 3 * size.width * size.height;
      if (buffer.length < length) buffer = new Float32Array(length);
      const planes = toTensor(cut(picture, window, size), layout, buffer.subarray(0, length));
      const outputs = await session.run({
        [input!.name]: new Tensor('float32', planes, [1, 3, size.height, size.width]),
      });
      return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]));
    });
}
