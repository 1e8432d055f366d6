/** The photo's pixels under a face's frame, for tools that look at colours. The last ones are kept. */
import type { Box, Size } from '../../electron/shared/domain/geometry.ts';
import type { Editor } from '../editor/editor.ts';
import type { Pixels } from '../editor/raster/wand.ts';
import { levelFor } from './picture.ts';
import { type PictureCache, pictureOf } from './picture-cache.ts';

/** What the editor's state asks pixels of. */
export function photoReader(editor: Editor, pictures: PictureCache): (frame: Box, size: Size) => Pixels | null {
  let last: { key: string; pixels: Pixels } | null = null;
  return (frame, { width, height }) => {
    const { image } = editor.state;
    const picture = image && pictureOf(pictures.peek(image.hash));
    if (!image || !picture) return null;
    const level = levelFor(picture, width / frame.width);
    const key = JSON.stringify([image.hash, frame, width, height, level.width]);
    if (last?.key === key) return last.pixels;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
    // The level is the photo at another size: edges lie on edges.
    const [scaleX, scaleY] = [level.width / image.width, level.height / image.height];
    const { x, y } = frame;
    context.drawImage(level, x * scaleX, y * scaleY, frame.width * scaleX, frame.height * scaleY, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    last = { key, pixels: { width, height, data } };
    return last.pixels;
  };
}
