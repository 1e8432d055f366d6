/** A frozen face as a training package tells of it: a picture, its label map, and everything else in numbers. */
import type { FaceXFormerConfig, Task } from '../../../models/facexformer/config.ts';
import { encodePixels } from '../../imaging/cut-out.ts';
import { encodeLabelMap } from '../../imaging/label-map.ts';
import type { PhotoPart } from '../../imaging/view.ts';
import type { AnnotationValue } from '../../shared/domain/annotation.ts';
import { frameTransform } from '../../shared/domain/frame.ts';
import type { Box, Point } from '../../shared/domain/geometry.ts';
import { quaternionToAngles, quaternionToMatrix } from '../../shared/domain/pose.ts';
import type { PackagePicture } from '../../shared/domain/round.ts';
import { AGE_BINS, EXPRESSIONS, GENDERS, RACES } from '../../shared/domain/vocabulary.ts';
import { classesIn, profileOf, UNKNOWN } from '../class-map.ts';
import type { Example } from '../examples.ts';
import type { FrozenFace } from '../pack.ts';

/** In a label map of a package: nobody knows what this pixel is. */
export const IGNORED = 255;

type Quad = [x: number, y: number, width: number, height: number];

/** `KEY.json`. Lengths are pixels of `KEY.jpg` or `KEY.png`, from its upper left edge; what a face has no label for is absent. */
export interface Sample {
  part: FrozenFace['part'];
  /** Faces of one person, or of one photo: they stay together in every split. */
  group: string;
  width: number;
  height: number;
  /** What the network sees of the picture when nothing is augmented. */
  frame: Quad;
  box: Quad;
  /** Whether there is a label map, `KEY.mask.png`. */
  parsing?: true;
  landmarks?: [x: number, y: number][];
  visibility?: number[];
  /** A rotation matrix, row by row. */
  pose?: number[];
  /** The same rotation as pitch, yaw and roll, in radians. */
  angles?: [pitch: number, yaw: number, roll: number];
  /** 1 yes, 0 no, -1 unknown. */
  attributes?: number[];
  /** Years. */
  age?: number;
  age_bin?: number;
  gender?: number;
  race?: number;
  expression?: number;
  identity?: number;
}

export interface SampleContext {
  config: FaceXFormerConfig;
  tasks: ReadonlySet<Task>;
  /** The number of each person. */
  people: ReadonlyMap<string, number>;
  picture: PackagePicture;
}

/** From the photo to a picture of a part of it, and back. */
function pictureTransform({ pixels, area }: PhotoPart) {
  const { toFrame, toPhoto } = frameTransform(area, pixels);
  const toQuad = (box: Box): Quad => {
    const corner = toFrame(box);
    const far = toFrame({ x: box.x + box.width, y: box.y + box.height });
    return [corner.x, corner.y, far.x - corner.x, far.y - corner.y];
  };
  return { toPicture: toFrame, toPhoto, toQuad };
}

/** What a label says about a picture, apart from label maps. */
function told(label: AnnotationValue, toPicture: (point: Point) => Point, people: SampleContext['people']) {
  switch (label.task) {
    case 'parsing':
      return {};
    case 'landmarks':
      return {
        landmarks: label.value.points.map(([x, y]): [number, number] => {
          const point = toPicture({ x, y });
          return [point.x, point.y];
        }),
      };
    case 'visibility':
      return { visibility: label.value.visible.map(Number) };
    case 'pose': {
      const { quaternion } = label.value;
      const { pitch, yaw, roll } = quaternionToAngles(quaternion);
      return { pose: quaternionToMatrix(quaternion), angles: [pitch, yaw, roll] as Sample['angles'] };
    }
    case 'attributes':
      return { attributes: label.value.states.map((state) => ({ yes: 1, no: 0, unknown: -1 })[state]) };
    case 'age':
      return { age: label.value.years, age_bin: AGE_BINS.indexOf(label.value.bin) };
    case 'gender':
      return { gender: GENDERS.indexOf(label.value.label) };
    case 'race':
      return { race: RACES.indexOf(label.value.label) };
    case 'expression':
      return { expression: EXPRESSIONS.indexOf(label.value.label) };
    case 'identity': {
      const person = people.get(label.value.label ?? '');
      return person === undefined ? {} : { identity: person };
    }
  }
}

/** The files of a face by their endings, in the order in which they stand. */
export async function sampleFiles(
  { part, frame, labels }: Example,
  { box, part: split }: Pick<FrozenFace, 'box' | 'part'>,
  group: string,
  { config, tasks, people, picture }: SampleContext,
): Promise<{ files: [ending: string, bytes: Uint8Array][]; sample: Sample }> {
  const { pixels } = part;
  const { toPicture, toPhoto, toQuad } = pictureTransform(part);
  const { width, height } = pixels;
  const known = labels.filter(({ task }) => tasks.has(task));
  const map = known.find((label) => label.task === 'parsing');
  const profile = profileOf(config);
  const sample: Sample = {
    part: split,
    group,
    width,
    height,
    frame: toQuad(frame),
    box: toQuad(box),
    ...(map && profile ? { parsing: true } : {}),
    ...Object.assign({}, ...known.map((label) => told(label, toPicture, people))),
  };
  const image: [string, Uint8Array] = [picture === 'jpeg' ? 'jpg' : 'png', await encodePixels(pixels, picture)];
  const files: [string, Uint8Array][] = [image, ['json', Buffer.from(JSON.stringify(sample))]];
  if (map && profile) {
    const classes = classesIn(map.value, profile, pixels, toPhoto);
    const mask = Uint8Array.from(classes, (label) => (label === UNKNOWN ? IGNORED : label));
    files.push(['mask.png', encodeLabelMap({ width, height, labels: mask })]);
  }
  return { files, sample };
}
