/** The renderer as the calls of a thread, and many faces drawn by several threads at once, in order. */
import { type Caller, Moved } from '../../shared/rpc.ts';
import {
  createRenderer,
  type FaceRequest,
  type RenderedFace,
  type RenderedScene,
  type SceneRequest,
} from './renderer.ts';

export type RenderService = {
  face(input: { request: FaceRequest; size: number }): Moved<RenderedFace>;
  scene(input: SceneRequest): Moved<RenderedScene>;
};

const buffersOf = (arrays: readonly Uint8Array[]): ArrayBuffer[] => arrays.map(({ buffer }) => buffer as ArrayBuffer);

export function renderService(): RenderService {
  const renderer = createRenderer();
  return {
    face({ request, size }) {
      const face = renderer.renderFace(request, { size });
      return new Moved(face, buffersOf([face.pixels, ...Object.values(face.labels)]));
    },
    scene(request) {
      const scene = renderer.renderScene(request);
      const maps = scene.faces.flatMap(({ labels }) => Object.values(labels));
      return new Moved(scene, buffersOf([scene.pixels, ...maps]));
    },
  };
}

/** Pictures that a thread works on or that wait to be taken, for each thread. */
const AHEAD = 3;

/**
 * The results of calls, in the order of their inputs, while the threads work ahead. Ends early when no longer asked.
 * @param ask starts a call on the thread of that number
 */
export async function* inOrder<Input, Result>(
  inputs: Iterable<Input>,
  threads: number,
  ask: (input: Input, thread: number) => Promise<Result>,
): AsyncGenerator<Result> {
  const waiting: Promise<Result>[] = [];
  let next = 0;
  for (const input of inputs) {
    const call = ask(input, next++ % threads);
    call.catch(() => {}); // it is awaited below; a failure before that is not unhandled
    waiting.push(call);
    if (waiting.length >= threads * AHEAD) yield await waiting.shift()!;
  }
  for (const call of waiting) yield await call;
}

/** Faces of many requests, drawn by several threads. */
export const renderFaces = (
  threads: readonly Caller<RenderService>[],
  requests: Iterable<FaceRequest>,
  size: number,
): AsyncGenerator<RenderedFace> =>
  inOrder(requests, threads.length, (request, thread) => threads[thread]!.call('face', { request, size }));
