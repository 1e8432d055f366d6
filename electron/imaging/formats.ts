/** The kinds of photo: told apart by their first bytes, and by their names only where a folder is searched. */
import type { PhotoFormat } from '../shared/domain/image.ts';

interface Format {
  label: string;
  mediaType: string;
  /** Whether browsers show it, and then whether every one of them turns it upright by EXIF. */
  browser: 'turns' | 'shows' | null;
}

export const FORMATS = {
  jpeg: { label: 'JPEG', mediaType: 'image/jpeg', browser: 'turns' },
  png: { label: 'PNG', mediaType: 'image/png', browser: 'shows' },
  webp: { label: 'WebP', mediaType: 'image/webp', browser: 'shows' },
  avif: { label: 'AVIF', mediaType: 'image/avif', browser: 'shows' },
  tiff: { label: 'TIFF', mediaType: 'image/tiff', browser: null },
  gif: { label: 'GIF', mediaType: 'image/gif', browser: 'shows' },
  bmp: { label: 'BMP', mediaType: 'image/bmp', browser: null },
  heic: { label: 'HEIC', mediaType: 'image/heic', browser: null },
} as const satisfies Record<PhotoFormat, Format>;

/** How many bytes from the start `formatOf` wants to see. */
export const HEAD_BYTES = 512;

/** Sizes of the second header of a BMP: they tell it from any text that starts with «BM». */
const BMP_HEADERS = [12, 40, 52, 56, 64, 108, 124];

const SIGNATURES: [PhotoFormat, (head: Buffer, text: string) => boolean][] = [
  ['jpeg', (_, text) => text.startsWith('\xff\xd8\xff')],
  ['png', (_, text) => text.startsWith('\x89PNG\r\n\x1a\n')],
  ['webp', (_, text) => text.startsWith('RIFF') && text.startsWith('WEBP', 8)],
  ['gif', (_, text) => text.startsWith('GIF87a') || text.startsWith('GIF89a')],
  ['tiff', (_, text) => ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].some((mark) => text.startsWith(mark))],
  ['bmp', (head, text) => text.startsWith('BM') && head.length >= 18 && BMP_HEADERS.includes(head.readUInt32LE(14))],
];

const HEVC_BRAND = /^(hei[cxms]|hev[cxms]|mif1|msf1)$/;

/** The brands of an ISO media file: the major one, then the compatible ones. */
function brandsOf(head: Buffer): string[] {
  const end = Math.min(head.readUInt32BE(0), head.length);
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  return brands;
}

/** The format that the first bytes of a file show, or null for what is no photo of a known kind. */
export function formatOf(head: Buffer): PhotoFormat | null {
  const text = head.toString('latin1');
  if (text.startsWith('ftyp', 4) && head.length >= 12) {
    const brands = brandsOf(head);
    if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
    return brands.some((brand) => HEVC_BRAND.test(brand)) ? 'heic' : null;
  }
  return SIGNATURES.find(([, matches]) => matches(head, text))?.[0] ?? null;
}
