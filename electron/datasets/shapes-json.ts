/**
 * The JSON of labelme and of X-AnyLabeling, one file beside every picture: shapes with a label, points and a group, which is the
 * face. They differ in how a rectangle is written and where attributes stand.
 */
import path from 'node:path';
import { z } from 'zod';
import { encodeTwoTone, readLabelMap } from '../imaging/label-map.ts';
import type { FormatName } from '../shared/domain/dataset.ts';
import type { Box, Size } from '../shared/domain/geometry.ts';
import {
  type DatasetFace,
  type DatasetWriter,
  foundFace,
  foundPicture,
  type Header,
  type ReadFace,
  type Reading,
  type Rejection,
  saidOf,
  type WriteItem,
} from './format.ts';
import { stemOf } from './names.ts';
import { pairs, rounded } from './numbers.ts';
import type { Output } from './output.ts';
import { keypointsOf, namedPoints, POINT_NAMES, sayKeypoints } from './points.ts';
import { classRegions, fillRings, outlinesOf, type Region, regionIn, sayMask } from './regions.ts';
import { sentenceOf } from './rejections.ts';
import { filesLike, firstLike, type Mark, type Source } from './source.ts';
import { splitOfName } from './split-names.ts';
import { classNamed, readWords, wordsOf } from './words.ts';

/** In what the two programs differ. */
export interface Dialect {
  format: FormatName;
  version: string;
  /** The corners of a rectangle: two of labelme, four of X-AnyLabeling, clockwise from the upper left one. */
  corners(box: Box): [number, number][];
  /** What every shape has besides. */
  extra: Record<string, unknown>;
  /** Where a shape's named words stand. */
  words: 'flags' | 'attributes';
  /** labelme keeps masks as pictures; X-AnyLabeling outlines them, and holes are lost. */
  masks: 'picture' | 'polygons';
  /** What the file has besides. */
  top: Record<string, unknown>;
}

const PLACES = 6;
const at = (value: number): number => rounded(value, PLACES);

const pictureFile = ({ name, split }: WriteItem): string => (split ? `${split}/${name}` : name);

export { pictureFile as shapesPictureFile };

function shapesOf(face: DatasetFace, size: Size, group: number, dialect: Dialect): unknown[] {
  const shape = (label: string, type: string, points: [number, number][], more: Record<string, unknown> = {}) => ({
    label,
    points,
    group_id: group,
    description: '',
    shape_type: type,
    flags: {},
    ...dialect.extra,
    ...more,
  });
  const words = { ...wordsOf(face), review: face.review };
  // labelme's flags are yes or no: words go into its description as JSON.
  const named = dialect.words === 'flags' ? { description: JSON.stringify(words) } : { attributes: words };
  const shapes: unknown[] = [shape('face', 'rectangle', dialect.corners(face.box), named)];
  for (const [index, { x, y, visible }] of (keypointsOf(face) ?? []).entries())
    shapes.push(
      shape(
        POINT_NAMES[index]!,
        'point',
        [[at(x), at(y)]],
        dialect.words === 'flags' ? { flags: { occluded: !visible } } : { attributes: { occluded: String(!visible) } },
      ),
    );
  const mask = saidOf(face, 'parsing');
  for (const { name, region } of mask ? classRegions(mask, size) : []) {
    if (dialect.masks === 'polygons') {
      const { outer } = outlinesOf(region);
      for (const ring of outer)
        shapes.push(shape(name, 'polygon', pairs(ring), { attributes: { profile: mask!.profile } }));
      continue;
    }
    const picture = encodeTwoTone(region, { ...region, x: 0, y: 0 });
    const corners: [number, number][] = [
      [region.x, region.y],
      [region.x + region.width - 1, region.y + region.height - 1],
    ];
    shapes.push(shape(name, 'mask', corners, { mask: picture.toString('base64'), description: mask!.profile }));
  }
  return shapes;
}

export function writeShapes(output: Output, _header: Header, dialect: Dialect): DatasetWriter {
  return {
    async add(item) {
      await output.put(`${stemOf(pictureFile(item))}.json`, () => {
        const file = {
          version: dialect.version,
          flags: {},
          shapes: item.faces.flatMap((face, index) => shapesOf(face, item.size, index + 1, dialect)),
          ...dialect.top,
          imagePath: path.posix.basename(item.name),
          imageData: null,
          imageHeight: item.size.height,
          imageWidth: item.size.width,
        };
        return Buffer.from(`${JSON.stringify(file, null, 1)}\n`);
      });
    },
    async finish() {},
  };
}

const Shape = z.object({
  label: z.string(),
  points: z.array(z.tuple([z.number(), z.number()]).or(z.array(z.number()).min(2))),
  group_id: z.union([z.int(), z.string()]).nullish(),
  description: z.string().nullish(),
  shape_type: z.string().default('polygon'),
  flags: z.record(z.string(), z.unknown()).nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  mask: z.string().nullish(),
});
type Shape = z.infer<typeof Shape>;
const File = z.object({
  shapes: z.array(z.unknown()),
  imagePath: z.string().nullish(),
  imageHeight: z.number().nullish(),
  imageWidth: z.number().nullish(),
});

/** Words of either program: of attributes, of flags that are on, and of a description that is JSON. */
function wordsIn({ attributes, flags, description }: Shape): Record<string, unknown> {
  const described = description?.startsWith('{') ? (JSON.parse(description) as Record<string, unknown>) : {};
  const flagged = Object.fromEntries(
    Object.entries(flags ?? {}).map(([name, value]) => [name, value === true ? 'yes' : value === false ? 'no' : value]),
  );
  return { ...flagged, ...described, ...attributes };
}

