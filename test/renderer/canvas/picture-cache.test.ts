/** Photos at hand: what was wanted comes, what was not used for long goes, and nothing is shown after it went. */
import { describe, expect, test } from 'vitest';
import { ContentHash } from '../../../electron/shared/domain/ids.ts';
import type { Picture } from '../../../renderer/canvas/picture.ts';
import { PictureCache } from '../../../renderer/canvas/picture-cache.ts';
import { isClosed, testPicture } from './test-picture.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((digit) => ContentHash.parse(digit.repeat(64))) as [
  ContentHash,
  ContentHash,
  ContentHash,
  ContentHash,
];

/** Room for two photos of 1000 x 1000 pixels with their levels. */
const TWO = 11e6;

class TestSource {
  readonly asked: ContentHash[] = [];
  readonly given = new Map<ContentHash, Picture>();
  readonly previews = new Map<ContentHash, PromiseWithResolvers<Picture>>();
  problem: Error | null = null;

  photo = async (hash: ContentHash): Promise<Picture> => {
    this.asked.push(hash);
    if (this.problem) throw this.problem;
    const picture = testPicture(1000, 1000);
    this.given.set(hash, picture);
    return picture;
  };

  preview = (hash: ContentHash): Promise<Picture> => {
    const answer = Promise.withResolvers<Picture>();
    this.previews.set(hash, answer);
    return answer.promise;
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

async function want(cache: PictureCache, ...hashes: [ContentHash, ...ContentHash[]]): Promise<void> {
  cache.want(hashes);
  await settled();
}

describe('a cache of pictures', () => {
  test('asks for the photo shown before its neighbours', async () => {
    const source = new TestSource();
    await want(new PictureCache(source), b, c, a);
    expect(source.asked).toEqual([b, c, a]);
  });

  test('tells when a picture has come', async () => {
    const cache = new PictureCache(new TestSource());
    const heard: string[] = [];
    cache.subscribe(() => heard.push(cache.peek(a).kind));
    await want(cache, a);
    expect(heard).toEqual(['ready']);
  });

  test('asks once for what it has', async () => {
    const source = new TestSource();
    const cache = new PictureCache(source);
    await want(cache, a);
    await want(cache, a);
    expect(source.asked).toEqual([a]);
  });

  test('lets go of the photo used longest ago when memory runs out', async () => {
    const source = new TestSource();
    const cache = new PictureCache(source, TWO);
    await want(cache, a);
    await want(cache, b);
    await want(cache, c);
    expect([a, b, c].map((hash) => isClosed(source.given.get(hash)!))).toEqual([true, false, false]);
  });

  test('never lets go of the photo shown, however large', async () => {
    const source = new TestSource();
    const cache = new PictureCache(source, 1);
    await want(cache, a, b);
    expect(isClosed(source.given.get(a)!)).toBe(false);
    expect(isClosed(source.given.get(b)!)).toBe(true);
  });

  test('says why a photo cannot be shown, and tries again when it is wanted again', async () => {
    const source = new TestSource();
    const cache = new PictureCache(source);
    source.problem = new Error('The file is gone.');
    await want(cache, a);
    expect(cache.peek(a)).toEqual({ kind: 'problem', message: 'The file is gone.' });
    source.problem = null;
    await want(cache, a);
    expect(cache.peek(a).kind).toBe('ready');
  });

  test('shows a preview until the photo is there, then lets go of it', async () => {
    const source = new TestSource();
    const photo = Promise.withResolvers<Picture>();
    const cache = new PictureCache({ ...source, photo: () => photo.promise, preview: source.preview });
    const preview = testPicture(100, 100);
    await want(cache, d);
    source.previews.get(d)!.resolve(preview);
    await settled();
    expect(cache.peek(d)).toEqual({ kind: 'loading', preview });
    photo.resolve(testPicture(1000, 1000));
    await settled();
    expect(cache.peek(d).kind).toBe('ready');
    expect(isClosed(preview)).toBe(true);
  });

  test('drops a preview that comes after its photo', async () => {
    const source = new TestSource();
    const cache = new PictureCache(source);
    await want(cache, a);
    const preview = testPicture(100, 100);
    source.previews.get(a)!.resolve(preview);
    await settled();
    expect(cache.peek(a).kind).toBe('ready');
    expect(isClosed(preview)).toBe(true);
  });

  test('lets go of everything at the end, also of what comes later', async () => {
    const source = new TestSource();
    const cache = new PictureCache(source);
    cache.want([a]);
    cache.clear();
    await settled();
    expect(isClosed(source.given.get(a)!)).toBe(true);
  });
});
