/** Rendered scenes for the detector: squares of them at many scales, and what each of its cells should say. */
import { createRenderer } from '../../electron/datasets/rendered/renderer.ts';
import type { Pixels } from '../../electron/imaging/decode.ts';
import { IMAGENET, toTensor } from '../../electron/imaging/tensor.ts';
import { viewTransform } from '../../electron/imaging/view.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import type { Random } from '../../electron/shared/domain/random.ts';
import { drawLook, renderLook } from '../../electron/training/augment.ts';
import { STRIDES } from '../../models/detector/model.ts';
import type { Examples } from './render-thread.ts';
import type { SupplyRequest } from './supply.ts';

export interface SceneFace {
  box: Box;
  /** Share of the face that can be seen. */
  shown: number;
}

export interface SceneRender {
  pixels: Pixels;
  faces: SceneFace[];
}

const SCENE = { width: 448, height: 352 };
/** Cuts are reduced by up to this, and enlarged little: a face that is enlarged much is a blur and no near face. */
const LEAST_SCALE = 0.3;
const MOST_SCALE = 1.7;
/** Longer sides that the faces which cuts are about are brought to, in pixels: what levels of a photo judge. */
const SEEN = [10, 260] as const;
/** Share of cuts that are about a face; others may have none. */
const ABOUT_A_FACE = 0.6;

/** Longer sides of the faces that each stride answers for, in pixels; the ranges overlap. */
export const REACH: Record<(typeof STRIDES)[number], readonly [number, number]> = {
  8: [9, 42],
  16: [30, 100],
  32: [72, 420],
};
/** Faces that are smaller or less to be seen are nobody's mistake. */
const LEAST_SIDE = 9;
const LEAST_SHOWN = 0.4;

/** The score, its weight, the box and its weight of every cell, for the faces of a square picture. */
export function targetsOfFaces(faces: readonly SceneFace[], size: number): Record<string, Float32Array> {
  return Object.assign({}, ...STRIDES.map((stride) => targetsOfStride(faces, size, stride)));
}

function targetsOfStride(faces: readonly SceneFace[], size: number, stride: (typeof STRIDES)[number]) {
  const columns = size / stride;
  const cells = columns * columns;
  const score = new Float32Array(cells);
  const told = new Float32Array(cells).fill(1);
  const boxes = new Float32Array(4 * cells);
  const known = new Float32Array(4 * cells);
  const [least, most] = REACH[stride];
  for (const { box, shown } of faces) {
    const longer = Math.max(box.width, box.height);
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const counts = longer >= LEAST_SIDE && shown >= LEAST_SHOWN;
    const own = counts && longer >= least && longer <= most;
    // The cells about the middle answer; those around them may say what they like.
    const reach = { inner: Math.max(0.5 * stride, 0.14 * longer), outer: Math.max(1.2 * stride, 0.33 * longer) };
    for (let row = 0; row < columns; row++)
      for (let column = 0; column < columns; column++) {
        const [x, y] = [(column + 0.5) * stride, (row + 0.5) * stride];
        const away = Math.max(Math.abs(x - centre.x), Math.abs(y - centre.y));
        const cell = row * columns + column;
        if (own && away <= reach.inner) {
          score[cell] = 1;
          told[cell] = 1;
          boxes.set(
            [
              (centre.x - x) / stride,
              (centre.y - y) / stride,
              Math.log(box.width / stride),
              Math.log(box.height / stride),
            ],
            4 * cell,
          );
          known.fill(1, 4 * cell, 4 * cell + 4);
        } else if (away <= reach.outer && score[cell] === 0) told[cell] = 0;
      }
  }
  return {
    [`target.score_${stride}`]: score,
    [`weight.score_${stride}`]: told,
    [`target.box_${stride}`]: boxes,
    [`weight.box_${stride}`]: known,
  };
}

