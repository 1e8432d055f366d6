/** A face cut from the decoded photo: it costs no request and follows every change of its box. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type Box, growBox } from '../../electron/shared/domain/geometry.ts';
import type { Image } from '../../electron/shared/domain/image.ts';
import { levelFor } from '../canvas/picture.ts';
import { type PictureCache, pictureOf } from '../canvas/picture-cache.ts';

/** Side in CSS pixels. */
const SIDE = 36;
/** How much of what surrounds a face is shown, in parts of the face's size. */
const MARGIN = 0.15;

/** The square of the photo around a face that the crop shows. */
function squareAround(box: Box): Box {
  const grown = growBox(box, MARGIN);
  const side = Math.max(grown.width, grown.height);
  return {
    x: grown.x - (side - grown.width) / 2,
    y: grown.y - (side - grown.height) / 2,
    width: side,
    height: side,
  };
}

export function FaceCrop({ image, box, pictures }: { image: Image; box: Box; pictures: PictureCache }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useSyncExternalStore(pictures.subscribe, () => pictureOf(pictures.peek(image.hash)));
  const { x, y, width } = squareAround(box);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !picture) return;
    const side = Math.round(SIDE * window.devicePixelRatio);
    element.width = side;
    element.height = side;
    const zoom = side / width;
    context.drawImage(levelFor(picture, zoom), -x * zoom, -y * zoom, image.width * zoom, image.height * zoom);
  }, [picture, image.width, image.height, x, y, width]);

  return <canvas ref={canvas} className="face-crop" style={{ width: SIDE, height: SIDE }} aria-hidden />;
}