function boundsOf(points: Shape['points']): Box {
  const xs = points.map(([x]) => x!);
  const ys = points.map(([, y]) => y!);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

async function regionOf(shape: Shape, size: Size): Promise<Region | null> {
  if (shape.shape_type === 'polygon') return fillRings([shape.points.flatMap(([x, y]) => [x!, y!])], size);
  if (!shape.mask) throw new TypeError('a mask has no picture');
  const map = await readLabelMap(Buffer.from(shape.mask, 'base64'));
  const { x, y } = boundsOf(shape.points);
  const bits = map.labels.map((label) => (label === 0 ? 0 : 1));
  return regionIn({ x: Math.round(x), y: Math.round(y), width: map.width, height: map.height, bits }, size);
}

/** What the programs call a rectangle, level or turned; a turned one is taken with the level box around it. */
const RECTANGLES: readonly string[] = ['rectangle', 'rotation', 'oriented_rectangle'];

const isHidden = (shape: Shape): boolean => {
  const word = shape.attributes?.['occluded'] ?? shape.flags?.['occluded'];
  return word === true || word === 'true';
};

async function faceOf(
  shapes: readonly Shape[],
  size: Size,
  format: FormatName,
  problem: (reason: string) => void,
): Promise<ReadFace> {
  const face = foundFace(format, null, []);
  const points = new Map<string, Shape>();
  const regions: { name: string; region: Region }[] = [];
  let profile: unknown;
  for (const shape of shapes)
    try {
      if (RECTANGLES.includes(shape.shape_type)) {
        face.box = boundsOf(shape.points);
        face.annotations.push(...readWords(format, wordsIn(shape), problem));
      } else if (shape.shape_type === 'point') points.set(shape.label, shape);
      else if (shape.shape_type === 'polygon' || shape.shape_type === 'mask') {
        const name = classNamed(shape.label);
        if (!name) throw new TypeError(`the label ${shape.label} is none of a face`);
        profile ??= shape.attributes?.['profile'] ?? shape.description;
        const region = await regionOf(shape, size);
        if (region) regions.push({ name, region });
      } else throw new TypeError(`a ${shape.shape_type} is nothing that the project has`);
    } catch (error) {
      problem(sentenceOf(error));
    }
  const found = points.size > 0 ? namedPoints(points, problem) : null;
  if (found)
    sayKeypoints(
      format,
      face.annotations,
      found.map((point) => ({ x: point.points[0]![0]!, y: point.points[0]![1]!, visible: !isHidden(point) })),
    );
  sayMask(format, face.annotations, regions, profile);
  return face;
}

/** The shapes of each face: those of a group, or of a rectangle without one. Where no shape has a group, all are one face's. */
function facesIn(raw: readonly unknown[], problem: (reason: string) => void): Shape[][] {
  const groups = new Map<string, Shape[]>();
  for (const [index, one] of raw.entries()) {
    const shape = Shape.safeParse(one);
    if (!shape.success) {
      problem(`shape ${index + 1}: ${sentenceOf(shape.error)}`);
      continue;
    }
    const { group_id: group, shape_type: type } = shape.data;
    const key = group != null ? String(group) : type === 'rectangle' ? `rectangle ${index}` : 'rest';
    groups.set(key, [...(groups.get(key) ?? []), shape.data]);
  }
  const [only, ...others] = [...groups.keys()].filter((key) => key.startsWith('rectangle '));
  const rest = groups.get('rest');
  if (rest && only && others.length === 0) {
    groups.get(only)!.push(...rest);
    groups.delete('rest');
  }
  return [...groups.values()];
}

/** The size that a file states; null where it states none, which X-AnyLabeling writes as -1. */
function statedSize({ imageWidth: width, imageHeight: height }: z.infer<typeof File>): Size | null {
  return width && height && width > 0 && height > 0 ? { width, height } : null;
}

export async function* readShapes(source: Source, format: FormatName): AsyncGenerator<Reading> {
  for await (const file of filesLike(source, SHAPES_FILE)) {
    const place = { file, line: null };
    const rejections: Rejection[] = [];
    const problem = (reason: string) => rejections.push({ ...place, reason });
    let parsed: z.infer<typeof File>;
    try {
      parsed = File.parse(JSON.parse(await source.text(file)));
    } catch (error) {
      yield { ...place, reason: sentenceOf(error) };
      continue;
    }
    const beside = await source.pictureOfStem(stemOf(file));
    const name = parsed.imagePath?.replaceAll('\\', '/') ?? beside ?? `${stemOf(file)}.jpg`;
    const picture = (await source.picture(name, file)) ?? beside;
    const size =
      statedSize(parsed) ??
      (await source.sizeOf(name, file).catch((error: unknown) => void problem(sentenceOf(error)))) ??
      null;
    const faces: ReadFace[] = [];
    const shapes = facesIn(parsed.shapes, problem);
    if (!size) problem('nothing tells the size of the picture');
    else for (const own of shapes) faces.push(await faceOf(own, size, format, problem));
    yield* rejections;
    yield foundPicture({
      name,
      file: picture && source.full(picture),
      size,
      split: splitOfName(path.posix.dirname(file)),
      faces,
      place,
    });
  }
}

const SHAPES_FILE: Mark = {
  names: ['.json'],
  bytes: 1 << 14,
  fits: (head) => /"shapes"\s*:\s*\[/.test(head),
  stem: stemOf,
};

/** Whether the first file of shapes has a mark by which X-AnyLabeling's are told from labelme's. */
export async function shapesDialect(source: Source): Promise<'x-anylabeling' | 'labelme' | null> {
  const file = await firstLike(source, SHAPES_FILE);
  if (!file) return null;
  const text = await source.head(file, SHAPES_FILE.bytes);
  return /"(attributes|kie_linking|difficult|score)"\s*:/.test(text) ? 'x-anylabeling' : 'labelme';
}
