/** The door of the folder: faces and scenes from seeds. It keeps buffers between pictures and nothing else. */
import { type Canvas, createCanvas } from './canvas.ts';
import type { FacePlan, FaceRequest } from './plan.ts';
import { drawFace, type RenderedFace, type RenderOptions } from './render-face.ts';
import { drawScene, type RenderedScene, type SceneRequest } from './render-scene.ts';

export type { FacePlan, FaceRequest } from './plan.ts';
export type { RenderedFace, RenderOptions } from './render-face.ts';
export type { RenderedScene, SceneRequest } from './render-scene.ts';

export interface Renderer {
  renderFace(request: FaceRequest | FacePlan, options?: RenderOptions): RenderedFace;
  renderScene(request: SceneRequest): RenderedScene;
}

/** Canvases kept for reuse. */
const KEPT = 6;

/** One for each thread: it is not to be used for two pictures at once. */
export function createRenderer(): Renderer {
  const canvases: Canvas[] = [];
  const canvasOf = (size: number): Canvas => {
    const at = canvases.findIndex((canvas) => canvas.size === size);
    const canvas = at < 0 ? createCanvas(size) : canvases.splice(at, 1)[0]!;
    canvases.unshift(canvas);
    canvases.length = Math.min(canvases.length, KEPT);
    return canvas;
  };
  return {
    renderFace: (request, options) => drawFace(request, options ?? {}, canvasOf),
    renderScene: (request) => drawScene(request, canvasOf),
  };
}
