/** Draws the icons that packaging needs from resources/icons/icon.svg: PNG, ICO for Windows, ICNS for macOS. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { root } from './steps.ts';

const folder = path.join(root, 'resources/icons');
const svg = readFileSync(path.join(folder, 'icon.svg'));

const draw = (size: number): Promise<Buffer> =>
  sharp(svg, { density: (72 * size) / 1024 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();

/** https://en.wikipedia.org/wiki/ICO_(file_format): a header, one entry of 16 bytes a picture, the pictures as PNG. */
async function ico(sizes: number[]): Promise<Buffer> {
  const pictures = await Promise.all(sizes.map(draw));
  const header = Buffer.alloc(6 + 16 * sizes.length);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length;
  for (const [index, picture] of pictures.entries()) {
    const entry = 6 + 16 * index;
    header.writeUInt8(sizes[index]! % 256, entry); // 0 stands for 256
    header.writeUInt8(sizes[index]! % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4); // planes
    header.writeUInt16LE(32, entry + 6); // bits a pixel
    header.writeUInt32LE(picture.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += picture.length;
  }
  return Buffer.concat([header, ...pictures]);
}

/** https://en.wikipedia.org/wiki/Apple_Icon_Image_format: types that hold PNG, by their size in pixels. */
const ICNS_TYPES: [type: string, size: number][] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic14', 512],
  ['ic10', 1024],
];

async function icns(): Promise<Buffer> {
  const block = (type: string, content: Buffer): Buffer => {
    const header = Buffer.alloc(8);
    header.write(type, 'latin1');
    header.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([header, content]);
  };
  const pictures = await Promise.all(ICNS_TYPES.map(async ([type, size]) => block(type, await draw(size))));
  return block('icns', Buffer.concat(pictures));
}

writeFileSync(path.join(folder, 'icon.png'), await draw(512));
writeFileSync(path.join(folder, 'icon.ico'), await ico([16, 24, 32, 48, 64, 128, 256]));
writeFileSync(path.join(folder, 'icon.icns'), await icns());