/** Logarithms of the least and the most scale at which a face, or what has none, is shown. */
function scalesFor(face: SceneFace | undefined): [number, number] {
  if (!face) return [Math.log(0.4), Math.log(MOST_SCALE)];
  const longer = Math.max(face.box.width, face.box.height);
  const most = Math.min(MOST_SCALE, SEEN[1] / longer);
  return [Math.log(Math.min(most, Math.max(LEAST_SCALE, SEEN[0] / longer))), Math.log(most)];
}

/** Scenes side by side like tiles: what a square sees that is wider than its own scene. */
interface Collage {
  pixels: Pixels;
  /** What it shows, in pixels of the scene that the square is of. */
  area: Box;
  /** In the same pixels. */
  faces: SceneFace[];
}

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** As many neighbours as the square reaches into, at most so many to each side: a turn shows a little of those beyond. */
const NEIGHBOURS = 2;

/** @param another gives any other scene of the same size */
export function collageFor(scene: SceneRender, square: Box, another: () => SceneRender): Collage {
  const { width, height } = scene.pixels;
  const tile = (at: number, side: number): number => within(Math.floor(at / side), -NEIGHBOURS, NEIGHBOURS);
  const [left, right] = [tile(square.x, width), tile(square.x + square.width, width)];
  const [top, bottom] = [tile(square.y, height), tile(square.y + square.height, height)];
  const across = right - left + 1;
  const size = { width: across * width, height: (bottom - top + 1) * height };
  const data = new Uint8Array(3 * size.width * size.height);
  const faces: SceneFace[] = [];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) {
      const own = row === 0 && column === 0 ? scene : another();
      const [x, y] = [column * width, row * height];
      for (let line = 0; line < height; line++) {
        const to = 3 * ((y - top * height + line) * size.width + x - left * width);
        data.set(own.pixels.data.subarray(3 * line * width, 3 * (line + 1) * width), to);
      }
      for (const { box, shown } of own.faces) faces.push({ shown, box: { ...box, x: box.x + x, y: box.y + y } });
    }
  return {
    pixels: { ...size, channels: 3, data },
    area: { x: left * width, y: top * height, ...size },
    faces,
  };
}

/** A square of a scene: about one of its faces, or anywhere. */
export function squareOf({ pixels, faces }: SceneRender, side: number, random: Random): Box {
  const between = (least: number, most: number): number => least + (most - least) * random();
  const face = random() < ABOUT_A_FACE ? faces[Math.floor(random() * faces.length)] : undefined;
  const scale = Math.exp(between(...scalesFor(face)));
  const own = side / scale;
  const middle = face
    ? { x: face.box.x + face.box.width / 2, y: face.box.y + face.box.height / 2 }
    : { x: between(0, pixels.width), y: between(0, pixels.height) };
  return {
    x: middle.x - own / 2 + between(-0.4, 0.4) * own,
    y: middle.y - own / 2 + between(-0.4, 0.4) * own,
    width: own,
    height: own,
  };
}

export function sceneExamples({ side, augmentation }: SupplyRequest): Examples<SceneRender> {
  const renderer = createRenderer();
  return {
    pictures: 1,
    render(seed) {
      const { width, height, pixels, faces } = renderer.renderScene({ seed, ...SCENE });
      return {
        pixels: { width, height, channels: 3, data: pixels },
        faces: faces.map(({ truth, shown }) => ({ box: truth.box, shown })),
      };
    },
    cut(scene, random, another) {
      const look = drawLook(squareOf(scene, side, random), side, augmentation, random);
      const collage = collageFor(scene, look.view.box, another);
      const picture = renderLook(collage, look);
      const { toView } = viewTransform(look.view);
      const scale = side / look.view.box.width;
      const faces = collage.faces.map(({ box, shown }) => {
        const centre = toView({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
        const [width, height] = [box.width * scale, box.height * scale];
        return { shown, box: { x: centre.x - width / 2, y: centre.y - height / 2, width, height } };
      });
      return [{ pixels: toTensor(picture, IMAGENET), ...targetsOfFaces(faces, side) }];
    },
  };
}
