/** The Konva stage: one canvas a layer, each painted at most once a frame and only when something in it changed. */
import { Konva } from 'konva/lib/Core';
import type { Editor } from '../editor/editor.ts';
import { snapToDevice } from '../editor/view.ts';
import { aidsLayer } from './aids-layer.ts';
import { landmarksLayer, poseLayer } from './marks-layer.ts';
import { masksLayer } from './masks-layer.ts';
import { overlayLayer } from './overlay-layer.ts';
import { photoLayer } from './photo-layer.ts';
import { lightOn } from './photo-light.ts';
import { type PictureCache, pictureOf } from './picture-cache.ts';
import type { Scene, SceneLayer } from './scene.ts';
import { toolLayer } from './tool-layer.ts';

/** From the bottom to the top. */
const LAYERS: readonly SceneLayer[] = [
  photoLayer,
  masksLayer,
  poseLayer,
  landmarksLayer,
  overlayLayer,
  toolLayer,
  aidsLayer,
];

function sceneOf({ state }: Editor, pictures: PictureCache): Scene {
  return {
    state,
    view: snapToDevice(state.view, state.viewport),
    picture: state.image && pictureOf(pictures.peek(state.image.hash)),
  };
}

/** Paints the editor's states into an element until the returned function is called. */
export function showStage(container: HTMLDivElement, editor: Editor, pictures: PictureCache): () => void {
  const stage = new Konva.Stage({ container, width: 1, height: 1, listening: false });
  let scene = sceneOf(editor, pictures);
  const layers = LAYERS.map((layer) => {
    const canvas = new Konva.Layer({ listening: false });
    const paint = (context: CanvasRenderingContext2D): void => {
      // Konva takes no orders for the next frame before it is done with this one.
      if (!layer.paint(context, scene)) queueMicrotask(() => canvas.batchDraw());
    };
    canvas.add(new Konva.Shape({ listening: false, sceneFunc: ({ _context }) => paint(_context) }));
    stage.add(canvas);
    return { layer, canvas, painted: [] as readonly unknown[] };
  });

  const light = lightOn(layers[0]!.canvas.getNativeCanvasElement());

  const resize = (): void => {
    const { width, height, pixelRatio } = scene.state.viewport;
    for (const { canvas } of layers)
      if (canvas.getCanvas().getPixelRatio() !== pixelRatio) canvas.getCanvas().setPixelRatio(pixelRatio);
    if (stage.width() !== width || stage.height() !== height) stage.size({ width, height });
  };

  const update = (): void => {
    scene = sceneOf(editor, pictures);
    resize();
    light.show(scene.state.light, scene.picture);
    for (const entry of layers) {
      const strength = `${entry.layer.strength?.(scene.state) ?? 1}`;
      const { style } = entry.canvas.getNativeCanvasElement();
      if (style.opacity !== strength) style.opacity = strength;
      const values = entry.layer.dependsOn(scene);
      if (values.length === entry.painted.length && values.every((value, at) => value === entry.painted[at])) continue;
      entry.painted = values;
      entry.canvas.batchDraw();
    }
  };

  update();
  const ends = [editor.subscribe(update), pictures.subscribe(update)];
  return () => {
    for (const end of ends) end();
    light.remove();
    stage.destroy();
  };
}
