/** The element that shows a photo with its overlays and takes the pointer. React renders it once. */
import { useEffect, useRef } from 'react';
import type { Editor } from '../editor/editor.ts';
import { strings } from '../strings/strings.ts';
import { followInput } from './input.ts';
import type { PictureCache } from './picture-cache.ts';
import { showStage } from './stage.ts';

export function PhotoCanvas({ editor, pictures }: { editor: Editor; pictures: PictureCache }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!frame.current || !canvas.current) return;
    const element = frame.current;
    const measure = () =>
      editor.resize({
        width: Math.max(1, element.clientWidth),
        height: Math.max(1, element.clientHeight),
        pixelRatio: window.devicePixelRatio,
      });
    measure();
    const observer = new ResizeObserver(measure);
    // Device pixels change with the size and also when the window moves to another screen.
    observer.observe(element, { box: 'device-pixel-content-box' });
    const ends = [showStage(canvas.current, editor, pictures), followInput(element, editor)];
    return () => {
      observer.disconnect();
      for (const end of ends) end();
    };
  }, [editor, pictures]);

  return (
    <div ref={frame} className="photo-canvas" tabIndex={-1} role="application" aria-label={strings.editor.photo}>
      <div ref={canvas} className="photo-canvas-layers" />
    </div>
  );
}
