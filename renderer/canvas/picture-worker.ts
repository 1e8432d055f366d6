/** Runs in a worker: fetches photos, decodes them and halves them, so that the window never waits for pixels. */
import { levelsOf, type Picture } from './picture.ts';

export interface Request {
  id: number;
  url: string;
}

export type Reply = { id: number; picture: Picture } | { id: number; problem: string };

async function decode(url: string): Promise<Picture> {
  const response = await fetch(url);
  if (!response.ok) throw new Error((await response.text()) || response.statusText);
  const whole = await createImageBitmap(await response.blob());
  const { finest, count } = levelsOf(whole.width, whole.height);
  const levels: ImageBitmap[] = [];
  let last = whole;
  for (let level = 0; level < finest + count; level++) {
    if (level > 0) {
      const half = await createImageBitmap(last, {
        resizeWidth: Math.ceil(last.width / 2),
        resizeHeight: Math.ceil(last.height / 2),
        resizeQuality: 'medium',
      });
      if (level <= finest) last.close();
      last = half;
    }
    if (level >= finest) levels.push(last);
  }
  return { levels, finest };
}

self.addEventListener('message', async ({ data: { id, url } }: MessageEvent<Request>) => {
  try {
    const picture = await decode(url);
    self.postMessage({ id, picture } satisfies Reply, { transfer: [...picture.levels] });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    self.postMessage({ id, problem } satisfies Reply);
  }
});
