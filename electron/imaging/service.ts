/** What the photo thread does for the rest of the app. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Box } from '../shared/domain/geometry.ts';
import type { ContentHash } from '../shared/domain/ids.ts';
import type { PhotoFormat } from '../shared/domain/image.ts';
import { Moved, type Service } from '../shared/rpc.ts';
import { cached, cachePath, putIntoCache } from './cache.ts';
import { develop, inspectPhoto, openPhoto, type Photo, type PhotoHeader, pixelsOf } from './decode.ts';
import { displayOf } from './display.ts';
import { fingerprint } from './fingerprint.ts';
import { FORMATS } from './formats.ts';
import { hashBytes, hashFile } from './hash.ts';
import { fileProblem, photoProblem } from './problems.ts';
import { recentPhotos } from './recent-photos.ts';
import { cropName, cropSquare, renderCrop, renderThumbnail, thumbnailName } from './thumbnail.ts';
import { turns } from './turns.ts';

/** An indexed photo: where it lies, what its bytes hash to, and the folder for pictures made from it. */
export interface PhotoSource {
  path: string;
  hash: ContentHash;
  /** The project's cache folder. */
  cache: string;
}

export interface IndexedPhoto {
  hash: ContentHash;
  /** Size of the file. */
  bytes: number;
  /** When the file was last written to, in whole milliseconds since 1970. */
  mtime: number;
  format: PhotoFormat;
  width: number;
  height: number;
  orientation: number;
}

/** An encoded picture and its media type. */
export interface Picture {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/** Longer side in pixels of the thumbnail that indexing leaves behind. */
const INDEX_THUMBNAIL = 256;

/** Decoding runs on libuv's threads; one photo more is hashed meanwhile. */
const AT_ONCE = Math.min(availableParallelism(), Number(process.env['UV_THREADPOOL_SIZE']) || 4) + 1;

/** Copied first: buffers of Node's pool and of native code arrive empty when they are moved. */
function moved(bytes: Uint8Array, type: string): Moved<Picture> {
  const own = Uint8Array.from(bytes);
  return new Moved({ bytes: own, type }, [own.buffer]);
}

/** Opens a photo and makes sure that it is the one that was indexed. */
async function openIndexed({ path, hash }: PhotoSource, signal?: AbortSignal): Promise<Photo> {
  const photo = await openPhoto(path, signal);
  if ((await hashFile(path, signal)) !== hash) throw photoProblem('changed', path);
  return photo;
}

export function createPhotoService() {
  const takeTurn = turns(AT_ONCE);
  const recent = recentPhotos();

  const service = {
    /** Format, size and orientation, from the header. */
    inspect: ({ path }: { path: string }, signal): Promise<PhotoHeader> =>
      takeTurn(() => inspectPhoto(path, signal), signal),

    /** Reads a photo to its end: its hash, its header, the proof that it decodes, and its thumbnail into the cache. */
    index: ({ path, cache }: { path: string; cache: string }, signal): Promise<IndexedPhoto> =>
      takeTurn(async () => {
        const photo = await openPhoto(path, signal);
        const [hash, thumbnail] = await Promise.all([
          hashFile(path, signal),
          develop(photo, (upright) => renderThumbnail(upright, INDEX_THUMBNAIL), signal),
        ]);
        await putIntoCache(cachePath(cache, hash, thumbnailName(INDEX_THUMBNAIL)), thumbnail);
        const { bytes, mtime, format, width, height, orientation } = photo;
        return { hash, bytes, mtime, format, width, height, orientation };
      }, signal),

    /** The photo with its longer side at `size`. */
    thumbnail: async ({ size, ...source }: PhotoSource & { size: number }, signal): Promise<Moved<Picture>> => {
      const file = cachePath(source.cache, source.hash, thumbnailName(size));
      const bytes = await cached(file, () =>
        takeTurn(async () => {
          const photo = await openIndexed(source, signal);
          return develop(photo, (upright) => renderThumbnail(upright, size), signal);
        }, signal),
      );
      return moved(bytes, 'image/webp');
    },

    /** How the photo looks in 64 bits, from its thumbnail: photos that nearly look the same have nearly the same. */
    fingerprint: async (source: PhotoSource, signal): Promise<Uint8Array> => {
      const { value } = await service.thumbnail({ ...source, size: INDEX_THUMBNAIL }, signal);
      return fingerprint(value.bytes);
    },

    /** A face and a little around it, with its longer side at `size`. */
    crop: async (
      { box, size, ...source }: PhotoSource & { box: Box; size: number },
      signal,
    ): Promise<Moved<Picture>> => {
      const square = cropSquare(box);
      const bytes = await cached(cachePath(source.cache, source.hash, cropName(square, size)), () =>
        takeTurn(async () => {
          // Not tied to this caller's signal: others may wait for the same decode.
          const pixels = await recent(source.hash, async () => pixelsOf(await openIndexed(source)));
          return renderCrop(pixels, square, size, source.path);
        }, signal),
      );
      return moved(bytes, 'image/webp');
    },

    /** What the editor shows. It may have fewer pixels than a very large photo, never another shape. */
    display: async (source: PhotoSource, signal): Promise<Moved<Picture>> => {
      const { path, hash, cache } = source;
      const photo = await takeTurn(() => openPhoto(path, signal), signal);
      const display = displayOf(photo);
      if (display === 'original') {
        const bytes = await readFile(path, { signal }).catch((error) => Promise.reject(fileProblem(error, path)));
        if (hashBytes(bytes) !== hash) throw photoProblem('changed', path);
        return moved(bytes, FORMATS[photo.format].mediaType);
      }
      const bytes = await cached(cachePath(cache, hash, display.name), () =>
        takeTurn(async () => develop(await openIndexed(source, signal), display.render, signal), signal),
      );
      return moved(bytes, display.type);
    },
  } satisfies Service;
  return service;
}

export type PhotoService = ReturnType<typeof createPhotoService>;
