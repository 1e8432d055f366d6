/** Holds faces that were read against those that were written, aspect by aspect, within what the format states. */
import path from 'node:path';
import { expect } from 'vitest';
import type {
  DatasetFace,
  Format,
  Header,
  ReadFace,
  ReadItem,
  ValueOf,
  WriteItem,
} from '../../electron/datasets/format.ts';
import { saidOf } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { classesOf, paintMask } from '../../electron/datasets/masks.ts';
import { ASPECTS, type Aspect, type FormatName } from '../../electron/shared/domain/dataset.ts';
import type { Size } from '../../electron/shared/domain/geometry.ts';
import { VISIBILITY_POINTS } from '../../electron/shared/domain/landmarks.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';

/** A face's labels by name in the pixels of its picture, limited to what the format has classes for. */
function painted(face: Pick<DatasetFace, 'annotations'>, size: Size, classes: readonly string[]): string[] {
  const mask = saidOf(face, 'parsing');
  if (!mask) return [];
  const names = classesOf(mask.profile).map((name) =>
    classes.length === 0 || classes.includes(name) ? name : 'background',
  );
  return Array.from(paintMask(mask, size), (label) => names[label]!);
}

/** How far two faces are apart in one aspect; 0 for the same, NaN where one of them has nothing. */
const DISTANCES: Record<Aspect, (was: DatasetFace, is: ReadFace, size: Size, format: Format) => number> = {
  box: (was, is) => {
    const sides = ['x', 'y', 'width', 'height'] as const;
    return is.box ? Math.max(...sides.map((side) => Math.abs(was.box[side] - is.box![side]))) : Number.NaN;
  },
  parsing(was, is, size, { classes }) {
    const [a, b] = [painted(was, size, classes), painted(is, size, classes)];
    return b.length === 0 ? Number.NaN : a.filter((name, at) => name !== b[at]).length;
  },
  landmarks(was, is) {
    const [a, b] = [saidOf(was, 'landmarks')!.points, saidOf(is, 'landmarks')?.points];
    return b
      ? Math.max(...a.map(([x, y], at) => Math.max(Math.abs(x - b[at]![0]), Math.abs(y - b[at]![1]))))
      : Number.NaN;
  },
  visibility: same('visibility', (value) => value.visible),
  pose(was, is) {
    const [a, b] = [saidOf(was, 'pose')!.quaternion, saidOf(is, 'pose')?.quaternion];
    if (!b) return Number.NaN;
    const dot = Math.min(1, Math.abs(a.reduce((sum, part, at) => sum + part * b[at]!, 0)));
    return (2 * Math.acos(dot) * 180) / Math.PI > 1e-5 ? (2 * Math.acos(dot) * 180) / Math.PI : 0;
  },
  attributes: same('attributes', (value) => value.states),
  age(was, is) {
    const [a, b] = [saidOf(was, 'age')!, saidOf(is, 'age')];
    return b ? Math.abs(a.years - b.years) : Number.NaN;
  },
  gender: same('gender', (value) => value.label),
  race: same('race', (value) => value.label),
  expression: same('expression', (value) => value.label),
  identity: same('identity', (value) => value),
  review: (was, is) => (was.review === is.review ? 0 : Number.NaN),
  provenance: (was, is) => {
    const of = (face: Omit<DatasetFace, 'box'>) => [
      face.origin,
      face.annotations.map(({ origin, confidence }) => [origin, confidence]),
    ];
    return JSON.stringify(of(was)) === JSON.stringify(of(is)) ? 0 : Number.NaN;
  },
};

function same<T extends Task>(task: T, of: (value: ValueOf<T>) => unknown) {
  return (was: DatasetFace, is: ReadFace): number => {
    const [a, b] = [saidOf(was, task), saidOf(is, task)];
    if (!a || !b) return Number.NaN;
    return JSON.stringify(of(a)) === JSON.stringify(of(b)) ? 0 : 1;
  };
}

type Check = (was: DatasetFace, is: ReadFace, size: Size) => void;
const nameStays: Check = (was, is) => expect(saidOf(is, 'identity')?.label).toBe(saidOf(was, 'identity')!.label);

