/** Finds the photo of a project that a dataset's labels speak of: by its path, by what is in it, by its name. */
import path from 'node:path';
import type { ReadItem } from '../datasets/format.ts';
import { tidyName } from '../datasets/source.ts';
import { hashBytes, hashFile } from '../imaging/hash.ts';
import type { KnownImage } from '../store/dataset.ts';

export type MatchedBy = 'path' | 'name' | 'content';
export type Match = { image: KnownImage; by: MatchedBy } | { problem: string };

export interface PhotoMatcher {
  find(item: ReadItem): Promise<Match>;
  /** Makes a photo known that was taken in meanwhile. */
  add(image: KnownImage): void;
}

const same = (file: string): string => file.split(path.sep).join('/').normalize('NFC');

export function matchPhotos(images: readonly KnownImage[]): PhotoMatcher {
  const byPath = new Map<string, KnownImage>();
  const byHash = new Map<string, KnownImage>();
  const byName = new Map<string, KnownImage[]>();
  const add = (image: KnownImage) => {
    const file = same(image.path);
    byPath.set(file, image);
    byHash.set(image.hash, image);
    const name = path.posix.basename(file);
    const others = byName.get(name);
    if (others) others.push(image);
    else byName.set(name, [image]);
  };
  for (const image of images) add(image);

  const fits = (item: ReadItem, image: KnownImage): boolean =>
    (item.hash === null || item.hash === image.hash) &&
    (item.size === null || (item.size.width === image.width && item.size.height === image.height));

  return {
    add,
    async find(item) {
      const places = [item.file, path.isAbsolute(item.name) ? item.name : null];
      for (const place of places) {
        const image = place === null ? undefined : byPath.get(same(place));
        if (image && fits(item, image)) return { image, by: 'path' };
      }
      const hash =
        item.hash ?? (item.bytes ? hashBytes(item.bytes) : item.file === null ? null : await hashFile(item.file));
      const alike = hash === null ? undefined : byHash.get(hash);
      if (alike) return { image: alike, by: 'content' };
      // The copy that went out is another file than the photo, and may have another name.
      const made = item.photo === undefined ? undefined : byHash.get(item.photo);
      if (made && fits({ ...item, hash: null }, made)) return { image: made, by: 'content' };

      const name = tidyName(item.name).normalize('NFC');
      const namesakes = byName.get(path.posix.basename(name)) ?? [];
      const fitting = namesakes.filter((image) => fits(item, image));
      const below = fitting.filter((image) => same(image.path).endsWith(`/${name}`));
      if (below.length === 1) return { image: below[0]!, by: name.includes('/') ? 'path' : 'name' };
      if (fitting.length === 1) return { image: fitting[0]!, by: 'name' };
      if (fitting.length > 1)
        return {
          problem: `${fitting.length} photos of the project are called «${path.posix.basename(name)}», and nothing tells which is meant`,
        };
      const [other] = namesakes;
      if (other && item.size)
        return {
          problem: `«${item.name}» has ${item.size.width} × ${item.size.height} pixels here, and ${other.width} × ${other.height} in the project: it is another picture, or a copy of another size`,
        };
      return {
        problem: other
          ? `«${item.name}» is another picture in the project than here`
          : `the project has no photo «${item.name}»`,
      };
    },
  };
}
