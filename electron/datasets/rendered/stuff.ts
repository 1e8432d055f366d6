/** Colours of everything that is not the head: hair, ears, neck, clothes, hats, frames, metal. */
import { bump, clamp, length2, mixed, noise, roughness, smooth } from './curves.ts';
import type { Clothes, Hair, Hat } from './look.ts';
import { CLASS, type Surface, tint } from './material.ts';
import type { Rgb } from './person.ts';

const set = (out: Surface, [red, green, blue]: Rgb, factor: number): void => {
  out.red = red * factor;
  out.green = green * factor;
  out.blue = blue * factor;
};

/** Defaults of everything dull; each shader changes what it needs. */
function plain(out: Surface, label: number): void {
  out.gloss = 0.04;
  out.sharpness = 8;
  out.open = 1;
  out.translucent = 0;
  out.glow = 0;
  out.label = label;
}

export function shadeHair(hair: Hair, shift: number, y: number, angle: number, out: Surface): void {
  plain(out, CLASS.hair);
  const curly = hair.curl > 0.6;
  const strand = curly
    ? 0.75 + 0.55 * noise(angle * 18 + y, y * 2.2) + 0.4 * noise(angle * 40 + shift, y * 5)
    : 1 +
      0.42 * noise(angle * 38 + shift + 0.6 * noise(y * 0.5, angle * 3), y * 0.35) +
      0.3 * noise(angle * 95, y * 0.5);
  set(out, hair.colour, Math.max(0.2, strand));
  if (hair.grey > 0.05 && hair.grey < 0.95)
    tint(out, [0.42, 0.42, 0.42], 0.5 * hair.grey * smooth(0, 0.6, noise(angle * 70 + 9, y * 0.4)));
  out.gloss = hair.shine * (1 + noise(angle * 40, y * 0.2));
  out.sharpness = 9;
  out.normalX += 0.25 * noise(angle * 30 + shift, y * 0.4);
  out.normalY += curly ? 0.3 * noise(angle * 32, y * 4 + shift) : 0;
  out.open = 0.72 + 0.28 * noise(angle * 5 + shift, y * 0.6);
}

export function shadeBeard(colour: Rgb, grey: number, y: number, angle: number, out: Surface): void {
  plain(out, CLASS.skin);
  const across = angle * 8;
  const strand = 0.85 + 0.5 * noise(across * 7, y * 2.4) + 0.35 * noise(across * 14 + 5, y * 5);
  set(out, colour, Math.max(0.2, strand));
  if (grey > 0.05) tint(out, [0.5, 0.5, 0.5], 0.4 * grey * smooth(0.1, 0.7, noise(across * 11, y * 3)));
  out.normalX += 0.4 * noise(across * 6, y * 3);
  out.normalY += 0.25 * noise(across * 6 + 9, y * 3);
  out.open = 0.75 + 0.25 * noise(across * 4, y * 4);
}

/** @param height -1 the lobe to 1 the top, @param depth -1 behind to 1 in front */
export function shadeEar(skin: Rgb, right: boolean, height: number, depth: number, out: Surface): void {
  plain(out, right ? CLASS.right_ear : CLASS.left_ear);
  const ring = length2(height, depth);
  // The rim, the fold before it, and the bowl that goes into the head.
  const bowl = bump(length2(height + 0.15, depth - 0.35), 0.34);
  const fold = bump(ring - 0.68, 0.09) * smooth(-0.7, -0.2, height);
  set(out, skin, 0.96 + 0.06 * bump(ring - 0.85, 0.12) - 0.5 * bowl - 0.3 * fold);
  out.red *= 1.07;
  out.gloss = 0.1;
  out.translucent = 1.6;
  out.open = (1 - 0.55 * bowl) * (1 - 0.4 * fold);
}

export function shadeNeck(
  skin: Rgb,
  clothes: Clothes,
  folds: number,
  shift: number,
  x: number,
  y: number,
  angle: number,
  out: Surface,
): void {
  plain(out, CLASS.neck);
  set(out, skin, 1 + 0.05 * roughness(x + shift, y));
  out.gloss = 0.08;
  out.translucent = 1;
  out.open = 0.62 + 0.38 * smooth(-8, -13, y);
  // Two sinews, the throat, and lines that come with the years.
  out.open *= 1 - 0.12 * bump(Math.abs(x) - 1.2 - (y + 20) * 0.18, 0.5) * smooth(1.6, 0.5, Math.abs(angle));
  if (folds > 0.1) out.open *= 1 - 0.3 * folds * Math.max(0, Math.sin(y * 2.6 + 0.6 * noise(x, 4))) ** 4;
  if (y < neckline(clothes, angle)) shadeCloth(clothes, shift, x, y, out);
}

