/** GET of the window's files and of photos, the same behind app:// and http://. Photos are addressed by content. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PhotoService } from './imaging/service.ts';
import { Box } from './shared/domain/geometry.ts';
import { ContentHash } from './shared/domain/ids.ts';
import type { Image } from './shared/domain/image.ts';
import { type ProblemCode, ProblemError, toProblem } from './shared/errors.ts';
import type { Caller } from './shared/rpc.ts';

const MIME_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Only what the app brings itself: nothing is loaded from elsewhere, nothing is sent anywhere. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const STATUS: Partial<Record<ProblemCode, number>> = {
  'bad-input': 400,
  'not-found': 404,
  conflict: 409,
  unreadable: 422,
  unsupported: 422,
  unavailable: 503,
};

/** What a photo address needs of the open project. */
export interface PhotoSource {
  /** The photo with these bytes. @throws `not-found` */
  find(hash: ContentHash): Image;
  /** The project's disposable folder. */
  cache(): string;
  /** Told when the file of a photo turns out to be gone. */
  lost(image: Image): void;
}

export interface FilesOptions {
  rendererDir: string;
  photos: Caller<PhotoService>;
  source: PhotoSource;
}

export function createFiles({ rendererDir, photos, source }: FilesOptions): (request: Request) => Promise<Response> {
  async function serveWindow(pathname: string): Promise<Response> {
    const file = path.join(rendererDir, path.normalize(pathname === '/' ? '/index.html' : pathname));
    if (!file.startsWith(rendererDir + path.sep)) throw new ProblemError('not-found', 'There is no such page.');
    const body = await readFile(file).catch(() => {
      throw new ProblemError('not-found', 'There is no such page.');
    });
    // Names of built files carry a hash of their content; the page that names them does not.
    const lasting = pathname.startsWith('/assets/');
    return new Response(body, {
      headers: {
        'content-type': MIME_TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'cache-control': lasting ? 'private, immutable, max-age=31536000' : 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  }

  async function servePhoto(kind: string, hash: ContentHash, query: URLSearchParams, signal: AbortSignal) {
    const image = source.find(hash);
    const photo = { path: image.path, hash, cache: source.cache() };
    try {
      const { bytes, type } = await readPhoto(kind, photo, query, signal);
      return new Response(bytes as Uint8Array<ArrayBuffer>, {
        headers: {
          'content-type': type,
          'cache-control': 'private, immutable, max-age=31536000',
          'x-content-type-options': 'nosniff',
        },
      });
    } catch (error) {
      if (toProblem(error).code === 'not-found') source.lost(image);
      throw error;
    }
  }

  function readPhoto(
    kind: string,
    photo: { path: string; hash: ContentHash; cache: string },
    query: URLSearchParams,
    signal: AbortSignal,
  ) {
    switch (kind) {
      case 'photo':
        return photos.call('display', photo, { signal });
      case 'thumb':
        return photos.call('thumbnail', { ...photo, size: sizeOf(query, 256) }, { signal });
      case 'crop':
        return photos.call('crop', { ...photo, box: boxOf(query), size: sizeOf(query, 128) }, { signal });
      default:
        throw new ProblemError('not-found', 'There is no such address.');
    }
  }

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    try {
      const match = /^\/(photo|thumb|crop)\/([^/]+)$/.exec(pathname);
      if (!match) return await serveWindow(decodeURIComponent(pathname));
      const [, kind = '', hash = ''] = match;
      return await servePhoto(kind, ContentHash.parse(hash), searchParams, request.signal);
    } catch (error) {
      const { code, message } = toProblem(error);
      return new Response(message, {
        status: STATUS[code] ?? 500,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      });
    }
  };
}

const SIZES = [128, 256, 512];

function sizeOf(query: URLSearchParams, usual: number): number {
  const size = Number(query.get('size') ?? usual);
  if (SIZES.includes(size)) return size;
  throw new ProblemError('bad-input', `The size is one of ${SIZES.join(', ')}.`);
}

function boxOf(query: URLSearchParams): Box {
  const [x, y, width, height] = (query.get('box') ?? '').split(',').map(Number);
  return Box.parse({ x, y, width, height });
}