/** Where a format holds a part of something: what of it must come back. */
const PARTS: Partial<Record<FormatName, Partial<Record<Aspect, Check>>>> = {
  coco: { identity: nameStays },
  cvat: { identity: nameStays },
  'label-studio': { identity: nameStays },
  labelme: { identity: nameStays },
  'pascal-voc': { identity: nameStays },
  imagefolder: { identity: nameStays },
  parquet: { identity: nameStays },
  dlib: { identity: nameStays },
  celeba: { identity: nameStays },
  lfw: { identity: nameStays },
  insightface: { identity: nameStays },
  agedb: { identity: nameStays },
  morph: { identity: nameStays },
  hrnet: {
    box(was, is) {
      const side = Math.max(was.box.width, was.box.height);
      expect(is.box!.width).toBeCloseTo(side, 3);
      expect(is.box!.height).toBeCloseTo(side, 3);
      expect(is.box!.x + side / 2).toBeCloseTo(was.box.x + was.box.width / 2, 3);
      expect(is.box!.y + side / 2).toBeCloseTo(was.box.y + was.box.height / 2, 3);
    },
  },
  'ffhq-aging': {
    age: (was, is) => expect(Math.abs(saidOf(is, 'age')!.years - saidOf(was, 'age')!.years)).toBeLessThanOrEqual(45),
  },
  'x-anylabeling': {
    identity: nameStays,
    // Classes drawn later lie over the holes of earlier ones; only holes to the background are filled.
    parsing(was, is, size) {
      const [a, b] = [painted(was, size, []), painted(is, size, [])];
      for (const [at, name] of a.entries()) if (name !== 'background') expect(b[at]).toBe(name);
    },
  },
  fairface: {
    age: (was, is) => expect(saidOf(is, 'age')?.bin).toBe(saidOf(was, 'age')!.bin),
    race(was, is) {
      const { label } = saidOf(was, 'race')!;
      expect(saidOf(is, 'race')?.label).toBe(label === 'Others' ? undefined : label);
    },
  },
  'raf-db': {
    expression(was, is) {
      const { label } = saidOf(was, 'expression')!;
      if (label !== 'contempt') expect(saidOf(is, 'expression')?.label).toBe(label);
    },
  },
  yolo: {
    box(was, is, { width, height }) {
      const [left, top] = [Math.max(0, was.box.x), Math.max(0, was.box.y)];
      expect(is.box!.x).toBeCloseTo(left, 4);
      expect(is.box!.y).toBeCloseTo(top, 4);
      expect(is.box!.width).toBeCloseTo(Math.min(width, was.box.x + was.box.width) - left, 4);
      expect(is.box!.height).toBeCloseTo(Math.min(height, was.box.y + was.box.height) - top, 4);
    },
    landmarks(was, is, { width, height }) {
      const { points } = saidOf(was, 'landmarks')!;
      const isInside = points.every(([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height);
      const back = saidOf(is, 'landmarks')?.points;
      expect(back === undefined).toBe(!isInside);
      for (const [at, [x, y]] of (back ?? []).entries()) {
        expect(x).toBeCloseTo(points[at]![0], 4);
        expect(y).toBeCloseTo(points[at]![1], 4);
      }
    },
    visibility(was, is) {
      if (!saidOf(is, 'landmarks')) return;
      const [a, b] = [saidOf(was, 'visibility')!.visible, saidOf(is, 'visibility')!.visible];
      for (const [at, { landmarks }] of VISIBILITY_POINTS.entries())
        if (landmarks.length > 0) expect(b[at]).toBe(a[at]);
    },
  },
};

/** Values that a format does not keep on these faces: rows without a label are left out. */
const isLeftOut = (name: FormatName, { faces: [face] }: WriteItem): boolean =>
  name === 'raf-db' && face !== undefined && saidOf(face, 'expression')?.label === 'contempt';

/** Formats whose pictures have no place but in a list that only faces make. */
const WITHOUT_EMPTY: readonly FormatName[] = ['wflw', 'hrnet'];

/** Faces of a picture that a format passes over whole, or pictures without a face that it has no place for. */
export const isPassedOver = (name: FormatName, item: WriteItem): boolean =>
  isLeftOut(name, item) || (item.faces.length === 0 && WITHOUT_EMPTY.includes(name));

/** What a face must have to get a row in these formats; faces without are left out whole. */
const NEEDED: Partial<Record<FormatName, readonly Task[]>> = {
  wflw: ['landmarks'],
  hrnet: ['landmarks'],
  cofw: ['landmarks', 'visibility'],
  utkface: ['age', 'gender', 'race'],
  agedb: ['age', 'gender', 'identity'],
  insightface: ['identity'],
  morph: ['age', 'gender'],
};

/** The faces of a picture that the format has a place for. */
export const facesWithPlace = (name: FormatName, { faces }: WriteItem): readonly DatasetFace[] =>
  faces.filter((face) => (NEEDED[name] ?? []).every((task) => has(face, task)));

/** Whether the check of a part that a format holds is there: what of it must come back. */
export const hasCheckOfPart = (name: FormatName, aspect: Aspect): boolean => PARTS[name]?.[aspect] !== undefined;

/** The picture of the read dataset that an item became; COFW has no names, its pictures stand in order. */
export function readOf(
  name: FormatName,
  item: WriteItem,
  read: readonly ReadItem[],
  folder: string,
  header: Header,
): ReadItem | undefined {
  const own = header.pictures ? FORMATS[name].pictureFile(item, header) : null;
  if (own !== null) return read.find(({ file }) => file === path.join(folder, ...own.split('/')));
  return read.find((other) => other.name === item.name) ?? (name === 'cofw' ? read[item.ordinal] : undefined);
}

const isTask = (aspect: Aspect): aspect is Task => (TASKS as readonly string[]).includes(aspect);
const has = ({ annotations }: Pick<DatasetFace, 'annotations'>, wanted: Task): boolean =>
  annotations.some(({ task }) => task === wanted);

/** Every aspect of every face of a picture: whole where the format says so, its part where it holds a part, or nothing. */
export function expectFaces(name: FormatName, item: WriteItem, read: readonly ReadFace[]): void {
  const format: Format = FORMATS[name];
  expect(read.length, item.name).toBe(item.faces.length);
  for (const [at, was] of item.faces.entries())
    for (const aspect of ASPECTS) {
      const { level, returns, tolerance } = format.carries[aspect];
      const is = read[at]!;
      const where = `${item.name}, face ${at + 1}: ${aspect}`;
      if (isTask(aspect) && !has(was, aspect)) {
        expect(has(is, aspect), `${where}, of which nobody has said anything`).toBe(false);
        continue;
      }
      if (level === 'whole')
        expect(DISTANCES[aspect](was, is, item.size, format), where).toBeLessThanOrEqual(tolerance);
      else if (returns) PARTS[name]![aspect]!(was, is, item.size);
      else if (isTask(aspect)) expect(has(is, aspect), where).toBe(false);
    }
}
