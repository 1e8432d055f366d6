/** What is true of a rendered face, in the pixels of its picture, and the same as annotations of the app. */
import type { AnnotationValue } from '../../shared/domain/annotation.ts';
import type { Box, Point, Size } from '../../shared/domain/geometry.ts';
import type { Quaternion } from '../../shared/domain/pose.ts';
import { AGE_BINS, PARSING_11, PARSING_19, type ParsingProfile } from '../../shared/domain/vocabulary.ts';
import type { State } from './attributes.ts';
import { type Camera, project, toView } from './camera.ts';
import type { Canvas } from './canvas.ts';
import type { ExpressionName } from './expression.ts';
import { CLASS } from './material.ts';
import { PART } from './mesh.ts';
import type { Gender, Race } from './person.ts';

/** A label map of a whole picture, one class a pixel. */
export interface LabelMaps {
  /** As CelebAMask-HQ: what is seen. Glasses are whole areas, over which eyes and brows seen through them are painted. */
  'celebamask-19': Uint8Array<ArrayBuffer>;
  /** As the released network: seen too, but glasses count as what is under them; ears, neck and things are background. */
  'facexformer-11': Uint8Array<ArrayBuffer>;
  /** The eleven classes of the bare head, as if nothing hid it; no hair. */
  beneath: Uint8Array<ArrayBuffer>;
}

export interface FaceTruth {
  /** As a detector draws it: around brows, chin and cheeks, with some forehead. */
  box: Box;
  /** 68 points as x, y pairs; the jaw's are places on the head, whether they can be seen or not. */
  landmarks: Float32Array;
  /** The 17 points of the jaw on the outline that can be seen, as photos are annotated by hand. */
  outline: Float32Array;
  /** Which of the 68 can be seen. */
  landmarksVisible: boolean[];
  /** COFW's 29 points as x, y pairs, and which of them can be seen. */
  cofw: Float32Array;
  visible: boolean[];
  quaternion: Quaternion;
  attributes: State[];
  years: number;
  gender: Gender;
  race: Race;
  /** Null where nobody could tell it from the picture. */
  expression: ExpressionName | null;
  /** The same number is the same person. */
  identity: number;
}

/** Number in the released network's list of each of the nineteen classes; what it does not have is background. */
const TO_11 = Uint8Array.from(PARSING_19, (name) => Math.max(0, (PARSING_11 as readonly string[]).indexOf(name)));

/** Class maps at the picture's size: each pixel has the class in its middle. */
export function labelMaps({ size: from, labels, beneath }: Canvas, size: number): LabelMaps {
  const seen = new Uint8Array(size * size);
  const eleven = new Uint8Array(size * size);
  const under = new Uint8Array(size * size);
  const scale = from / size;
  for (let row = 0, to = 0; row < size; row++) {
    const start = Math.floor((row + 0.5) * scale) * from;
    for (let column = 0; column < size; column++, to++) {
      const at = start + Math.floor((column + 0.5) * scale);
      const label = labels[at]!;
      seen[to] = label;
      under[to] = TO_11[beneath[at]!]!;
      eleven[to] = label === CLASS.eyeglasses ? under[to]! : TO_11[label]!;
    }
  }
  return { 'celebamask-19': seen, 'facexformer-11': eleven, beneath: under };
}

/** A point may lie this far behind the surface drawn at its pixel, in cm: pixels are wide where a surface is steep. */
const TOLERANCE = 0.45;

/** Places of points of the head in the canvas as x, y pairs, and whether each can be seen there. */
export function seePoints(
  canvas: Canvas,
  camera: Camera,
  points: Float32Array,
): { places: Float32Array; visible: boolean[] } {
  const { size, bare, cover } = canvas;
  const count = points.length / 3;
  const places = new Float32Array(count * 2);
  const visible: boolean[] = [];
  for (let index = 0; index < count; index++) {
    const [x, y, z] = toView(camera, false, points[3 * index]!, points[3 * index + 1]!, points[3 * index + 2]!);
    const [px, py] = project(camera, x, y, z);
    places[2 * index] = px;
    places[2 * index + 1] = py;
    // A point on the outline falls beside the head as often as on it: its neighbours count too.
    let seen = false;
    const column = Math.floor(px);
    const row = Math.floor(py);
    for (let dy = -1; dy <= 1 && !seen; dy++) {
      for (let dx = -1; dx <= 1 && !seen; dx++) {
        const cx = column + dx;
        const cy = row + dy;
        if (cx < 0 || cy < 0 || cx >= size || cy >= size) continue;
        const at = cy * size + cx;
        if (bare.part[at] !== PART.head) continue;
        // Inside the head only the point's own pixel says what hides it.
        if ((dx !== 0 || dy !== 0) && insideHead(canvas, column, row)) continue;
        seen = Math.abs(bare.depth[at]! - z) < TOLERANCE && cover[at]! < 0.5;
      }
    }
    visible.push(seen);
  }
  return { places, visible };
}

const insideHead = ({ size, bare }: Canvas, column: number, row: number): boolean =>
  column >= 0 && row >= 0 && column < size && row < size && bare.part[row * size + column] === PART.head;

export const ageBin = (years: number): (typeof AGE_BINS)[number] =>
  AGE_BINS[Math.min(AGE_BINS.length - 1, Math.floor(years / 10))]!;

export interface AnnotationOptions {
  /** Which list the mask is drawn in. */
  profile?: ParsingProfile;
  /** The visible outline instead of the jaw on the head. */
  outline?: boolean;
}

/**
 * All that is true of a face as values of the ten tasks, in the pixels of its picture. A task whose answer is out of sight has
 * none.
 * @param area that the label maps cover: one entry a pixel
 */
export function annotationsOf(
  truth: FaceTruth,
  labels: LabelMaps,
  area: Size & Partial<Point>,
  { profile = 'facexformer-11', outline = false }: AnnotationOptions = {},
): AnnotationValue[] {
  const points = truth.landmarks.slice();
  if (outline) points.set(truth.outline);
  const pairs = Array.from({ length: 68 }, (_, index): [number, number] => [
    points[2 * index]!,
    points[2 * index + 1]!,
  ]);
  const { x = 0, y = 0, width, height } = area;
  const frame = { x, y, width, height };
  return [
    { task: 'parsing', value: { profile, frame, width, height, labels: labels[profile] } },
    { task: 'landmarks', value: { points: pairs, spread: null } },
    { task: 'visibility', value: { visible: truth.visible, probabilities: null } },
    { task: 'pose', value: { quaternion: truth.quaternion } },
    { task: 'attributes', value: { states: truth.attributes, probabilities: null } },
    { task: 'age', value: { years: truth.years, bin: ageBin(truth.years) } },
    { task: 'gender', value: { label: truth.gender } },
    { task: 'race', value: { label: truth.race } },
    ...(truth.expression ? [{ task: 'expression' as const, value: { label: truth.expression } }] : []),
    { task: 'identity', value: { label: `person ${truth.identity}`, embedding: null } },
  ];
}