/** Height of the cloth's edge around the neck, lower in front where it is cut out. */
const neckline = ({ neckline: height, cut }: Clothes, angle: number): number => height - cut * bump(angle, 0.8) * 0.3;

/** Blossoms and rings, one in each square of side 1. */
function printed(x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const own = noise(column * 7.3, row * 5.1);
  const [u, v] = [x - column - 0.5, y - row - 0.5];
  const way = length2(u, v) / (0.34 + 0.1 * own);
  const petals = 1 + 0.3 * Math.cos(5 * Math.atan2(v, u) + 9 * own);
  return way < petals && Math.abs(way - 0.4) > 0.1 ? 1 : 0;
}

function pattern(kind: number, x: number, y: number, shift: number): number {
  switch (kind) {
    case 1:
      return Math.sin(x * 2.4) > 0.3 ? 1 : 0;
    case 2:
      return smooth(-0.1, 0.3, roughness(x * 0.5 + shift, y * 0.5));
    case 3:
      return Math.sin(y * 1.7 + x * 0.3) > 0.4 ? 1 : 0;
    case 4:
      return Math.sin(x * 2 + shift) > 0 !== Math.sin(y * 2) > 0 ? 1 : 0;
    case 5:
      return printed(x * 0.42 + shift, y * 0.42);
    default:
      return 0;
  }
}

function shadeCloth(clothes: Clothes, shift: number, x: number, y: number, out: Surface): void {
  plain(out, CLASS.cloth);
  const folds = 1 + 0.25 * roughness(x * 0.6 + shift, y * 0.6);
  set(out, clothes.colour, folds);
  tint(out, clothes.second, pattern(clothes.pattern, x, y, shift));
  out.normalX += 0.2 * noise(x * 0.7 + shift, y * 0.5);
}

/** Shoulders: cloth, or skin where the neckline is cut out; a scarf's places lie 40 cm aside. */
export function shadeBody(skin: Rgb, clothes: Clothes, shift: number, x: number, y: number, out: Surface): void {
  const cutOut = clothes.cut > 1 && length2(x * 0.75, (y + 15.5) * (4.6 / (1.5 + clothes.cut))) < 4.6;
  if (cutOut) {
    plain(out, CLASS.neck);
    set(out, skin, 1 + 0.05 * roughness(x + shift, y));
    out.translucent = 1;
    out.gloss = 0.1;
  } else shadeCloth(clothes, shift, x, y, out);
}

export function shadeTie(colour: Rgb, x: number, y: number, out: Surface): void {
  plain(out, CLASS.cloth);
  set(out, colour, 0.8 + 0.3 * (Math.sin((x + y) * 2.5) > 0.5 ? 1 : 0));
  out.gloss = 0.12;
}

export function shadeHat(hat: Hat, shift: number, x: number, y: number, angle: number, out: Surface): void {
  plain(out, CLASS.hat);
  const folds =
    hat.kind === 'scarf'
      ? 0.85 + 0.2 * Math.sin(angle * 9 + y * 0.6 + noise(x, y))
      : 1 + 0.2 * roughness(x * 0.6 + shift, y * 0.6);
  set(out, hat.colour, folds);
  if (hat.kind === 'beanie') {
    const knit = 0.8 + 0.25 * Math.sin(angle * 60);
    set(out, hat.colour, knit);
    tint(out, hat.second, hat.pattern > 0 && Math.sin(y * 2.2) > 0.3 ? 0.8 : 0);
  } else tint(out, hat.second, 0.9 * pattern(hat.pattern, x, y, shift));
  if (hat.kind === 'brim' && y > hat.edge && y < hat.edge + 1.3) tint(out, hat.second, 0.9); // the ribbon
  if (hat.kind === 'helmet') {
    out.gloss = 0.6;
    out.sharpness = 40;
  }
}

export function shadeFrame(colour: Rgb, out: Surface): void {
  plain(out, CLASS.eyeglasses);
  set(out, colour, 1);
  out.gloss = 0.7;
  out.sharpness = 40;
}

export function shadeMetal(colour: Rgb, label: 'earring' | 'necklace', place: number, out: Surface): void {
  plain(out, CLASS[label]);
  set(out, colour, label === 'necklace' ? mixed(0.5, 1, clamp(0.5 + Math.sin(place * 12), 0, 1)) : 1);
  out.gloss = 1.5;
  out.sharpness = 30;
}
