/** Pictures with several people, near and far, over one background and in one light: for detectors and sample photos. */
import type { Box } from '../../shared/domain/geometry.ts';
import { backgroundOf, paintBackground } from './background.ts';
import { type Camera, cameraOf } from './camera.ts';
import type { Canvas } from './canvas.ts';
import { applyTone, develop, exposureOf } from './develop.ts';
import { drawFigure } from './figure.ts';
import { type GuestRequest, guestsOf } from './guests.ts';
import { landmarkPoints } from './landmarks.ts';
import { lightOf } from './light.ts';
import { drawPerson } from './person-render.ts';
import type { Place } from './places.ts';
import type { FacePlan } from './plan.ts';
import { Random } from './random.ts';
import { boxOf, luminance, truthOf } from './render-face.ts';
import { ageTones, blurBehind, sceneCapture } from './scene-photo.ts';
import { drawClutter } from './scenery/clutter.ts';
import type { Picture } from './scenery/paint.ts';
import { type HeadShape, shapeOf } from './shape.ts';
import { copyIn, copyOut, type Tile, tileOf } from './tile.ts';
import { type FaceTruth, type LabelMaps, labelMaps } from './truth.ts';

export interface SceneRequest extends GuestRequest {
  seed: number;
  width?: number;
  height?: number;
}

export interface SceneFace {
  /** In the pixels of the scene. */
  truth: FaceTruth;
  /** Share of the face that no one nearer stands in front of and the picture's edge does not cut, 0 to 1. */
  shown: number;
  /** Class maps over `frame`, a part of the scene, one entry a pixel. */
  labels: LabelMaps;
  frame: Box;
}

export interface RenderedScene {
  width: number;
  height: number;
  pixels: Uint8Array;
  /** From far to near. */
  faces: SceneFace[];
}

/** Moves all places of a face from its tile to the scene. */
function moveTruth(truth: FaceTruth, dx: number, dy: number): FaceTruth {
  const moved = (points: Float32Array): Float32Array =>
    points.map((value, index) => value + (index % 2 === 0 ? dx : dy));
  return {
    ...truth,
    box: { ...truth.box, x: truth.box.x + dx, y: truth.box.y + dy },
    landmarks: moved(truth.landmarks),
    outline: moved(truth.outline),
    cofw: moved(truth.cofw),
  };
}

/** A person who was drawn, and what is nearer has not hidden yet. */
interface Drawn {
  face: SceneFace;
  tile: Tile;
}

/** Takes from a face what lies before it: `marks` has a 1 for each such pixel of the scene. */
function hideBehind({ face, tile }: Drawn, { width, height }: Picture, marks: Uint8Array): void {
  const hides = (x: number, y: number): boolean => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    return column >= 0 && row >= 0 && column < width && row < height && marks[row * width + column] === 1;
  };
  const { truth, labels } = face;
  truth.visible = truth.visible.map(
    (seen, index) => seen && !hides(truth.cofw[2 * index]!, truth.cofw[2 * index + 1]!),
  );
  truth.landmarksVisible = truth.landmarksVisible.map(
    (seen, index) => seen && !hides(truth.landmarks[2 * index]!, truth.landmarks[2 * index + 1]!),
  );
  for (let row = 0, at = 0; row < tile.side; row++)
    for (let column = 0; column < tile.side; column++, at++)
      if (hides(tile.left + column, tile.top + row)) {
        labels['celebamask-19'][at] = 0;
        labels['facexformer-11'][at] = 0;
      }
}

/** Share of the box's inside that still shows the person's head, inside the picture. */
function shownShare({ face, tile }: Drawn, width: number, height: number): number {
  const { box } = face.truth;
  let own = 0;
  let under = 0;
  for (let y = Math.floor(box.y); y < box.y + box.height; y++)
    for (let x = Math.floor(box.x); x < box.x + box.width; x++) {
      const column = x - tile.left;
      const row = y - tile.top;
      const inTile = column >= 0 && row >= 0 && column < tile.side && row < tile.side;
      if (!inTile || x >= width || y >= height) {
        under++; // past the picture's edge
        continue;
      }
      const at = row * tile.side + column;
      if (face.labels.beneath[at] === 0) continue;
      under++;
      if (face.labels['celebamask-19'][at] !== 0) own++;
    }
  return under === 0 ? 0 : own / under;
}

