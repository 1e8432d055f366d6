/** Colours of a head: skin with its folds, brows, beard shade, eyes, lips and the inside of the mouth. */
import { bump, clamp, length2, mixed, mound, noise, roughness, smooth } from './curves.ts';
import { type FaceRegions, headClass } from './face-class.ts';
import { type LidEdges, lidEdges, lipEdges, type Side } from './features.ts';
import { beardDensity } from './hair-mesh.ts';
import type { Look } from './look.ts';
import { CLASS, darken, type Surface, tint } from './material.ts';
import type { Person, Rgb } from './person.ts';
import type { Random } from './random.ts';
import type { HeadShape } from './shape.ts';
import { foldPlace, foldX } from './surface.ts';

/** What the shader of one head needs. */
export interface Face {
  regions: FaceRegions;
  shape: HeadShape;
  look: Look;
  /** The person's skin in this picture: darker or redder by the season. */
  skin: Rgb;
  lip: Rgb;
  brow: Rgb;
  /** How much of the brow's skin its hair covers. */
  browDensity: number;
  iris: Rgb;
  pupil: number;
  /** Amplitude and scale of the skin's unevenness. */
  texture: number;
  grain: number;
  freckles: number;
  ruddy: number;
  gloss: number;
  shiftX: number;
  shiftY: number;
  teeth: boolean;
  tongue: boolean;
  /** Yellow of the teeth and eyes, 0 to 1. */
  yellow: number;
  moles: readonly { x: number; y: number; size: number }[];
}

export function faceOf(
  person: Person,
  shape: HeadShape,
  regions: FaceRegions,
  look: Look,
  years: number,
  random: Random,
): Face {
  const { traits } = person;
  const own = person.skin;
  const sun = random.normal(0.05);
  const skin: Rgb = [own[0] * (1 + sun * 0.6), own[1] * (1 + sun), own[2] * (1 + sun)];
  const pale = smooth(0.6, 0.1, person.tone);
  const lip: Rgb = [
    skin[0] * mixed(0.75, 0.92, pale),
    skin[1] * mixed(0.66, 0.52, pale),
    skin[2] * mixed(0.7, 0.6, pale),
  ];
  const grey = look.hair.grey > 0.6 ? 0.5 * look.hair.grey : 0;
  const brow = person.hair.map((part, i) =>
    Math.min(mixed(part * 0.8, 0.4, grey), skin[i]! * 0.55 + 0.02),
  ) as unknown as Rgb;
  const marks = random.part(`moles ${person.identity}`);
  return {
    regions,
    shape,
    look,
    skin,
    lip,
    brow,
    browDensity: clamp(
      0.78 + 0.14 * traits.browDensity - 0.25 * smooth(55, 85, years) - 0.2 * smooth(12, 3, years),
      0.25,
      1,
    ),
    iris: person.iris,
    pupil: random.between(0.16, 0.32),
    texture: random.between(0.008, 0.035) + 0.02 * smooth(18, 45, years) + 0.05 * smooth(40, 80, years),
    grain: random.between(0.01, 0.05),
    freckles: person.tone < 0.4 ? clamp(traits.freckles - 0.9, 0, 1) : 0,
    ruddy: clamp(0.14 + 0.1 * traits.ruddy, 0, 0.45),
    gloss: clamp(0.14 + 0.07 * traits.shine + 0.06 * person.tone, 0.03, 0.4),
    shiftX: random.between(0, 99),
    shiftY: random.between(0, 99),
    teeth: years > 1 && random.chance(0.93),
    tongue: random.chance(0.3),
    yellow: random.between(0, 0.5) + 0.4 * smooth(40, 80, years),
    moles: Array.from({ length: traits.moles > 1.2 ? 3 : traits.moles > 0.3 ? 1 : 0 }, () => ({
      x: marks.between(-5, 5),
      y: marks.between(-9, 4),
      size: marks.between(0.07, 0.15),
    })),
  };
}

/**
 * Paints a pixel of the head into `out`, its class included. `scalp` is how much of it hair covers, 0 to 1. Returns the
 * class without that hair.
 */
