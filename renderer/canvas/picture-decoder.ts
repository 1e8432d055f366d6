/** The window's side of the worker that decodes photos. */
import type { Picture } from './picture.ts';
import type { Reply, Request } from './picture-worker.ts';

export class PictureDecoder {
  readonly #worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, PromiseWithResolvers<Picture>>();
  #nextId = 1;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      const answer = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('picture' in data) answer?.resolve(data.picture);
      else answer?.reject(new Error(data.problem));
    });
  }

  /** @throws {Error} with a sentence that says why the photo cannot be shown. */
  readonly decode = (url: string): Promise<Picture> => {
    const id = this.#nextId++;
    const answer = Promise.withResolvers<Picture>();
    this.#waiting.set(id, answer);
    this.#worker.postMessage({ id, url: new URL(url, location.href).href } satisfies Request);
    return answer.promise;
  };

  /** What is under way is never answered. */
  close(): void {
    this.#worker.terminate();
  }
}
