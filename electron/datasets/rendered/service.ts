/** The renderer as the calls of a thread. */
import { Moved } from '../../shared/rpc.ts';
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
