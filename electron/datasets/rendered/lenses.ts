/** Lays the lenses of glasses over the picture: clear ones reflect, dark ones hide the eyes, silvered ones show the world. */
import type { Camera } from './camera.ts';
import type { Canvas } from './canvas.ts';
import { clamp, mixed, noise, roughness, smooth } from './curves.ts';
import type { Light } from './light.ts';
import type { Glasses } from './look.ts';
import { CLASS } from './material.ts';
import { clearLayer, createLayer, drawMesh } from './raster.ts';
import type { HeadShape } from './shape.ts';
import { lensMesh } from './worn-mesh.ts';

/** From this opacity on nobody could say where the eye is. */
const HIDES = 0.6;

/** CelebAMask-HQ's glasses are whole areas, over which eyes and brows are painted where they can be seen. */
const SEEN_THROUGH: ReadonlySet<number> = new Set([CLASS.left_eye, CLASS.right_eye, CLASS.left_brow, CLASS.right_brow]);

export function drawLenses(
  canvas: Canvas,
  camera: Camera,
  shape: HeadShape,
  glasses: Glasses,
  light: Light,
  shift: number,
): void {
  canvas.lenses ??= createLayer(canvas.size);
  const { lenses, layer, light: pixels, labels, cover } = canvas;
  clearLayer(lenses);
  drawMesh(lenses, lensMesh(shape, glasses), camera, canvas.scratch);
  for (let at = 0; at < labels.length; at++) {
    if (lenses.part[at] === 0 || lenses.depth[at]! < layer.depth[at]! - 0.05) continue;
    const x = lenses.u[at]!;
    const y = lenses.v[at]!;
    const opacity = clamp(glasses.opacity * (glasses.dark ? 1 - 0.12 * smooth(1, -2, y) : 1), 0, 0.99);
    const reflex =
      glasses.mirror *
      Math.max(0, roughness(x * 0.45 + shift, y * 0.6 + shift) + 0.05) *
      (light.keyColour[1] + light.ambient[1]) *
      0.9;
    const { silvered } = glasses;
    const sky = silvered ? smooth(-0.25, 0.25, y + 0.5 * noise(x * 0.8 + shift, 2) + noise(x * 2 + shift, y * 2)) : 0;
    for (let channel = 0; channel < 3; channel++) {
      const to = 3 * at + channel;
      const colour = silvered ? 0.6 * mixed(silvered[1][channel]!, silvered[0][channel]!, sky) : glasses.tint[channel]!;
      const lit = colour * (light.ambient[channel]! + 0.4 * light.keyColour[channel]!);
      pixels[to] = mixed(pixels[to]!, lit, opacity) + reflex;
    }
    if (opacity > HIDES) {
      labels[at] = CLASS.eyeglasses;
      cover[at] = 1;
    } else if (!SEEN_THROUGH.has(labels[at]!)) labels[at] = CLASS.eyeglasses;
  }
}
