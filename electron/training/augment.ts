/** How an augmented picture of a face differs from the plain one: drawn from the recipe's chances, then carried out. */
import { blurred, hidden, withGamma, withLight, withSaturation } from '../imaging/colour.ts';
import type { Pixels } from '../imaging/decode.ts';
import { type PhotoPart, renderView, type View } from '../imaging/view.ts';
import type { Box } from '../shared/domain/geometry.ts';
import { type Random, seededRandom } from '../shared/domain/random.ts';
import type { Augmentation } from '../shared/domain/recipe.ts';

export interface Look {
  view: View;
  /** A rectangle of the view that is hidden, in pixels, and the seed of what hides it. */
  hidden: { box: Box; seed: number } | null;
  /** 0 is grey, 1 as it is. */
  saturation: number;
  brightness: number;
  contrast: number;
  gamma: number;
  /** Of a Gaussian, in pixels. */
  blur: number;
}

/** As proposals are made: nothing is changed. */
export const plainLook = (frame: Box, size: number): Look => ({
  view: { box: frame, turn: 0, mirrored: false, size },
  hidden: null,
  saturation: 1,
  brightness: 1,
  contrast: 1,
  gamma: 1,
  blur: 0,
});

/** Draws every number whether it is used or not: one chance that is changed in the recipe moves no other. */
export function drawLook(frame: Box, size: number, chances: Augmentation, random: Random): Look {
  const chance = (of: number): boolean => random() < of;
  const within = (most: number): number => (2 * random() - 1) * most;
  const [isTurned, turn] = [chance(chances.turn.chance), within((chances.turn.degrees * Math.PI) / 180)];
  const mirrored = chance(chances.mirror);
  const scale = 1 + within(chances.scale);
  const [dx, dy] = [within(chances.shift) * frame.width, within(chances.shift) * frame.height];
  const [isCut, side] = [chance(chances.cut.chance), chances.cut.least + random() * (1 - chances.cut.least)];
  const [cutX, cutY] = [random(), random()];
  const kept = isCut ? side : 1;
  const [width, height] = [frame.width * scale * kept, frame.height * scale * kept];
  const box = {
    x: frame.x + dx + (frame.width * (1 - scale)) / 2 + (isCut ? cutX * frame.width * scale * (1 - kept) : 0),
    y: frame.y + dy + (frame.height * (1 - scale)) / 2 + (isCut ? cutY * frame.height * scale * (1 - kept) : 0),
    width,
    height,
  };
  const isGrey = chance(chances.grey);
  const [isBlurred, sigma] = [chance(chances.blur.chance), random() * chances.blur.sigma];
  const [hasGamma, gamma] = [chance(chances.gamma.chance), chances.gamma.most ** within(1)];
  const [isColoured, ...colours] = [
    chance(chances.colour.chance),
    ...[0, 1, 2].map(() => 1 + within(chances.colour.most)),
  ];
  const [isHidden, cover] = [chance(chances.occlusion.chance), random() * chances.occlusion.most * size * size];
  const [shape, hideX, hideY, seed] = [2 ** within(1), random(), random(), Math.floor(random() * 2 ** 32)];
  const [hideWidth, hideHeight] = [Math.sqrt(cover * shape), Math.sqrt(cover / shape)];
  const place = {
    x: hideX * size - hideWidth / 2,
    y: hideY * size - hideHeight / 2,
    width: hideWidth,
    height: hideHeight,
  };
  const [brightness, contrast, saturation] = isColoured ? (colours as [number, number, number]) : [1, 1, 1];
  return {
    view: { box, turn: isTurned ? turn : 0, mirrored, size },
    hidden: isHidden && cover > 0 ? { box: place, seed } : null,
    saturation: isGrey ? 0 : saturation,
    brightness,
    contrast,
    gamma: hasGamma ? gamma : 1,
    blur: isBlurred ? sigma : 0,
  };
}

/** The picture that the network sees. */
export function renderLook(part: PhotoPart, look: Look): Pixels {
  let picture = renderView(part, look.view);
  if (look.brightness !== 1 || look.contrast !== 1) picture = withLight(picture, look.brightness, look.contrast);
  if (look.gamma !== 1) picture = withGamma(picture, look.gamma);
  if (look.saturation !== 1) picture = withSaturation(picture, look.saturation);
  if (look.blur > 0) picture = blurred(picture, look.blur);
  return look.hidden ? hidden(picture, look.hidden.box, seededRandom(look.hidden.seed)) : picture;
}

/** How much of the photo around a frame any look may ask for. */
export function reachOf(frame: Box, { turn, scale, shift }: Augmentation): Box {
  const grown = 1 + scale + 2 * shift;
  const angle = turn.chance > 0 ? Math.min(Math.PI / 4, (turn.degrees * Math.PI) / 180) : 0;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const width = grown * (frame.width * cos + frame.height * sin);
  const height = grown * (frame.height * cos + frame.width * sin);
  return {
    x: frame.x + (frame.width - width) / 2,
    y: frame.y + (frame.height - height) / 2,
    width,
    height,
  };
}
