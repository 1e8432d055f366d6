/** Gives every pixel of a drawn person its colour in the light, its class, and what lies under what hides it. */

import type { Camera } from './camera.ts';
import type { Canvas } from './canvas.ts';
import { bump, length3, noise, smooth } from './curves.ts';
import { headClass } from './face-class.ts';
import { hairline } from './hair-mesh.ts';
import { type Light, lightAt } from './light.ts';
import { CLASS, createSurface, type Surface } from './material.ts';
import { PART } from './mesh.ts';
import { type Face, shadeHead } from './skin.ts';
import {
  shadeBeard,
  shadeBody,
  shadeEar,
  shadeFrame,
  shadeHair,
  shadeHat,
  shadeMetal,
  shadeNeck,
  shadeTie,
} from './stuff.ts';

/** How much of the scalp's colour the hair's roots take, at a place of the head. */
function rootCover(face: Face, y: number, angle: number): number {
  const { hair, hat } = face.look;
  if (hat?.kind === 'scarf' || (hair.bare > 0 && Math.abs(angle) < 1.2)) return 0;
  const canonical = face.shape.toCanonical(y);
  const over = canonical - hairline(hair, angle);
  // Noise lies between -1 and 1: below this it changes nothing.
  if (over < -1.1) return 0;
  const cover = smooth(-0.5, 0.7, over + 0.5 * noise(angle * 12, y));
  return hair.style === 'shaved' ? cover * 0.45 : cover;
}

/** Paints the pixel `at` of a part into `out`; returns the class of the bare head there. */
function shadePart(face: Face, canvas: Canvas, at: number, out: Surface): number {
  const { layer, bare } = canvas;
  const u = layer.u[at]!;
  const v = layer.v[at]!;
  const angle = layer.angle[at]!;
  const { look, skin, shape, shiftX } = face;
  const part = layer.part[at]!;
  if (part === PART.head) return shadeHead(face, u, v, angle, rootCover(face, v, angle), out);
  let beneath = CLASS.background;
  const bareAngle = bare.angle[at]!;
  if (bare.part[at] === PART.head) beneath = headClass(face.regions, bare.u[at]!, bare.v[at]!, bareAngle);
  else if (bare.part[at] === PART.neck) beneath = CLASS.neck;
  else if (bare.part[at] === PART.rightEar) beneath = CLASS.right_ear;
  else if (bare.part[at] === PART.leftEar) beneath = CLASS.left_ear;
  switch (part) {
    case PART.hair:
      shadeHair(look.hair, shiftX, v, angle, out);
      break;
    case PART.beard:
      shadeBeard(look.beard.colour, look.hair.grey, v, angle, out);
      if (beneath === CLASS.neck || beneath === CLASS.background) out.label = CLASS.hair;
      break;
    case PART.rightEar:
    case PART.leftEar:
      shadeEar(skin, part === PART.rightEar, u, v, out);
      break;
    case PART.neck:
      shadeNeck(skin, look.clothes, shape.wrinkles, shiftX, u, v, angle, out);
      break;
    case PART.cloth:
      shadeBody(skin, look.clothes, shiftX, u, v, out);
      break;
    case PART.tie:
      shadeTie(look.clothes.tie!, u, v, out);
      break;
    case PART.frame:
      shadeFrame(look.glasses!.colour, out);
      break;
    case PART.hat:
      shadeHat(look.hat!, shiftX, u, v, angle, out);
      break;
    case PART.earring:
      shadeMetal(look.jewellery.earrings!.colour, 'earring', u, out);
      break;
    default:
      shadeMetal(look.jewellery.necklace!.colour, 'necklace', u, out);
  }
  return beneath;
}

/** Parts that are the person's own face or neck: they hide nothing of it. */
const OWN: ReadonlySet<number> = new Set([PART.head, PART.rightEar, PART.leftEar, PART.neck, PART.beard]);

export function shadePerson(canvas: Canvas, face: Face, camera: Camera, light: Light): void {
  const { size, layer, light: pixels, labels, beneath, cover, shadow } = canvas;
  const surface = createSurface();
  const { focal, distance, centreX, centreY } = camera;
  const [kx, ky, kz] = light.key;
  const [sx, sy, sz] = light.second;
  const half = length3(kx, ky, kz + 1) || 1;
  const hx = kx / half;
  const hy = ky / half;
  const hz = (kz + 1) / half;
  const wrap = light.softness * 0.4;
  const keyLevel = light.keyColour[1];
  const lit = light.shadow ? 1 - 0.2 * light.softness : 0;
  for (let row = 0, at = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at++) {
      const part = layer.part[at]!;
      cover[at] = 0;
      if (part === PART.nothing) {
        labels[at] = CLASS.background;
        beneath[at] = CLASS.background;
        continue;
      }
      const scale = 1 / (length3(layer.normalX[at]!, layer.normalY[at]!, layer.normalZ[at]!) || 1);
      surface.normalX = layer.normalX[at]! * scale;
      surface.normalY = layer.normalY[at]! * scale;
      surface.normalZ = layer.normalZ[at]! * scale;
      beneath[at] = shadePart(face, canvas, at, surface);
      labels[at] = surface.label;
      if (!OWN.has(part)) cover[at] = 1;

      const length = 1 / (length3(surface.normalX, surface.normalY, surface.normalZ) || 1);
      const nx = surface.normalX * length;
      const ny = surface.normalY * length;
      const nz = surface.normalZ * length;
      const facing = nx * kx + ny * ky + nz * kz;
      let key = Math.max(0, (facing + wrap) / (1 + wrap));
      if (key > 0 && lit > 0) {
        const z = layer.depth[at]!;
        const back = (distance - z) / focal;
        const x = (column + 0.5 - centreX) * back;
        const y = (centreY - row - 0.5) * back;
        key *= 1 - lit + lit * lightAt(shadow, x + nx * 0.35, y + ny * 0.35, z + nz * 0.35);
      }
      const second = Math.max(0, nx * sx + ny * sy + nz * sz);
      const around =
        Math.max(0.05, 1 + light.gradient[0] * nx + light.gradient[1] * ny + light.gradient[2] * (nz - 0.6)) *
        surface.open;
      const direct = Math.min(1, 0.35 + 0.65 * surface.open);
      // Light that leaves the skin again beside the shade's edge is red.
      const bleeding = surface.translucent * 0.11 * bump(facing - 0.05, 0.35);
      let shine = 0;
      if (key > 0) {
        const toward = nx * hx + ny * hy + nz * hz;
        const rim = 1 + 1.5 * (1 - Math.max(0, nz)) ** 3;
        if (toward > 0)
          shine =
            surface.gloss * toward ** surface.sharpness * rim * keyLevel * 0.35 * surface.open * Math.min(1, key * 4);
      }
      const glow = shine + surface.glow * keyLevel;
      const to = 3 * at;
      pixels[to] =
        surface.red *
          ((key + bleeding) * light.keyColour[0] * direct +
            second * light.secondColour[0] * direct +
            around * light.ambient[0]) +
        glow;
      pixels[to + 1] =
        surface.green *
          ((key + bleeding * 0.3) * light.keyColour[1] * direct +
            second * light.secondColour[1] * direct +
            around * light.ambient[1]) +
        glow;
      pixels[to + 2] =
        surface.blue *
          ((key + bleeding * 0.1) * light.keyColour[2] * direct +
            second * light.secondColour[2] * direct +
            around * light.ambient[2]) +
        glow;
    }
  }
}
