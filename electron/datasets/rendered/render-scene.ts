/** Pictures with several people, near and far, over one background and in one light: for detectors and sample photos. */
import { type Box, boxOverlap } from '../../shared/domain/geometry.ts';
import { backgroundOf, paintBackground } from './background.ts';
import { type Camera, cameraOf } from './camera.ts';
import type { Canvas } from './canvas.ts';
import { applyTone, type Capture, captureOf, develop, exposureOf } from './develop.ts';
import { landmarkPoints } from './landmarks.ts';
import { type Light, lightOf } from './light.ts';
import { drawPerson } from './person-render.ts';
import { type FacePlan, planFace } from './plan.ts';
import { Random } from './random.ts';
import { boxOf, luminance, truthOf } from './render-face.ts';
import { type HeadShape, shapeOf } from './shape.ts';
import { type FaceTruth, type LabelMaps, labelMaps } from './truth.ts';

export interface SceneRequest {
  seed: number;
  width?: number;
  height?: number;
  /** How many people; the seed decides unless told otherwise. 0 gives a picture without a face. */
  people?: number;
  /** The same persons again: the numbers of who may be drawn. Anyone unless told otherwise. */
  identities?: readonly number[];
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

/** How the people stand: sizes of their boxes as shares of the picture's shorter side, and how many there are. */
const ARRANGEMENTS = {
  nobody: { weight: 0.6, people: [0, 0], size: [0, 0], alike: 0 },
  portrait: { weight: 2, people: [1, 1], size: [0.25, 0.62], alike: 0 },
  pair: { weight: 1.6, people: [2, 3], size: [0.16, 0.38], alike: 0.6 },
  group: { weight: 2, people: [3, 9], size: [0.07, 0.2], alike: 0.75 },
  crowd: { weight: 1.4, people: [8, 20], size: [0.025, 0.1], alike: 0.3 },
  mixed: { weight: 1.4, people: [2, 8], size: [0.03, 0.4], alike: 0 },
} as const;
type Arrangement = keyof typeof ARRANGEMENTS;
const WEIGHTS = Object.fromEntries(Object.entries(ARRANGEMENTS).map(([name, { weight }]) => [name, weight])) as Record<
  Arrangement,
  number
>;

/** Faces may cover each other by this much. */
const OVERLAP = 0.12;

interface Place {
  x: number;
  y: number;
  /** Longer side of the face's box in pixels. */
  size: number;
}

function placesOf(random: Random, width: number, height: number, people: number | undefined): Place[] {
  const name =
    people === undefined
      ? random.weighted(WEIGHTS)
      : people <= 1
        ? 'portrait'
        : people <= 3
          ? 'pair'
          : people < 10
            ? 'group'
            : 'crowd';
  const {
    people: [least, most],
    size,
    alike,
  } = ARRANGEMENTS[name];
  const count = people ?? Math.floor(random.between(least, most + 0.999));
  const shorter = Math.min(width, height);
  const common = Math.log(random.between(Math.max(size[0], 0.01), Math.max(size[1], 0.01)));
  const places: Place[] = [];
  for (let tries = 0; places.length < count && tries < count * 12; tries++) {
    const own = Math.log(
      Math.exp(random.between(Math.log(Math.max(size[0], 0.01)), Math.log(Math.max(size[1], 0.01)))),
    );
    const side = shorter * Math.exp(own * (1 - alike) + common * alike);
    // A few are cut by the picture's edge.
    const past = random.chance(0.06) ? 0.35 : -0.45;
    const reach = side * past;
    const place = {
      x: random.between(-reach, width + reach),
      y: random.between(Math.max(-reach, height * 0.05), height + reach * 0.6),
      size: Math.max(side, 10),
    };
    const box = squareAt(place, 0.8);
    if (places.every((other) => boxOverlap(box, squareAt(other, 0.8)) < OVERLAP)) places.push(place);
  }
  // The nearest, which is the largest or the lowest, is drawn last.
  return places.sort((a, b) => a.size + 0.05 * a.y - b.size - 0.05 * b.y);
}

const squareAt = ({ x, y, size }: Place, share: number): Box => ({
  x: x - (size * share) / 2,
  y: y - (size * share) / 2,
  width: size * share,
  height: size * share,
});

/** Side of the square in which a person is drawn, over the face's longer side: hair, hat, shoulders. */
const TILE = 4.4;
/** Share of the tile above the face's middle. */
const ABOVE = 0.4;
/** Larger tiles than this are drawn without oversampling. */
const FINE = 320;
/** Tiles are this many pixels or a multiple, so that few sizes of canvas are needed. */
const STEP = 32;

interface Tile {
  left: number;
  top: number;
  side: number;
  oversampling: 1 | 2;
}

/** The part of a person's square that lies in the scene, as a square that may reach past the scene's right and bottom. */
function tileOf({ x, y, size }: Place, width: number, height: number): Tile {
  const side = Math.ceil(size * TILE);
  const left = Math.floor(x - side / 2);
  const top = Math.floor(y - side * ABOVE);
  const from = { x: Math.max(0, left), y: Math.max(0, top) };
  const to = { x: Math.min(width, left + side), y: Math.min(height, top + side) };
  const cut = Math.ceil(Math.max(1, to.x - from.x, to.y - from.y) / STEP) * STEP;
  return { left: from.x, top: from.y, side: cut, oversampling: cut > FINE ? 1 : 2 };
}

/** Copies the scene's light under a tile into its canvas, each pixel as often as the canvas is finer. */
function copyIn(scene: Float32Array, width: number, height: number, tile: Tile, canvas: Canvas): void {
  const { left, top, oversampling } = tile;
  for (let row = 0, to = 0; row < canvas.size; row++) {
    const y = Math.min(height - 1, top + ((row / oversampling) | 0));
    for (let column = 0; column < canvas.size; column++, to += 3) {
      const from = (y * width + Math.min(width - 1, left + ((column / oversampling) | 0))) * 3;
      canvas.light[to] = scene[from]!;
      canvas.light[to + 1] = scene[from + 1]!;
      canvas.light[to + 2] = scene[from + 2]!;
    }
  }
}

/** Writes a tile back; returns which of its pixels belong to the person or to what they hold. */
function copyOut(canvas: Canvas, tile: Tile, scene: Float32Array, width: number, height: number): Uint8Array {
  const { left, top, side, oversampling } = tile;
  const drawn = new Uint8Array(side * side);
  const share = 1 / (oversampling * oversampling);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let covered = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let dy = 0; dy < oversampling; dy++)
        for (let dx = 0; dx < oversampling; dx++) {
          const at = (row * oversampling + dy) * canvas.size + column * oversampling + dx;
          if (canvas.layer.part[at] !== 0 || canvas.cover[at]! > 0.5) covered += share;
          red += canvas.light[3 * at]! * share;
          green += canvas.light[3 * at + 1]! * share;
          blue += canvas.light[3 * at + 2]! * share;
        }
      drawn[row * side + column] = covered >= 0.5 ? 1 : 0;
      const x = left + column;
      const y = top + row;
      if (x >= width || y >= height) continue;
      const to = (y * width + x) * 3;
      scene[to] = red;
      scene[to + 1] = green;
      scene[to + 2] = blue;
    }
  }
  return drawn;
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

