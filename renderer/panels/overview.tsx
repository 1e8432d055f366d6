/** The whole photo, small, with the part that the screen shows: there only while the screen shows a part. */
import { type PointerEvent, useEffect, useRef, useSyncExternalStore } from 'react';
import { type PictureCache, pictureOf } from '../canvas/picture-cache.ts';
import { useEditor } from '../canvas/use-editor.ts';
import type { Editor } from '../editor/editor.ts';
import { toPhoto } from '../editor/view.ts';
import { strings } from '../strings/strings.ts';
import './overview.css';

/** CSS pixels of its longer side. */
const SIDE = 168;

export function Overview({ editor, pictures }: { editor: Editor; pictures: PictureCache }) {
  const image = useEditor(editor, (state) => state.image);
  const view = useEditor(editor, (state) => state.view);
  const viewport = useEditor(editor, (state) => state.viewport);
  const wanted = useEditor(editor, (state) => state.aids.overview);
  const picture = useSyncExternalStore(pictures.subscribe, () => image && pictureOf(pictures.peek(image.hash)));
  const canvas = useRef<HTMLCanvasElement>(null);

  const [left, top] = Object.values(toPhoto(view, { x: 0, y: 0 })) as [number, number];
  const [right, bottom] = Object.values(toPhoto(view, { x: viewport.width, y: viewport.height })) as [number, number];
  const whole = !image || (left <= 0 && top <= 0 && right >= image.width && bottom >= image.height);
  const shown = wanted && !whole && picture !== null;
  const scale = image ? SIDE / Math.max(image.width, image.height) : 1;
  const [width, height] = image ? [image.width * scale, image.height * scale] : [0, 0];

  useEffect(() => {
    const node = canvas.current;
    if (!node || !picture || !shown) return;
    const ratio = window.devicePixelRatio;
    node.width = Math.round(width * ratio);
    node.height = Math.round(height * ratio);
    const context = node.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture.levels.at(-1)!, 0, 0, node.width, node.height);
  }, [picture, shown, width, height]);

  if (!shown || !image) return null;
  const go = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    editor.lookAt({ x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale });
  };
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value * scale));
  return (
    <div
      className="overview"
      role="img"
      aria-label={strings.tools.view.overview}
      style={{ width, height }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <canvas ref={canvas} />
      <span
        style={{
          left: clamp(left, width),
          top: clamp(top, height),
          width: clamp(right, width) - clamp(left, width),
          height: clamp(bottom, height) - clamp(top, height),
        }}
      />
    </div>
  );
}
