/** Changes to the colours of a picture and to what can be seen of it, in place of other cameras, lights and hands. */
import type { Box } from '../shared/domain/geometry.ts';
import type { Random } from '../shared/domain/random.ts';
import type { Pixels } from './decode.ts';

/** Weights of red, green and blue in brightness (ITU-R BT.601). */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

const brightnessAt = (data: Uint8Array, at: number): number =>
  RED * data[at]! + GREEN * data[at + 1]! + BLUE * data[at + 2]!;

const byTable = (picture: Pixels, of: (value: number) => number): Pixels => {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => of(value));
  return { ...picture, data: picture.data.map((value) => table[value]!) };
};

export const withGamma = (picture: Pixels, exponent: number): Pixels =>
  byTable(picture, (value) => 255 * (value / 255) ** exponent);

/** Saturation 0 is grey, 1 as it is. */
export function withSaturation(picture: Pixels, saturation: number): Pixels {
  const data = new Uint8ClampedArray(picture.data.length);
  for (let at = 0; at < data.length; at += 3) {
    const grey = brightnessAt(picture.data, at);
    for (let channel = at; channel < at + 3; channel++)
      data[channel] = grey + saturation * (picture.data[channel]! - grey);
  }
  return { ...picture, data: new Uint8Array(data.buffer) };
}

/** Brightness multiplies, contrast spreads about the middle of the range. */
export const withLight = (picture: Pixels, brightness: number, contrast: number): Pixels =>
  byTable(picture, (value) => (value * brightness - 127.5) * contrast + 127.5);

/** Gaussian, over rows and then over columns; beyond an edge the edge goes on. @param sigma in pixels */
export function blurred(picture: Pixels, sigma: number): Pixels {
  if (sigma <= 0) return picture;
  const reach = Math.ceil(3 * sigma);
  const bell = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)));
  const total = bell.reduce((sum, weight) => sum + weight, 0);
  const { width, height, channels } = picture;
  const along = (data: Uint8Array, length: number, step: number, lines: number, lineStep: number): Uint8Array => {
    const out = new Uint8Array(data.length);
    for (let line = 0; line < lines; line++)
      for (let i = 0; i < length; i++)
        for (let channel = 0; channel < channels; channel++) {
          let sum = 0;
          for (let tap = -reach; tap <= reach; tap++) {
            const from = Math.min(length - 1, Math.max(0, i + tap));
            sum += bell[tap + reach]! * data[line * lineStep + from * step + channel]!;
          }
          out[line * lineStep + i * step + channel] = sum / total + 0.5;
        }
    return out;
  };
  const rows = along(picture.data, width, channels, height, width * channels);
  return { ...picture, data: along(rows, height, width * channels, width, channels) };
}

/** Hides a rectangle of the picture, in pixels, behind one colour or behind noise. */
export function hidden(picture: Pixels, { x, y, width, height }: Box, random: Random): Pixels {
  const data = picture.data.slice();
  const isNoise = random() < 0.5;
  const colour = [0, 1, 2].map(() => random() * 256);
  for (let row = Math.max(0, Math.round(y)); row < Math.min(picture.height, Math.round(y + height)); row++)
    for (let column = Math.max(0, Math.round(x)); column < Math.min(picture.width, Math.round(x + width)); column++)
      for (let channel = 0; channel < picture.channels; channel++)
        data[(row * picture.width + column) * picture.channels + channel] = isNoise ? random() * 256 : colour[channel]!;
  return { ...picture, data };
}
