/**
 * CelebAMask-HQ: a picture a face, a two-tone mask for every part that is there (or one map of numbers in any of the orders
 * in use), attributes and pose in lists. `l_` and `r_` are the person's own; `l_lip` is the lower lip.
 */
import path from 'node:path';
import { encodeLabelMap, encodeTwoTone, type LabelMap, readLabelMap } from '../../imaging/label-map.ts';
import { SPLITS, type Split } from '../../shared/domain/dataset.ts';
import type { Size } from '../../shared/domain/geometry.ts';
import { toDegrees, toRadians } from '../../shared/domain/pose.ts';
import { ATTRIBUTES } from '../../shared/domain/vocabulary.ts';
import {
  allSaid,
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  none,
  type Reading,
  saidOf,
  type ValueOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { from3ddfa, to3ddfa } from '../head-angles.ts';
import { classesOf, classTable, paintMask, profileFor, relabel } from '../masks.ts';
import { decimals, numbers } from '../numbers.ts';
import type { Output } from '../output.ts';
import { MAP_ORDERS, type MapOrder, PART_NAMES, PARTS } from '../parts.ts';
import { attributeRow, readAttributeRows, readRows, splitOfRow } from '../picture-lists.ts';
import { regionsOfMap } from '../regions.ts';
import { attempt } from '../rejections.ts';
import type { Source } from '../source.ts';

const FORMAT = 'celebamask-hq';
const PICTURES = 'CelebA-HQ-img';
const MASKS = 'CelebAMask-HQ-mask-anno';
const MAPS = 'CelebAMask-HQ-label';
const ATTRIBUTE_LIST = 'CelebAMask-HQ-attribute-anno.txt';
const POSE_LIST = 'CelebAMask-HQ-pose-anno.txt';
const PARTITION = 'list_eval_partition.txt';
/** Longer side of a mask, as in the original, where pictures have twice as many pixels. */
const LARGEST_MASK = 512;
/** Masks in a folder. */
const IN_FOLDER = 2000;
/** «Raw» is how the original spells roll. */
const POSE_HEAD = 'Yaw Pitch Raw';

function maskSize({ width, height }: Size): Size {
  const scale = Math.min(1, LARGEST_MASK / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The face's map at the size of the dataset's masks. */
function mapOf(mask: ValueOf<'parsing'>, picture: Size): LabelMap {
  const size = maskSize(picture);
  const scale = { x: picture.width / size.width, y: picture.height / size.height };
  const isSame = scale.x === 1 && scale.y === 1;
  const labels = isSame
    ? paintMask(mask, size)
    : paintMask(mask, size, ({ x, y }) => ({ x: x * scale.x, y: y * scale.y }));
  return { ...size, labels };
}

const idOf = ({ ordinal }: WriteItem): string => String(ordinal).padStart(5, '0');

async function writeMask(output: Output, item: WriteItem, mask: ValueOf<'parsing'>, masks: string): Promise<void> {
  const map = mapOf(mask, item.size);
  const classes = classesOf(mask.profile);
  if (masks !== 'parts') {
    const table = classTable(classes, MAP_ORDERS[masks as MapOrder]);
    await output.put(`${MAPS}/${item.ordinal}.png`, () =>
      encodeLabelMap({ ...map, labels: relabel(map.labels, table) }),
    );
    return;
  }
  for (const { name, region } of regionsOfMap({ x: 0, y: 0, ...map }, classes)) {
    const file = `${MASKS}/${Math.floor(item.ordinal / IN_FOLDER)}/${idOf(item)}_${PART_NAMES[name]}.png`;
    await output.put(file, () => encodeTwoTone(map, region));
  }
}

function write(output: Output, header: Header): DatasetWriter {
  const lists = { attributes: output.spool(), pose: output.spool(), partition: output.spool() };
  const counts = { attributes: 0, pose: 0 };
  return {
    async add(item) {
      const [face] = item.faces;
      if (!face) return;
      const name = `${item.ordinal}.jpg`;
      const mask = saidOf(face, 'parsing');
      if (mask) await writeMask(output, item, mask, header.options['masks']!);
      const attributes = saidOf(face, 'attributes');
      if (attributes) {
        counts.attributes++;
        await lists.attributes.write(`${name}  ${attributeRow(attributes.states).join(' ')}\n`);
      }
      const pose = saidOf(face, 'pose');
      if (pose) {
        counts.pose++;
        const { yaw, pitch, roll } = to3ddfa(pose.quaternion);
        await lists.pose.write(
          `${name} ${[yaw, pitch, roll].map((angle) => decimals(toDegrees(angle), 6)).join(' ')}\n`,
        );
      }
      if (item.split) await lists.partition.write(`${name} ${SPLITS.indexOf(item.split)}\n`);
    },
    async finish() {
      if (counts.attributes > 0) {
        const list = output.text(ATTRIBUTE_LIST);
        await list.write(`${counts.attributes}\n${ATTRIBUTES.join(' ')}\n`);
        await lists.attributes.into(list);
      }
      if (counts.pose > 0) {
        const list = output.text(POSE_LIST);
        await list.write(`${counts.pose}\n${POSE_HEAD}\n`);
        await lists.pose.into(list);
      }
      if (header.splits.length > 0) await lists.partition.into(output.text(PARTITION));
    },
  };
}

/** A picture's files and what the lists say of it. */
interface Entry {
  parts: Map<string, string>;
  map: string | null;
  picture: string | null;
}

async function entriesOf(source: Source): Promise<Map<number, Entry>> {
  const entries = new Map<number, Entry>();
  const entryOf = (id: string): Entry => {
    const entry = entries.get(Number(id)) ?? { parts: new Map(), map: null, picture: null };
    entries.set(Number(id), entry);
    return entry;
  };
  for (const file of await source.files()) {
    const base = path.posix.basename(file);
    const folder = path.posix.basename(path.posix.dirname(file));
    const mask = /^(\d{5,})_(\w+)\.png$/.exec(base);
    const numbered = /^(\d+)\.(png|jpe?g)$/i.exec(base);
    if (mask) entryOf(mask[1]!).parts.set(mask[2]!, file);
    else if (numbered && folder === PICTURES) entryOf(numbered[1]!).picture = file;
    else if (numbered && base.endsWith('.png') && folder === MAPS) entryOf(numbered[1]!).map = file;
  }
  return new Map([...entries].sort(([a], [b]) => a - b));
}

/** The map of a picture's masks: painted in the official order, a later part over an earlier one. */
async function readParts(source: Source, parts: ReadonlyMap<string, string>): Promise<LabelMap | null> {
  let map: LabelMap | null = null;
  for (const [at, name] of PARTS.entries()) {
    const file = parts.get(PART_NAMES[name]);
    if (file === undefined) continue;
    const mask = await readLabelMap(source.full(file));
    map ??= { width: mask.width, height: mask.height, labels: new Uint8Array(mask.labels.length) };
    if (mask.width !== map.width || mask.height !== map.height)
      throw new RangeError(`its masks differ in size: ${file} has ${mask.width} × ${mask.height} pixels`);
    for (let pixel = 0; pixel < map.labels.length; pixel++) if (mask.labels[pixel] !== 0) map.labels[pixel] = at + 1;
  }
  return map;
}

async function readMap(source: Source, file: string, masks: string): Promise<ReturnType<typeof valueOfMap>> {
  const order = MAP_ORDERS[masks as MapOrder];
  const map = await readLabelMap(source.full(file));
  const highest = map.labels.reduce((most, label) => Math.max(most, label), 0);
  if (highest >= order.length)
    throw new RangeError(`${file} holds the class ${highest}, and the order «${masks}» has ${order.length}`);
  const profile = profileFor(order);
  return valueOfMap(profile, { ...map, labels: relabel(map.labels, classTable(order, classesOf(profile))) });
}

const valueOfMap = (profile: ValueOf<'parsing'>['profile'], map: LabelMap) => ({ profile, ...map });

async function* read(source: Source, options: Readonly<Record<string, string>>): AsyncGenerator<Reading> {
  const masks = options['masks']!;
  const pose = new Map<string, ValueOf<'pose'>>();
  yield* readRows(source, [POSE_LIST], ({ name, cells }) => {
    const [yaw, pitch, roll, ...more] = numbers(cells).map(toRadians);
    if (roll === undefined || more.length > 0)
      throw new RangeError(`the pose of ${name} is yaw, pitch and roll, and here ${cells.length} numbers`);
    pose.set(name, { quaternion: from3ddfa({ yaw: yaw!, pitch: pitch!, roll }) });
  });
  const { rows: attributes, rejected } = await readAttributeRows(source, ATTRIBUTE_LIST);
  yield* rejected;
  const splits = new Map<string, Split>();
  yield* readRows(source, [PARTITION], (row) => void splits.set(row.name, splitOfRow(row)));
  for (const [id, entry] of await entriesOf(source)) {
    const name = `${id}.jpg`;
    const first = (masks === 'parts' ? [...entry.parts.values()][0] : entry.map) ?? entry.picture ?? name;
    const place = { file: first, line: null };
    yield await attempt(place, async () => {
      const mask =
        masks === 'parts'
          ? await readParts(source, entry.parts).then((map) => map && valueOfMap('celebamask-19', map))
          : entry.map === null
            ? null
            : await readMap(source, entry.map, masks);
      const size = entry.picture ? await source.sizeOf(entry.picture) : null;
      const states = attributes.get(name);
      const annotations = allSaid(FORMAT, {
        parsing: mask && {
          ...mask,
          frame: { x: 0, y: 0, ...(size ?? { width: mask.width, height: mask.height }) },
        },
        pose: pose.get(name),
        attributes: states && { states, probabilities: null },
      });
      return foundPicture({
        name,
        file: entry.picture && source.full(entry.picture),
        size,
        split: splits.get(name) ?? null,
        faces: [foundFace(FORMAT, null, annotations)],
        place,
      });
    });
  }
}

export const celebamaskHq: Format = {
  title: 'CelebAMask-HQ',
  about: 'Masks of face parts, attributes and pose, one picture a face.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    box: none('every picture is one face'),
    parsing: whole(0, 'in the pixels of the picture, 512 at most'),
    pose: whole(
      0.0001,
      'yaw, pitch and roll in degrees, as HopeNet has them: a nose to the right of the picture is a negative yaw',
    ),
    attributes: whole(0, 'unknown is written as 0, which readers of the original do not expect'),
    gender: none('as the attribute Male only'),
  }),
  origin: 'pixels of masks, which may be fewer than those of the picture',
  overlap: 'masks are painted in the order of the classes, a later one over an earlier one',
  classes: MAP_ORDERS.official,
  options: {
    masks: {
      about: 'How masks are kept',
      choices: [
        { value: 'parts', label: 'a two-tone picture for each part, as the original' },
        { value: 'official', label: 'one map of numbers, in the official order' },
        { value: 'farl', label: 'one map, in the order of FaRL, facer and SegFace' },
        { value: 'face-parsing', label: 'one map, in the order of face-parsing.PyTorch' },
        { value: 'facexformer', label: 'one map, in the eleven classes of FaceXFormer' },
      ],
    },
  },
  async recognise(source) {
    const files = await source.offered();
    return files.some((file) =>
      /(^|\/)CelebAMask-?HQ-(mask-anno\/\d+\/\d{5,}_\w+\.png|label\/\d+\.png|(attribute|pose)-anno\.txt)$/.test(file),
    );
  },
  read,
  pictureFile: ({ ordinal }) => `${PICTURES}/${ordinal}.jpg`,
  write,
};
