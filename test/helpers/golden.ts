import path from 'node:path';
import sharp from 'sharp';
import type { ReadItem } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import type { FormatName } from '../../electron/shared/domain/dataset.ts';
import { folderOf, readDataset } from './dataset-faces.ts';

export const picture = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#777' } })
    .jpeg()
    .toBuffer();

/** A mask as CelebAMask-HQ stores it: three channels, 255 where the part is. */
export const mask = (size: number, isIn: (x: number, y: number) => boolean): Promise<Buffer> =>
  sharp(
    Uint8Array.from({ length: size * size * 3 }, (_, at) =>
      isIn(Math.floor(at / 3) % size, Math.floor(at / 3 / size)) ? 255 : 0,
    ),
    { raw: { width: size, height: size, channels: 3 } },
  )
    .png()
    .toBuffer();

export async function readGolden(
  format: FormatName,
  files: Record<string, string | Uint8Array>,
  options: Record<string, string> = {},
) {
  const { items, rejected } = await readDataset(FORMATS[format], folderOf(files), options);
  return { items, rejected, faces: items.flatMap(({ faces }) => faces) };
}

export const namesOf = (items: readonly ReadItem[]): string[] => items.map(({ name }) => path.basename(name));

export const points68 = (of: (at: number) => [number, number]): string =>
  Array.from({ length: 68 }, (_, at) => of(at).join(' ')).join('\n');
