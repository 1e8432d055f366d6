/** The renderer as the calls of a thread, and many faces drawn by several threads at once, in order. */
import { type Caller, Moved } from '../../shared/rpc.ts';
import { inOrder } from '../in-order.ts';
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

/** Faces of many requests in their order, drawn by several threads that work ahead. */
export function renderFaces(
  threads: readonly Caller<RenderService>[],
  requests: Iterable<FaceRequest>,
  size: number,
): AsyncGenerator<RenderedFace> {
  let next = 0;
  return inOrder(requests, threads.length * AHEAD, (request) =>
    threads[next++ % threads.length]!.call('face', { request, size }),
  );
}