/** Takes from a face what someone nearer hides. */
function hideBehind({ face, tile }: Drawn, nearer: Tile, drawn: Uint8Array): void {
  const hides = (x: number, y: number): boolean => {
    const column = Math.floor(x) - nearer.left;
    const row = Math.floor(y) - nearer.top;
    return (
      column >= 0 && row >= 0 && column < nearer.side && row < nearer.side && drawn[row * nearer.side + column] === 1
    );
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

/** Light like the scene's, a little different at each place. */
const lightAt = (light: Light, random: Random): Light => {
  const level = Math.exp(random.normal(0.12));
  return { ...light, keyColour: light.keyColour.map((part) => part * level) as unknown as Light['keyColour'] };
};

function aimAt(camera: Camera, shape: HeadShape, place: Place, tile: Tile): void {
  const box = boxOf(camera, shape, landmarkPoints(shape));
  camera.focal = (place.size * tile.oversampling) / Math.max(box.width, box.height);
  camera.centreX = (place.x - tile.left) * tile.oversampling - (box.x + box.width / 2) * camera.focal;
  camera.centreY = (place.y - tile.top) * tile.oversampling - (box.y + box.height / 2) * camera.focal;
}

/** @param canvasOf gives a canvas of a size, kept or new */
export function drawScene(request: SceneRequest, canvasOf: (size: number) => Canvas): RenderedScene {
  const { seed, width = 640, height = 480, identities } = request;
  const random = new Random(seed, 'scene');
  const light = lightOf(random.part('light'));
  const places = placesOf(random.part('places'), width, height, request.people);
  const people = random.part('people');
  const plans: FacePlan[] = places.map(() => {
    const own = Math.floor(people.next() * 2 ** 31);
    const identity = identities && identities.length > 0 ? people.pick(identities) : own;
    const plan = planFace({ seed: own, identity });
    // A cloth in front would end with the person's tile.
    const occluders = plan.occluders.filter(({ kind }) => kind !== 'cloth');
    return { ...plan, light: lightAt(light, people), occluders };
  });
  const scene = new Float32Array(width * height * 3);
  const [first] = plans;
  const background = backgroundOf(
    random.part('background'),
    first?.person.skin ?? [0.5, 0.3, 0.2],
    first?.look.hair.colour ?? [0.05, 0.04, 0.03],
  );
  paintBackground(background, width, height, scene);

  const drawn: Drawn[] = [];
  let exposure = 1;
  plans.forEach((plan, index) => {
    const place = places[index]!;
    const tile = tileOf(place, width, height);
    const canvas = canvasOf(tile.side * tile.oversampling);
    const shape = shapeOf(plan.person, plan.years, plan.expression);
    const camera = cameraOf(plan.view);
    aimAt(camera, shape, place, tile);
    copyIn(scene, width, height, tile, canvas);
    drawPerson(canvas, plan, shape, camera);
    exposure = exposureOf(canvas, luminance(plan.person.skin), light.exposure);
    const truth = moveTruth(truthOf(canvas, plan, shape, camera, 1 / tile.oversampling), tile.left, tile.top);
    const labels = labelMaps(canvas, tile.side);
    const mask = copyOut(canvas, tile, scene, width, height);
    for (const other of drawn) hideBehind(other, tile, mask);
    const frame = { x: tile.left, y: tile.top, width: tile.side, height: tile.side };
    drawn.push({ face: { truth, shown: 1, labels, frame }, tile });
  });
  for (const one of drawn) {
    one.face.shown = shownShare(one, width, height);
    cutToScene(one.face, width, height);
  }
  applyTone(scene, exposure);
  return {
    width,
    height,
    pixels: develop(scene, width, height, sceneCapture(random.part('capture'))),
    faces: drawn.map(({ face }) => face),
  };
}

/** Small faces stand less blur than one that fills the picture. */
function sceneCapture(random: Random): Capture {
  const capture = captureOf(random);
  return { ...capture, blur: capture.blur * 0.15, shake: null, noise: capture.noise * 0.8 };
}