export function shadeHead(face: Face, x: number, y: number, angle: number, scalp: number, out: Surface): number {
  const { skin, regions } = face;
  const label = headClass(regions, x, y, angle);
  out.label = label;
  const uneven =
    1 +
    face.texture * roughness(angle * 6.5 + face.shiftX, y + face.shiftY) +
    face.grain * noise(angle * 27 + face.shiftX, y * 4);
  out.red = skin[0] * uneven;
  out.green = skin[1] * uneven * uneven;
  out.blue = skin[2] * uneven * uneven;
  out.gloss = face.gloss * (0.75 + 0.5 * bump(x, 2.4));
  out.sharpness = 16;
  out.open = 1;
  out.translucent = 1;
  out.glow = 0;
  if (label === CLASS.neck) {
    out.open = 0.6;
    shadeBeardShadow(face, x, y, out);
  } else if (Math.abs(angle) < 1.8) {
    const side: Side = x < 0 ? -1 : 1;
    if (label === CLASS.inner_mouth) shadeMouth(face, x, y, out);
    else if (label === CLASS.right_eye || label === CLASS.left_eye) shadeEye(face, side, x, y, out);
    else {
      shadeSkin(face, side, x, y, out);
      if (label === CLASS.upper_lip || label === CLASS.lower_lip) shadeLip(face, label === CLASS.lower_lip, x, y, out);
      else shadeBeardShadow(face, x, y, out);
      shadeBrow(face, x, y, out);
      shadeLids(face, side, x, y, out);
    }
  }
  if (scalp > 0) {
    tint(out, face.look.hair.colour, scalp * 0.88);
    out.gloss *= 1 - scalp;
    out.translucent *= 1 - scalp;
    if (scalp > 0.6 && label === CLASS.skin) out.label = CLASS.hair;
  }
  return label;
}

/** Redness, folds, hollows, wrinkles, freckles: how the skin itself changes over a face. */
function shadeSkin(face: Face, side: Side, x: number, y: number, out: Surface): void {
  const { shape, look, shiftX, shiftY } = face;
  const { nose, eye, brow, lips, mouth } = shape;
  const aside = Math.abs(x);
  const blush = mound(look.makeup.blush, aside - 4.3, 1.5, y + 2.6, 1.4);
  const red =
    face.ruddy * (mound(1, aside - 4.2, 1.9, y + 3.2, 1.8) + mound(0.7, aside, 1.1, y - nose.tipY, 1.1)) + 0.6 * blush;
  out.green *= 1 - 0.4 * red;
  out.blue *= 1 - 0.36 * red;
  const out_ = (x - side * eye.x) * side;
  const over = y - eye.y;
  let open =
    1 -
    mound(0.24, out_ + 0.5, 1.7, over - 0.75, 0.55) -
    mound(0.14, out_ + 0.6, 1.2, over + 1, 0.5) * (0.4 + shape.bags);
  open *= 1 - mound(0.2, aside - 1.15, 0.45, y - 0.1, 0.9);
  // Dark rings.
  const ring = mound(0.12 * shape.bags, out_ + 0.4, 1.3, over + 1.1, 0.55);
  out.red *= 1 - ring;
  out.green *= 1 - 1.3 * ring;
  const down = foldPlace(shape, y);
  if (down > 0 && down < 1.3)
    open *=
      1 -
      (0.08 + 0.9 * shape.fold) * bump(aside - foldX(nose.width, down), 0.26) * Math.min(1, down * 3) * (1.3 - down);
  if (shape.wrinkles > 0.02) open *= 1 - 0.55 * shape.wrinkles * Math.min(1, wrinkle(face, aside, x, y, out_, over));
  if (nose.wrinkle > 0.1) {
    const rays = Math.max(0, Math.sin((aside * 2.2 + y * 1.4) * 3.2)) ** 2;
    open *= 1 - mound(0.3 * nose.wrinkle * rays, aside - 0.7, 0.8, y - nose.tipY - 2, 1.1);
  }
  if (brow.frown > 0.15) open *= 1 - mound(0.4 * brow.frown, aside - 0.5, 0.14, y - brow.y - 0.2, 0.8);
  // Nostrils and the shade around the nose's wings.
  const nostril = length2((aside - nose.width * 0.48) / 0.37, (y - nose.base - 0.24) / 0.17);
  if (nostril < 1.4) {
    const dark = smooth(1.4, 0.55, nostril);
    open *= 1 - 0.93 * dark;
    darken(out, 1 - 0.7 * dark);
  }
  open *= 1 - mound(0.34, aside - nose.width * 1.04, 0.18, y - nose.base - 0.5, 0.55);
  open *= 1 - 0.26 * bump(y - nose.base + 0.08, 0.18) * smooth(nose.width, nose.width * 0.4, aside);
  // The corners of the mouth and the shade under the lower lip.
  const corner = x < 0 ? lips.cornerRight : lips.cornerLeft;
  open *= 1 - mound(0.32, aside - lips.half, 0.25, y - mouth - corner, 0.22);
  open *= 1 - mound(0.2, y - (mouth - lips.openLower - lips.lower - 0.25), 0.28, x, lips.half * 0.7);
  if (face.freckles > 0) {
    const spots = Math.max(0, noise(x * 4.5 + shiftX, y * 4.5 + shiftY) - 0.3) * 1.6 * bump(y + 2, 3.5);
    tint(out, [out.red * 0.68, out.green * 0.52, out.blue * 0.42], Math.min(1, face.freckles * spots));
  }
  for (const mole of face.moles) {
    const far = length2(x - mole.x, y - mole.y) / mole.size;
    if (far < 1.4) darken(out, 1 - 0.6 * smooth(1.4, 0.7, far));
  }
  out.open = open;
}

