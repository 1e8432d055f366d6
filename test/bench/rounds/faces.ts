/** Rendered faces as photos with all that is true of them, drawn once and kept in the build's folder. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { createRenderer } from '../../../electron/datasets/rendered/renderer.ts';
import { annotationsOf } from '../../../electron/datasets/rendered/truth.ts';
import { rootDir } from '../../../electron/places.ts';
import type { AnnotationValue } from '../../../electron/shared/domain/annotation.ts';
import type { Box } from '../../../electron/shared/domain/geometry.ts';
import { decode, encode } from '../../../electron/shared/wire.ts';

/** What takes minutes to make and never changes; deleted with the build. */
export const keptFolder = path.join(rootDir, 'out', 'bench', 'rounds');

export interface FaceSet {
  /** Holds `NAME.png`, one face each. */
  folder: string;
  faces: { file: string; box: Box; truths: AnnotationValue[] }[];
}

/** Other seeds are other pictures of other people. */
export const SEED = Number(process.env['LINEAMENT_BENCH_SEED'] ?? 1);
/** The first picture of each set: far from those that the starter is grown from, and from each other. */
const FIRST = { little: 0, corrected: 100_000, apart: 200_000 };
/** Pictures of each person. */
const PICTURES = 2;
/** Side of a picture in pixels. */
const SIDE = 160;

export async function renderedFaces(name: keyof typeof FIRST, count: number): Promise<FaceSet> {
  const first = 2_000_000 + 1_000_000 * SEED + FIRST[name];
  const folder = path.join(keptFolder, `${name}-${first}-${count}-${PICTURES}-${SIDE}`);
  const list = path.join(folder, 'truths.bin');
  if (!existsSync(list)) {
    console.error(`rounds: drawing ${count} faces «${name}»`);
    const draft = `${folder}.part`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    const renderer = createRenderer();
    const faces: FaceSet['faces'] = [];
    for (let i = 0; i < count; i++) {
      const identity = first + Math.floor(i / PICTURES);
      const { width, height, pixels, truth, labels } = renderer.renderFace(
        { seed: first + i, identity },
        { size: SIDE },
      );
      const file = `${String(i).padStart(5, '0')}.png`;
      await sharp(pixels, { raw: { width, height, channels: 3 } })
        .png()
        .toFile(path.join(draft, file));
      const truths = annotationsOf(truth, labels, { width, height });
      faces.push({ file, box: truth.box, truths });
    }
    writeFileSync(path.join(draft, 'truths.bin'), encode(faces));
    renameSync(draft, folder);
  }
  return { folder, faces: decode(readFileSync(list)) as FaceSet['faces'] };
}
