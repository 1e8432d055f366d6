/** Writing CelebAMask-HQ and COCO for ten thousand faces, against encoding the masks' PNG files alone, in the same run. */
import { hash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { beginExport, type PlannedItem } from '../../electron/datasets/export.ts';
import type { DatasetFace } from '../../electron/datasets/format.ts';
import { classesOf } from '../../electron/datasets/masks.ts';
import { encodeLabelMap } from '../../electron/imaging/label-map.ts';
import type { Content, FormatName } from '../../electron/shared/domain/dataset.ts';
import { ContentHash } from '../../electron/shared/domain/ids.ts';
import { type Bench, type Measurement, measurement } from './bench.ts';

const FACES = Number(process.env['LINEAMENT_BENCH_FACES'] ?? 10_000);
const SIDE = 512;
const AT_ONCE = 4;
const TOGETHER = 16;

/** A face of ellipses, so that masks have the outlines of masks and not of noise. */
function drawnFace(): DatasetFace {
  const labels = new Uint8Array(SIDE * SIDE);
  const ellipse = (label: number, cx: number, cy: number, rx: number, ry: number) => {
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++)
        if (((x / SIDE - cx) / rx) ** 2 + ((y / SIDE - cy) / ry) ** 2 < 1) labels[y * SIDE + x] = label;
  };
  // Cloth, neck, hair, skin, ears, brows, eyes, nose, lips and mouth, as a portrait has them.
  ellipse(18, 0.5, 1.05, 0.5, 0.2);
  ellipse(17, 0.5, 0.85, 0.15, 0.2);
  ellipse(13, 0.5, 0.4, 0.38, 0.38);
  ellipse(1, 0.5, 0.52, 0.27, 0.36);
  ellipse(8, 0.78, 0.52, 0.03, 0.07);
  ellipse(9, 0.22, 0.52, 0.03, 0.07);
  ellipse(6, 0.62, 0.38, 0.08, 0.015);
  ellipse(7, 0.38, 0.38, 0.08, 0.015);
  ellipse(4, 0.62, 0.45, 0.05, 0.02);
  ellipse(5, 0.38, 0.45, 0.05, 0.02);
  ellipse(2, 0.5, 0.55, 0.05, 0.1);
  ellipse(11, 0.5, 0.7, 0.1, 0.02);
  ellipse(12, 0.5, 0.75, 0.1, 0.025);
  ellipse(10, 0.5, 0.725, 0.07, 0.01);
  const origin = { kind: 'import', format: 'native' } as const;
  const points = Array.from({ length: 68 }, (_, at): [number, number] => [
    140 + (at % 10) * 24,
    150 + Math.floor(at / 10) * 40,
  ]);
  return {
    box: { x: 128, y: 96, width: 256, height: 320 },
    score: null,
    origin,
    review: 'accepted',
    annotations: [
      {
        task: 'parsing',
        value: {
          profile: 'celebamask-19',
          frame: { x: 0, y: 0, width: SIDE, height: SIDE },
          width: SIDE,
          height: SIDE,
          labels,
        },
        origin,
        confidence: null,
      },
      { task: 'landmarks', value: { points, spread: null }, origin, confidence: null },
    ],
  };
}

async function writeAll(
  folder: string,
  format: FormatName,
  content: Content,
  item: Omit<PlannedItem, 'name' | 'ordinal'>,
): Promise<{ seconds: number; peak: number }> {
  const start = performance.now();
  const options = format === 'coco' ? { masks: 'rle', origin: 'edge' } : { masks: 'parts' };
  const running = await beginExport({
    format,
    folder: path.join(folder, format),
    id: 'bench',
    header: { title: 'Bench', licence: '', splits: [], pictures: content !== 'labels', models: [], options },
    content,
    crop: { size: SIDE, margin: 0.3, aligned: false },
    isPrivate: false,
  });
  let peak = 0;
  for (let from = 0; from < FACES; from += TOGETHER) {
    const items = Array.from({ length: Math.min(TOGETHER, FACES - from) }, (_, at) => ({
      ...item,
      name: `${from + at}.jpg`,
      ordinal: from + at,
    }));
    await running.add(items);
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  await running.finish();
  return { seconds: (performance.now() - start) / 1000, peak };
}

/** What has to be done in any case: every part of every face as a PNG. */
async function encodeAlone(face: DatasetFace): Promise<number> {
  const start = performance.now();
  const [mask] = face.annotations;
  if (mask?.task !== 'parsing') throw new Error('the face has no mask');
  const { labels, profile } = mask.value;
  const present = classesOf(profile).flatMap((_, label) => (label > 0 && labels.includes(label) ? [label] : []));
  for (let done = 0; done < FACES; done++)
    for (let from = 0; from < present.length; from += AT_ONCE)
      await Promise.all(
        present
          .slice(from, from + AT_ONCE)
          .map((label) =>
            encodeLabelMap({ width: SIDE, height: SIDE, labels: labels.map((value) => (value === label ? 255 : 0)) }),
          ),
      );
  return (performance.now() - start) / 1000;
}

export const bench: Bench = {
  name: 'export',
  about: `${FACES} faces as CelebAMask-HQ with pictures and as COCO, against encoding the masks alone`,
  async run(): Promise<Measurement[]> {
    const folder = await mkdtemp(path.join(tmpdir(), 'lineament-bench-export-'));
    try {
      const file = path.join(folder, 'photo.jpg');
      await sharp({
        create: {
          width: SIDE,
          height: SIDE,
          channels: 3,
          background: '#987',
          noise: { type: 'gaussian', mean: 128, sigma: 20 },
        },
      })
        .jpeg({ quality: 90 })
        .toFile(file);
      const photo = {
        path: file,
        hash: ContentHash.parse(hash('sha256', await readFile(file))),
        format: 'jpeg',
        orientation: 1,
        width: SIDE,
        height: SIDE,
      } as const;
      const item = { split: null, photo, faces: [drawnFace()], blur: [] };
      const before = process.memoryUsage().rss;
      const alone = await encodeAlone(item.faces[0]!);
      const masks = await writeAll(folder, 'celebamask-hq', 'crops', item);
      const coco = await writeAll(folder, 'coco', 'photos', item);
      const mib = (bytes: number) => bytes / 2 ** 20;
      return [
        measurement(
          'both formats',
          masks.seconds + coco.seconds,
          's',
          { what: 'encoding the PNG files alone', value: alone },
          `${FACES} faces: CelebAMask-HQ ${masks.seconds.toFixed(1)} s, COCO ${coco.seconds.toFixed(1)} s; limit 2`,
        ),
        measurement(
          'memory at most',
          mib(Math.max(masks.peak, coco.peak)),
          'MiB',
          { what: 'before', value: mib(before) },
          'grows by buffers, not by faces',
        ),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
