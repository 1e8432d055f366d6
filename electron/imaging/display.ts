/**
 * What the editor paints: the file itself where a browser shows it as `readPhoto` decodes it, else a copy as JPEG.
 *
 * Measured in Chromium 156 against `readPhoto`, as mean difference of a channel in steps of 256: JPEG in all eight
 * orientations, grey and progressive, PNG of 8 and 16 bits and with a palette, WebP and GIF: 0; with a Display P3
 * profile: 0.02; AVIF: 0.1 to 0.5. Not the same: CMYK JPEG (8 to 17), WebP with an EXIF turn (shown lying), alpha (shows
 * what lies behind), animations (play on), TIFF and HEIC (not shown). Other browsers leave PNG lying, too.
 */
import type { Sharp } from 'sharp';
import type { Photo } from './decode.ts';
import { FORMATS } from './formats.ts';

/** A browser holds four bytes a pixel. */
const MOST_PIXELS = 64_000_000;
/** The longest side of a texture. */
const LONGEST_SIDE = 16_384;

/** How much smaller a photo must be shown; 1 for all but the very largest. */
const scaleOf = ({ width, height }: Photo): number =>
  Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / Math.max(width, height));

/** The file's own bytes, or a copy: its name in the cache and how it is made. */
export type Display = 'original' | { name: string; type: string; render(upright: Sharp): Promise<Buffer> };

export function displayOf(photo: Photo): Display {
  const { browser } = FORMATS[photo.format];
  const scale = scaleOf(photo);
  const isUpright = photo.orientation === 1 || browser === 'turns';
  if (browser !== null && photo.plain && isUpright && scale === 1) return 'original';
  return {
    name: 'display.jpg',
    type: FORMATS.jpeg.mediaType,
    render(upright) {
      const sized = scale === 1 ? upright : upright.resize(Math.floor(photo.width * scale));
      return sized.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
    },
  };
}
