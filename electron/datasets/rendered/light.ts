/** What shines on a face: a key light with shadow, a second light, and light from all around. */
import type { Camera } from './camera.ts';
import { clamp, DEGREE, length2 } from './curves.ts';
import type { Mesh } from './mesh.ts';
import type { Rgb } from './person.ts';
import type { Random } from './random.ts';
import { drawShadow, type Scratch } from './raster.ts';

export interface Light {
  /** Unit vectors of the view frame, towards the light. */
  key: Rgb;
  keyColour: Rgb;
  second: Rgb;
  secondColour: Rgb;
  ambient: Rgb;
  /** How much more comes from the left, from above and from the front. */
  gradient: Rgb;
  /** 0 a point, 1 a wide window: light wraps around and shadows fade. */
  softness: number;
  shadow: boolean;
  /** Brightness that the face shall have, against its own tone. */
  exposure: number;
}

const direction = (elevation: number, azimuth: number): Rgb => [
  Math.sin(azimuth) * Math.cos(elevation),
  Math.sin(elevation),
  Math.cos(azimuth) * Math.cos(elevation),
];

/** Tinted between candle and sky. */
const tinted = (strength: number, warmth: number): Rgb => [strength * (1 + warmth), strength, strength * (1 - warmth)];

export function lightOf(random: Random): Light {
  const flat = random.chance(0.3);
  const side = random.chance(0.7) ? 70 : 130;
  const key = flat ? random.between(0.2, 0.6) : random.between(0.4, 1.5);
  const ambient = flat
    ? random.between(0.5, 0.9)
    : random.chance(0.3)
      ? random.between(0.04, 0.2)
      : random.between(0.15, 0.6);
  return {
    key: direction(random.between(-12, 75) * DEGREE, random.between(-side, side) * DEGREE),
    keyColour: tinted(key, clamp(random.normal(0.1), -0.3, 0.35)),
    second: direction(random.between(-30, 60) * DEGREE, random.between(-150, 150) * DEGREE),
    secondColour: random.chance(0.4)
      ? [random.between(0, 0.5), random.between(0, 0.5), random.between(0, 0.5)]
      : [0, 0, 0],
    ambient: [
      random.between(0.88, 1.12) * ambient,
      random.between(0.92, 1.08) * ambient,
      random.between(0.88, 1.14) * ambient,
    ],
    gradient: [random.normal(0.3), random.between(-0.05, 0.65), random.between(-0.1, 0.45)],
    softness: random.between(0.05, 0.8),
    shadow: random.chance(0.85),
    exposure: Math.exp(random.normal(0.3)),
  };
}

export interface Shadow {
  size: number;
  depth: Float32Array;
  scale: number;
  axes: Float64Array;
}

/** Height of the region that throws shadows, in cm. */
const REACH = 36;

export function createShadow(size: number): Shadow {
  return { size, depth: new Float32Array(size * size), scale: size / REACH, axes: new Float64Array(9) };
}

/** Draws all meshes as the key light sees them. */
export function castShadow(
  shadow: Shadow,
  light: Light,
  meshes: readonly Mesh[],
  camera: Camera,
  scratch: Scratch,
): void {
  const [x, y, z] = light.key;
  const length = length2(z, x) || 1;
  const right = [z / length, 0, -x / length] as const;
  const up = [y * right[2], z * right[0] - x * right[2], -y * right[0]] as const;
  shadow.axes.set([...right, ...up, x, y, z]);
  shadow.depth.fill(-1e9);
  for (const mesh of meshes)
    if (mesh.shadow) drawShadow(shadow.depth, shadow.size, shadow.scale, mesh, camera, shadow.axes, scratch);
}

/** cm by which something must lie nearer to the light to shade a point. */
const BIAS = 0.4;

/** Share of the key light that reaches a point of the view, between its four nearest samples. */
export function lightAt({ size, depth, scale, axes }: Shadow, x: number, y: number, z: number): number {
  const column = (axes[0]! * x + axes[1]! * y + axes[2]! * z) * scale + size / 2 - 0.5;
  const row = -(axes[3]! * x + axes[4]! * y + axes[5]! * z) * scale + size / 2 - 0.5;
  const left = Math.floor(column);
  const top = Math.floor(row);
  if (left < 0 || top < 0 || left >= size - 1 || top >= size - 1) return 1;
  const limit = axes[6]! * x + axes[7]! * y + axes[8]! * z + BIAS;
  const fx = column - left;
  const fy = row - top;
  const at = top * size + left;
  const a = depth[at]! < limit ? 1 - fx : 0;
  const b = depth[at + 1]! < limit ? fx : 0;
  const c = depth[at + size]! < limit ? 1 - fx : 0;
  const d = depth[at + size + 1]! < limit ? fx : 0;
  return (a + b) * (1 - fy) + (c + d) * fy;
}