/** Depth of forehead lines, crow's feet, lines between the brows and beside the mouth. */
function wrinkle({ shape, shiftX }: Face, aside: number, x: number, y: number, out: number, over: number): number {
  const { brow, nose } = shape;
  let lines = 0;
  if (y > brow.y + 0.4)
    lines += Math.max(0, Math.sin(y * 4.2 + 1.3 * noise(x * 0.35 + shiftX, y * 0.2))) ** 4 * bump(x, 4.6) * 0.5;
  const crow = bump(out - shape.eye.half - 0.9, 0.85);
  if (crow > 0) lines += crow * Math.max(0, Math.sin(over * 6.5 + out * 1.8)) ** 3 * bump(over, 1.3) * 0.6;
  lines += mound(0.4, aside - 0.55, 0.12, y - brow.y + 0.1, 0.7);
  lines += 0.35 * bump(out + 0.1, 1.1) * Math.max(0, Math.sin(over * 9 + out * 0.8)) ** 2 * bump(over + 1.35, 0.5);
  const down = foldPlace(shape, y);
  if (down > 0 && down < 1.9)
    lines += bump(aside - foldX(nose.width, down), 0.13) * Math.min(1, down * 3) * (down < 1.2 ? 1 : 1.9 - down);
  return lines;
}

function shadeBrow({ regions, brow, browDensity }: Face, x: number, y: number, out: Surface): void {
  const { browFrom, browWay } = regions;
  if (browFrom > 1.5) return;
  const hairs = browFrom + 0.38 * noise(x * 7 + y * 5, y * 9 - x * 2) + 0.2 * noise(x * 15 + y * 9, y * 4);
  const cover = smooth(1.18, 0.45, hairs) * smooth(-0.06, 0.1, browWay) * smooth(1.08, 0.9, browWay) * browDensity;
  tint(out, brow, cover);
  out.gloss *= 1 - cover;
  out.translucent *= 1 - cover;
}

const lids: LidEdges = { upper: 0, lower: 0, line: 0, across: 0 };

/** Lashes, the crease, make-up: the skin around an eye. */
function shadeLids({ shape, look }: Face, side: Side, x: number, y: number, out: Surface): void {
  const { eye } = shape;
  const from = (x - side * eye.x) * side;
  if (Math.abs(from) > eye.half * 1.5 || Math.abs(y - eye.y) > 2) return;
  lidEdges(shape, side, x, lids);
  const { liner, shadow } = look.makeup;
  const inside = Math.abs(from) < eye.half;
  const above = y - Math.max(lids.upper, lids.lower);
  const below = Math.min(lids.lower, lids.upper) - y;
  if (inside && above >= -0.04) darken(out, 1 - 0.92 * bump(above, 0.075 + 0.08 * liner) * (0.7 + 0.3 * liner));
  if (inside && below > 0) {
    darken(out, 1 - 0.42 * bump(below, 0.085) * (0.45 + liner));
    out.open *= 1 - 0.12 * bump(below - 0.3, 0.16);
  }
  // Outside the corners the lash line runs on a little.
  if (!inside) darken(out, 1 - 0.5 * bump(y - lids.line, 0.08) * bump(Math.abs(from) - eye.half, 0.16));
  if (above > 0 && Math.abs(from) < eye.half * 1.15) {
    const height = eye.crease + 0.12 * (1 - lids.across * lids.across);
    if (eye.crease > 0) out.open *= 1 - 0.46 * bump(above - height, 0.085);
    if (shadow) tint(out, shadow.colour, shadow.strength * bump(above - 0.25, 0.5) * 0.8);
  }
}

