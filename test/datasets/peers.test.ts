/** What the field's own libraries see in our files: pycocotools, h5py, SciPy, PyArrow and Pillow. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { said, saidOf } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { paintMask } from '../../electron/datasets/masks.ts';
import { MAP_ORDERS } from '../../electron/datasets/parts.ts';
import { PARSING_19 } from '../../electron/shared/domain/vocabulary.ts';
import { randomItems, testHeader, writeDataset } from '../helpers/dataset-faces.ts';

const python = process.env['LINEAMENT_PEERS_PYTHON'];
const script = path.resolve(import.meta.dirname, '../peers/datasets.py');

function answer(...words: string[]) {
  const { stdout, stderr, status, error } = spawnSync(python!, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${python} ${words[0]}: ${error?.message ?? stderr}`);
  return JSON.parse(stdout);
}

const seen = (kind: string, file: string) => answer(script, kind, file);

/** What Python imports for each of the tests. */
const PACKAGES = ['numpy', 'pycocotools', 'h5py', 'scipy', 'pyarrow', 'PIL'] as const;
type Package = (typeof PACKAGES)[number];
const LOOK =
  'import importlib.util as u, json, sys; print(json.dumps([n for n in sys.argv[1:] if not u.find_spec(n)]))';
const missing = new Set<Package>(python ? answer('-c', LOOK, ...PACKAGES) : PACKAGES);
if (!python)
  console.warn('Skipped: LINEAMENT_PEERS_PYTHON names no Python with pycocotools, h5py, scipy, pyarrow and pillow.');
else if (missing.size > 0) console.warn(`Skipped: what needs ${[...missing].join(', ')}, which ${python} lacks.`);

/** A test that runs where NumPy and these packages are. */
const testWith = (...needed: Package[]) => test.skipIf(['numpy' as const, ...needed].some((one) => missing.has(one)));

describe('other readers agree', () => {
  testWith('pycocotools')('pycocotools: masks to the pixel, keypoints', async () => {
    const items = randomItems(5, { unit: 'photo', count: 3 });
    const folder = await writeDataset(FORMATS.coco, items, testHeader(FORMATS.coco));
    const { masks, keypoints } = seen('coco', path.join(folder, 'annotations/instances_all.json'));
    const truth = items.flatMap(({ faces, size, ordinal }) =>
      faces.flatMap((face) => {
        const labels = paintMask(saidOf(face, 'parsing')!, size);
        return PARSING_19.flatMap((name, label) => {
          if (label === 0 || !labels.includes(label)) return [];
          let [count, xs, ys] = [0, 0, 0];
          for (const [at, value] of labels.entries())
            if (value === label)
              [count, xs, ys] = [count + 1, xs + (at % size.width), ys + Math.floor(at / size.width)];
          return [[ordinal + 1, name, count, xs, ys]];
        });
      }),
    );
    expect(masks).toEqual(truth);
    expect(keypoints).toHaveLength(items.flatMap(({ faces }) => faces).length);
  });

  testWith('h5py')('h5py: rows of 87, pictures through references', async () => {
    const items = randomItems(6, { unit: 'face', count: 3 });
    const folder = await writeDataset(FORMATS.cofw, items, testHeader(FORMATS.cofw));
    const { pictures, phis, boxes } = seen('cofw', path.join(folder, 'COFW_train_color.mat'));
    expect(pictures).toEqual(items.map(({ size }) => [3, size.width, size.height]));
    const flags = items.map(({ faces }) => saidOf(faces[0]!, 'visibility')!.visible.map((flag) => (flag ? 0 : 1)));
    expect(phis.map((row: number[]) => row.slice(58))).toEqual(flags);
    expect(boxes[0][0]).toBeCloseTo(items[0]!.faces[0]!.box.x + 0.5, 9);
  });

  testWith('scipy')('SciPy: pose and points', async () => {
    const [item] = randomItems(7, { unit: 'face', count: 1 });
    const folder = await writeDataset(FORMATS['300w-lp'], [item!], testHeader(FORMATS['300w-lp']));
    const { quaternion, points } = seen('mat', path.join(folder, 'photo.mat'));
    const own = saidOf(item!.faces[0]!, 'pose')!.quaternion;
    expect(quaternion).toEqual(own.map((part) => expect.closeTo(part, 9)));
    expect(points).toEqual(saidOf(item!.faces[0]!, 'landmarks')!.points.map(([x, y]) => [x - 0.5, y - 0.5]));
  });

  testWith('pyarrow', 'PIL')('PyArrow and Pillow: a table of pictures', async () => {
    const items = randomItems(8, { unit: 'photo', count: 3 });
    const folder = await writeDataset(FORMATS.parquet, items, testHeader(FORMATS.parquet));
    const rows = seen('parquet', path.join(folder, 'data/train-00000-of-00001.parquet'));
    expect(rows).toEqual(
      items.map(({ size, faces }) => ({
        size: [size.width, size.height],
        boxes: faces.map(({ box }) => [box.x, box.y, box.width, box.height]),
        gender: faces.map((face) => saidOf(face, 'gender')!.label),
        landmarks: faces.map((face) => saidOf(face, 'landmarks')!.points),
        masks: faces.map((face) => [saidOf(face, 'parsing')!.width, saidOf(face, 'parsing')!.height]),
      })),
    );
  });

  testWith('PIL')("Python's struct and pickle: records by person, pairs", async () => {
    const people = ['Ann', 'Bob', 'Ann', 'Bob', 'Ann'];
    const items = randomItems(10, { unit: 'face', count: people.length }).map((item, at) => ({
      ...item,
      faces: item.faces.map((face) => ({
        ...face,
        annotations: [said('insightface', 'identity', { label: people[at]!, embedding: null })],
      })),
    }));
    const folder = await writeDataset(FORMATS.insightface, items, testHeader(FORMATS.insightface));
    const { pictures, ranges, pairs, property } = seen('records', folder);
    const sizes = items.map(({ size }) => [size.width, size.height]);
    expect(pictures).toEqual([0, 2, 4, 1, 3].map((at) => [at % 2, sizes[at]]));
    expect(ranges).toEqual([
      [1, 4],
      [4, 6],
    ]);
    expect(property).toBe(`2,${sizes[0]![1]},${sizes[0]![0]}\n`);
    expect(pairs.map((pair: unknown[]) => pair[2])).toEqual([true, false, true, false, true, false]);
    expect(pairs[0].slice(0, 2)).toEqual([sizes[0], sizes[2]]);
  });

  testWith('PIL')('Pillow: label maps are grey pictures of class numbers', async () => {
    const [item] = randomItems(9, { unit: 'face', count: 1 });
    const folder = await writeDataset(
      FORMATS['celebamask-hq'],
      [item!],
      testHeader(FORMATS['celebamask-hq'], { masks: 'farl' }),
    );
    const { mode, size, counts } = seen('png', path.join(folder, 'CelebAMask-HQ-label/0.png'));
    expect([mode, size]).toEqual(['L', [item!.size.width, item!.size.height]]);
    const labels = paintMask(saidOf(item!.faces[0]!, 'parsing')!, item!.size);
    for (const [number, name] of MAP_ORDERS.farl.entries())
      expect(counts[number], name).toBe(labels.filter((label) => PARSING_19[label] === name).length);
  });
});
