/** What is behind the people: colour runs, textures, things, and other people out of focus. */
import { clamp, mixed, noise, roughness } from './curves.ts';
import type { Rgb } from './person.ts';
import type { Random } from './random.ts';

interface Thing {
  x: number;
  y: number;
  width: number;
  height: number;
  slant: number;
  colour: Rgb;
  round: boolean;
  opacity: number;
}

export interface Background {
  from: Rgb;
  to: Rgb;
  runX: number;
  runY: number;
  texture: number;
  /** Cells of noise over the picture's width, across and down. */
  cellsX: number;
  cellsY: number;
  shift: number;
  things: Thing[];
  brightness: number;
}

const square = (value: number): number => value * value;

/**
 * Colours are linear. A fifth of the backgrounds has the skin's or the hair's own colour beside the face, and a quarter
 * has other heads, so that colour alone does not tell a face.
 *
 * @param bystanders whether there may be such heads: a detector could not tell them from small faces
 */
export function backgroundOf(
  random: Random,
  skin: Rgb,
  hair: Rgb,
  { bystanders: hasBystanders = true } = {},
): Background {
  const plain = random.chance(0.25);
  const tinge = () => {
    const grey = random.next();
    const dull = random.chance(0.7) ? random.between(0.5, 1) : random.between(0, 0.5);
    const part = () => square(mixed(random.next(), grey, dull));
    return [part(), part(), part()] as const;
  };
  const own = random.chance(0.22) ? (random.chance(0.5) ? skin : hair) : null;
  const like = (colour: Rgb): Rgb => {
    const factor = random.between(0.5, 1.3);
    return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
  };
  const things: Thing[] = [];
  const count = plain ? 0 : random.chance(0.5) ? Math.floor(random.between(3, 16)) : 0;
  for (let index = 0; index < count; index++)
    things.push({
      x: random.between(-0.2, 1),
      y: random.between(-0.2, 1),
      width: random.between(0.02, 0.6),
      height: random.between(0.02, 0.8),
      slant: random.between(-0.5, 0.5),
      colour: own && random.chance(0.3) ? like(own) : tinge(),
      round: random.chance(0.2),
      opacity: random.between(0.5, 1),
    });
  if (!plain && random.chance(0.25) && hasBystanders) things.push(...bystanders(random, skin, hair, tinge, like));
  const base = Math.exp(random.between(Math.log(2), Math.log(40)));
  return {
    from: tinge(),
    to: own ? like(own) : tinge(),
    runX: random.normal(1),
    runY: random.normal(1),
    texture: plain ? random.between(0, 0.1) : random.between(0.1, 1),
    cellsX: base * (random.chance(0.25) ? random.between(2, 8) : 1),
    cellsY: base * (random.chance(0.25) ? random.between(2, 8) : 1),
    shift: random.between(0, 200),
    things,
    brightness: random.between(0.15, 1.1),
  };
}

/** Heads without a face: hair, an oval of skin, shoulders. They are background. */
function bystanders(random: Random, skin: Rgb, hair: Rgb, tinge: () => Rgb, like: (colour: Rgb) => Rgb): Thing[] {
  const things: Thing[] = [];
  for (let left = 1 + Math.floor(random.next() * 3); left > 0; left--) {
    const size = random.between(0.08, 0.3);
    const x = random.chance(0.5) ? random.between(-0.1, 0.25) : random.between(0.75, 1.1);
    const y = random.between(0.05, 0.9);
    const oval = (dx: number, dy: number, width: number, height: number, colour: Rgb) =>
      things.push({
        x: x + dx * size - (width * size) / 2,
        y: y + dy * size - (height * size) / 2,
        width: width * size,
        height: height * size,
        slant: 0,
        colour,
        round: true,
        opacity: 1,
      });
    oval(0, 1.5, 2.4, 2, tinge());
    oval(0, -0.12, 1.15, 1.2, random.chance(0.6) ? like(hair) : tinge());
    oval(random.normal(0.12), 0.08, 0.85, 1.1, like(skin));
  }
  return things;
}

/** Paints linear colour over the whole picture. */
export function paintBackground(background: Background, width: number, height: number, out: Float32Array): void {
  const { from, to, runX, runY, texture, cellsX, cellsY, shift, brightness } = background;
  for (let row = 0, at = 0; row < height; row++) {
    const y = (row + 0.5) / height;
    for (let column = 0; column < width; column++, at += 3) {
      const x = (column + 0.5) / width;
      const run = 0.5 + 0.5 * (runX * (x - 0.5) + runY * (y - 0.5));
      const t = clamp(texture > 0.02 ? run + texture * roughness(x * cellsX + shift, y * cellsY + shift) : run, 0, 1);
      out[at] = mixed(from[0], to[0], t) * brightness;
      out[at + 1] = mixed(from[1], to[1], t) * brightness;
      out[at + 2] = mixed(from[2], to[2], t) * brightness;
    }
  }
  for (const thing of background.things) paintThing(thing, width, height, background, out);
}

function paintThing(
  thing: Thing,
  width: number,
  height: number,
  { shift, brightness }: Background,
  out: Float32Array,
): void {
  const { slant, colour, round, opacity } = thing;
  const reach = Math.abs(slant) * thing.height;
  const left = Math.max(0, Math.floor((thing.x - reach) * width));
  const right = Math.min(width - 1, Math.ceil((thing.x + thing.width + reach) * width));
  const top = Math.max(0, Math.floor(thing.y * height));
  const bottom = Math.min(height - 1, Math.ceil((thing.y + thing.height) * height));
  for (let row = top; row <= bottom; row++) {
    const v = ((row + 0.5) / height - thing.y) / thing.height;
    for (let column = left; column <= right; column++) {
      const u = ((column + 0.5) / width - thing.x + slant * (v - 0.5) * thing.height) / thing.width;
      if (u < 0 || u > 1 || v < 0 || v > 1) continue;
      let shade = 1;
      if (round) {
        const far = square(u * 2 - 1) + square(v * 2 - 1);
        if (far > 1) continue;
        shade = 0.5 + 0.5 * Math.sqrt(1 - far) + 0.15 * noise(column * 0.1 + shift, row * 0.1);
      }
      const at = (row * width + column) * 3;
      const level = shade * brightness;
      out[at] = mixed(out[at]!, colour[0] * level, opacity);
      out[at + 1] = mixed(out[at + 1]!, colour[1] * level, opacity);
      out[at + 2] = mixed(out[at + 2]!, colour[2] * level, opacity);
    }
  }
}