/** The eyeball between the lids: white, corner, iris with its ring, pupil, reflex, shade of the upper lid. */
function shadeEye({ regions, shape, iris, pupil, yellow }: Face, side: Side, x: number, y: number, out: Surface): void {
  const { eye } = shape;
  const { upper, lower } = regions.lids;
  const cx = side * eye.x;
  const dx = x - cx;
  const dy = y - eye.y - 0.03;
  const from = dx - eye.gazeX;
  const up = dy - eye.gazeY;
  const radius = length2(from, up);
  const white = 0.56;
  out.red = white;
  out.green = white * (0.96 - 0.05 * yellow);
  out.blue = white * (0.93 - 0.16 * yellow);
  const inner = -dx * side;
  const caruncle = smooth(eye.half * 0.78, eye.half, inner);
  tint(out, [0.5, 0.2, 0.17], caruncle);
  tint(out, [0.5, 0.25, 0.22], 0.16 * smooth(eye.half * 0.4, eye.half, Math.abs(dx)));
  if (radius < eye.iris) {
    const way = radius / eye.iris;
    const rays = 0.85 + 0.3 * noise(Math.atan2(up, from) * 9 + 31, way * 3);
    const level = (0.75 + 0.5 * way) * rays * (way > 0.84 ? 1 - 0.7 * smooth(0.84, 1, way) : 1);
    out.red = iris[0] * level;
    out.green = iris[1] * level;
    out.blue = iris[2] * level;
    if (radius < pupil) out.red = out.green = out.blue = 0.004;
  }
  out.open =
    (0.34 + 0.66 * smooth(0, 0.4, upper - y)) *
    (0.75 + 0.25 * smooth(0, 0.3, eye.half - Math.abs(dx))) *
    (0.8 + 0.2 * smooth(0, 0.12, y - lower));
  out.gloss = 1.1;
  out.sharpness = 90;
  out.translucent = 0.2;
  // The ball's own roundness instead of the lids'.
  out.normalX = out.normalX * 0.55 + dx * 0.42;
  out.normalY = out.normalY * 0.55 + dy * 0.42;
  out.glow = 0.3 * bump(length2(from - 0.18, up - 0.2), 0.1);
}

function shadeLip({ look, lip, regions, shape }: Face, lowerLip: boolean, x: number, y: number, out: Surface): void {
  const lines = 1 + 0.12 * noise(x * 7, y * 2);
  const { lipstick } = look.makeup;
  const bright = (lowerLip ? 1.02 : 0.86) * lines;
  tint(out, [lip[0] * bright, lip[1] * bright, lip[2] * bright], 0.93);
  if (lipstick)
    tint(
      out,
      [lipstick.colour[0] * bright, lipstick.colour[1] * bright, lipstick.colour[2] * bright],
      lipstick.strength,
    );
  out.gloss *= lipstick ? 2 : lowerLip ? 1.6 : 1.2;
  out.sharpness = 22;
  const { innerUpper, innerLower } = lipEdges(shape, x, regions.lips);
  out.open *= 1 - 0.6 * bump(Math.min(Math.abs(y - innerUpper), Math.abs(y - innerLower)), 0.11);
}

/** Teeth behind the upper lip and, in a wide mouth, the lower ones and the tongue; deep dark behind. */
function shadeMouth({ regions, shape, teeth, tongue, yellow }: Face, x: number, y: number, out: Surface): void {
  const { lips } = shape;
  const { innerUpper, innerLower } = regions.lips;
  const height = innerUpper - innerLower;
  const under = innerUpper - y;
  const over = y - innerLower;
  const aside = Math.abs(x);
  const arch = smooth(lips.half * 0.98, lips.half * 0.35, aside);
  const tooth = (size: number) => 0.72 + 0.28 * Math.abs(Math.sin((x * Math.PI) / size)) ** 0.35;
  out.gloss = 0.25;
  out.sharpness = 30;
  out.translucent = 0.3;
  const upperRow = Math.min(0.85, Math.max(height * 0.7, 0.3)) * (1 - 0.12 * (aside / lips.half) ** 2);
  if (teeth && under < upperRow && aside < lips.half * 0.9) {
    const level = 0.66 * tooth(0.82) * arch;
    out.red = level;
    out.green = level * (0.95 - 0.06 * yellow);
    out.blue = level * (0.88 - 0.22 * yellow);
  } else if (teeth && height > 1 && over < Math.min(0.45, height * 0.2) && aside < lips.half * 0.7) {
    const level = 0.5 * tooth(0.6) * arch;
    out.red = level;
    out.green = level * 0.93;
    out.blue = level * 0.84;
  } else if (tongue && height > 0.55 && over < height * 0.55) {
    out.red = 0.3;
    out.green = 0.09;
    out.blue = 0.09;
  } else {
    out.red = 0.05;
    out.green = 0.013;
    out.blue = 0.012;
    out.gloss = 0.08;
  }
  out.open = 0.14 + 0.8 * smooth(-0.05, 0.32, under) * smooth(lips.half, lips.half * 0.6, aside);
  out.normalX *= 0.3;
  out.normalY *= 0.3;
  out.normalZ = 0.9;
}

/** Stubble, and the skin that shows through a beard. */
function shadeBeardShadow({ shape, look, shiftX }: Face, x: number, y: number, out: Surface): void {
  const { beard } = look;
  const density = beardDensity(shape, beard, x, y);
  if (density <= 0) return;
  const stubble = beard.length < 0.15;
  const dots = 0.75 + 0.35 * noise(x * 9 + shiftX, y * 9);
  const cover = clamp(density * (stubble ? 0.28 + 3.2 * beard.length : 0.85) * dots, 0, 0.95);
  tint(out, beard.colour, cover);
  out.gloss *= 1 - cover;
  out.translucent *= 1 - 0.7 * cover;
}
