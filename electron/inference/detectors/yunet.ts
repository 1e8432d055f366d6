/**
 * YuNet, of libfacedetection and the OpenCV zoo (2023mar): an anchor-free detector with five points a face.
 * Its card promises faces of about 10 to 300 pixels; larger ones are found in a smaller copy of the picture.
 */
import type { Pixels } from '../../imaging/decode.ts';
import { BGR_BYTES } from '../../imaging/tensor.ts';
import type { GraphInterface, Session } from '../../runtime/session.ts';
import type { Box, Size } from '../../shared/domain/geometry.ts';
import type { Detector, Sighting } from './detector.ts';
import { createFeed } from './feed.ts';

const STRIDES = [8, 16, 32] as const;
/** Sides of its input are multiples of the coarsest stride. */
const STEP = 32;
/** For files that take any size: large enough that overlaps cost little, small enough to bound memory at about 150 MB. */
const FREE_WINDOW = 1280;
const OUTPUTS = STRIDES.flatMap((stride) => [`cls_${stride}`, `obj_${stride}`, `bbox_${stride}`, `kps_${stride}`]);

const expected =
  'one float32 input [1, 3, height, width] with sides in multiples of 32, and outputs cls, obj, bbox and kps for the strides 8, 16 and 32';

/** The input that a graph of this family takes, null where it takes any; undefined for other graphs. */
function fixedSize({ inputs, outputs }: GraphInterface): Size | null | undefined {
  const [input, ...others] = inputs;
  if (!input || others.length > 0 || input.type !== 'float32' || input.shape.length !== 4) return undefined;
  if (!OUTPUTS.every((name) => outputs.some((output) => output.name === name))) return undefined;
  const [batch, channels, height, width] = input.shape;
  if (channels !== 3 || (typeof batch === 'number' && batch !== 1)) return undefined;
  if (typeof height === 'string' && typeof width === 'string') return null;
  if (typeof height !== 'number' || typeof width !== 'number') return undefined;
  return height % STEP === 0 && width % STEP === 0 && height > 0 && width > 0 ? { width, height } : undefined;
}

const roundUp = (length: number): number => Math.ceil(length / STEP) * STEP;
const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

/** The answers of one stride, one a cell of `columns` a row. */
export interface StrideOutput {
  stride: number;
  columns: number;
  /** [cells] each, in [0, 1]. */
  cls: Float32Array;
  obj: Float32Array;
  /** [cells, 4]: centre as an offset from the cell, log of width and height, all in strides. */
  bbox: Float32Array;
  /** [cells, 10]: five x, y pairs as offsets from the cell, in strides. */
  kps: Float32Array;
}

/** Score = sqrt(cls * obj); centre = (cell + offset) * stride; size = exp(log size) * stride. */
export function decodeStride({ stride, columns, cls, obj, bbox, kps }: StrideOutput, score: number): Sighting[] {
  const found: Sighting[] = [];
  for (let cell = 0; cell < cls.length; cell++) {
    const certainty = Math.sqrt(clamp01(cls[cell]!) * clamp01(obj[cell]!));
    if (!(certainty >= score)) continue;
    const column = cell % columns;
    const row = Math.floor(cell / columns);
    const width = Math.exp(bbox[4 * cell + 2]!) * stride;
    const height = Math.exp(bbox[4 * cell + 3]!) * stride;
    const x = (column + bbox[4 * cell]!) * stride - width / 2;
    const y = (row + bbox[4 * cell + 1]!) * stride - height / 2;
    const points = Array.from({ length: 5 }, (_, n) => ({
      x: (column + kps[10 * cell + 2 * n]!) * stride,
      y: (row + kps[10 * cell + 2 * n + 1]!) * stride,
    }));
    found.push({ box: { x, y, width, height }, score: certainty, points });
  }
  return found;
}

function open(session: Session, fixed: Size | null): Detector {
  const feed = createFeed(session, BGR_BYTES);
  return {
    window: fixed ?? { width: FREE_WINDOW, height: FREE_WINDOW },
    whole: 'kept',
    async look(picture: Pixels, window: Box, score: number) {
      const size = fixed ?? { width: roundUp(window.width), height: roundUp(window.height) };
      const outputs = await feed(picture, window, size);
      const values = (name: string, stride: number) => outputs[`${name}_${stride}`]!;
      return STRIDES.flatMap((stride) =>
        decodeStride(
          {
            stride,
            columns: size.width / stride,
            cls: values('cls', stride),
            obj: values('obj', stride),
            bbox: values('bbox', stride),
            kps: values('kps', stride),
          },
          score,
        ),
      );
    },
    close: () => session.release(),
  };
}

export const yunet = {
  label: 'YuNet',
  expected,
  recognize(graph: GraphInterface) {
    const fixed = fixedSize(graph);
    return fixed === undefined ? null : (session: Session) => Promise.resolve(open(session, fixed));
  },
};