/** Cuts a face's maps to the part of its square that lies in the scene. */
function cutToScene(face: SceneFace, sceneWidth: number, sceneHeight: number): void {
  const { x, y, width: side } = face.frame;
  const width = Math.min(side, sceneWidth - x);
  const height = Math.min(side, sceneHeight - y);
  if (width === side && height === side) return;
  const cut = (map: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    const out = new Uint8Array(width * height);
    for (let row = 0; row < height; row++) out.set(map.subarray(row * side, row * side + width), row * width);
    return out;
  };
  const { labels } = face;
  for (const name of ['celebamask-19', 'facexformer-11', 'beneath'] as const) labels[name] = cut(labels[name]);
  face.frame = { x, y, width, height };
}

function aimAt(camera: Camera, shape: HeadShape, place: Place, tile: Tile): void {
  const box = boxOf(camera, shape, landmarkPoints(shape));
  camera.focal = (place.size * tile.oversampling) / Math.max(box.width, box.height);
  camera.centreX = (place.x - tile.left) * tile.oversampling - (box.x + box.width / 2) * camera.focal;
  camera.centreY = (place.y - tile.top) * tile.oversampling - (box.y + box.height / 2) * camera.focal;
}

/** @param canvasOf gives a canvas of a size, kept or new */
export function drawScene(request: SceneRequest, canvasOf: (size: number) => Canvas): RenderedScene {
  const { seed, width = 640, height = 480 } = request;
  const random = new Random(seed, 'scene');
  const light = lightOf(random.part('light'));
  const guests = guestsOf(request, width, height, light, random);
  const picture: Picture = { width, height, light: new Float32Array(width * height * 3) };
  const first = guests[0]?.plan;
  const background = backgroundOf(
    random.part('background'),
    first?.person.skin ?? [0.5, 0.3, 0.2],
    first?.look.hair.colour ?? [0.05, 0.04, 0.03],
    { bystanders: false },
  );
  paintBackground(background, width, height, picture.light);
  drawClutter(picture, light, random.part('clutter'));
  blurBehind(picture, random.part('focus'));

  const drawn: Drawn[] = [];
  const figures = random.part('figures');
  let exposure = 1;
  for (const [index, { plan, place, behind, figure, suit }] of guests.entries()) {
    const tile = tileOf(place, width, height);
    const canvas = canvasOf(tile.side * tile.oversampling);
    const shape = shapeOf(plan.person, plan.years, plan.expression);
    const camera = cameraOf(plan.view);
    aimAt(camera, shape, place, tile);
    copyIn(picture, tile, canvas);
    drawPerson(canvas, plan, shape, camera);
    if (!behind) exposure = exposureOf(canvas, luminance(plan.person.skin), light.exposure);
    const marks = new Uint8Array(width * height);
    copyOut(canvas, tile, picture, marks);
    const own = behind ? null : drawnFace(canvas, plan, shape, camera, tile);
    if (figure) {
      const before = new Uint8Array(width * height);
      const placed = {
        camera,
        scale: 1 / tile.oversampling,
        left: tile.left,
        top: tile.top,
        bustEnds: tile.top + tile.side,
        suit: suit && !behind,
      };
      drawFigure(picture, plan, placed, plan.light, figures.part(`figure ${index}`), before);
      if (own) hideBehind(own, picture, before);
      for (let at = 0; at < before.length; at++) marks[at]! |= before[at]!;
    }
    for (const other of drawn) hideBehind(other, picture, marks);
    if (own) drawn.push(own);
  }
  for (const one of drawn) {
    one.face.shown = shownShare(one, width, height);
    cutToScene(one.face, width, height);
  }
  applyTone(picture.light, exposure);
  ageTones(picture.light, random.part('age'));
  return {
    width,
    height,
    pixels: develop(picture.light, width, height, sceneCapture(random.part('capture'))),
    faces: drawn.map(({ face }) => face),
  };
}

function drawnFace(canvas: Canvas, plan: FacePlan, shape: HeadShape, camera: Camera, tile: Tile): Drawn {
  const { left, top, side, oversampling } = tile;
  const truth = moveTruth(truthOf(canvas, plan, shape, camera, 1 / oversampling), left, top);
  const frame = { x: left, y: top, width: side, height: side };
  return { face: { truth, shown: 1, labels: labelMaps(canvas, side), frame }, tile };
}
