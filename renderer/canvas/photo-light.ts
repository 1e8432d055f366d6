/** Shows the photo in another light: a table of tones that the browser applies to the photo's canvas alone. */
import { isDaylight, type Light, toneTable } from '../editor/light.ts';
import type { Picture } from './picture.ts';

const SVG = 'http://www.w3.org/2000/svg';
const CHANNELS = ['feFuncR', 'feFuncG', 'feFuncB'] as const;
let count = 0;

const histograms = new WeakMap<Picture, Uint32Array>();

/** How often each tone of grey occurs, from the picture's smallest level. */
function histogramOf(picture: Picture): Uint32Array {
  const known = histograms.get(picture);
  if (known) return known;
  const level = picture.levels.at(-1)!;
  const context = new OffscreenCanvas(level.width, level.height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(level, 0, 0);
  const { data } = context.getImageData(0, 0, level.width, level.height);
  const histogram = new Uint32Array(256);
  for (let at = 0; at < data.length; at += 4)
    histogram[Math.round(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!)]!++;
  histograms.set(picture, histogram);
  return histogram;
}

export interface PhotoLight {
  show(light: Light, picture: Picture | null): void;
  remove(): void;
}

export function lightOn(canvas: HTMLElement): PhotoLight {
  const id = `photo-light-${++count}`;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.style.cssText = 'position: absolute; width: 0; height: 0';
  const filter = document.createElementNS(SVG, 'filter');
  filter.id = id;
  filter.setAttribute('color-interpolation-filters', 'sRGB');
  const transfer = document.createElementNS(SVG, 'feComponentTransfer');
  const functions = CHANNELS.map((name) => {
    const element = document.createElementNS(SVG, name);
    element.setAttribute('type', 'table');
    transfer.append(element);
    return element;
  });
  filter.append(transfer);
  svg.append(filter);
  document.body.append(svg);

  let shown: { light: Light; picture: Picture | null } | null = null;
  return {
    show(light, picture) {
      if (shown?.light === light && shown.picture === picture) return;
      shown = { light, picture };
      const plain = picture === null || isDaylight(light);
      if (!plain) {
        const table = toneTable(light, histogramOf(picture))
          .map((value) => value.toFixed(4))
          .join(' ');
        for (const element of functions) element.setAttribute('tableValues', table);
      }
      canvas.style.filter = plain ? '' : `url(#${id})`;
    },
    remove: () => svg.remove(),
  };
}
