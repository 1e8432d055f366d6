/**
 * The command `export` on a project of ten thousand faces, as CelebAMask-HQ with pictures and as COCO, against encoding the
 * masks' PNG files alone, in the same run: by sharp, as most software would, and by our own encoder. The most memory is held
 * against that for a fifth of the faces. What a thousand more faces take is told by what JavaScript holds in one run, from its
 * second quarter to its last: in the first one caches fill, and the most of all is a matter of when rubbish was collected.
 */
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { classesOf } from '../../electron/datasets/masks.ts';
import { regionsOfMap } from '../../electron/datasets/regions.ts';
import { encodeTwoTone } from '../../electron/imaging/label-map.ts';
import type { Annotation, Origin } from '../../electron/shared/domain/annotation.ts';
import type { ImageId } from '../../electron/shared/domain/ids.ts';
import { ContentHash } from '../../electron/shared/domain/ids.ts';
import { applyImport } from '../../electron/store/history.ts';
import { insertImage } from '../../electron/store/images.ts';
import { createProject, openProject, type ProjectStore } from '../../electron/store/open.ts';
import { settleSome } from '../../electron/store/settle.ts';
import type { Look, Spent } from '../helpers/spent.ts';
import { type Bench, type Measurement, measurement } from './bench.ts';

const FACES = 10_000;
/** The share of the faces that memory is measured with, too. */
const FIFTH = 5;
/** What a thousand faces more may take, in MiB. */
const FLAT = 4;
/** Faces that encoding alone is timed with, twice, for all of them. */
const SAMPLED = 250;
const SIDE = 512;
const AT_ONCE = 4;
/** Faces that are put into the store at once. */
const FILLED = 100;
const origin: Origin = { kind: 'import', format: 'native' };
const cli = path.resolve(import.meta.dirname, '../../electron/cli.ts');
const spent = path.resolve(import.meta.dirname, '../helpers/spent.ts');

/** A face of ellipses, so that masks have the outlines of masks and not of noise. */
function drawnMask(): Uint8Array<ArrayBuffer> {
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
  return labels;
}

function annotationsWith(labels: Uint8Array<ArrayBuffer>): Annotation[] {
  const frame = { x: 0, y: 0, width: SIDE, height: SIDE };
  const mask = { profile: 'celebamask-19', frame, width: SIDE, height: SIDE, labels } as const;
  const points = Array.from({ length: 68 }, (_, at): [number, number] => [
    140 + (at % 10) * 24,
    150 + Math.floor(at / 10) * 40,
  ]);
  return [
    { task: 'parsing', value: mask, origin, confidence: null },
    { task: 'landmarks', value: { points, spread: null }, origin, confidence: null },
  ];
}

/** Photos of one face each, from one number to another, and their faces in the store. */
async function fill(
  { db }: ProjectStore,
  folder: string,
  jpeg: Buffer,
  labels: Uint8Array<ArrayBuffer>,
  range: [number, number],
) {
  const changes = annotationsWith(labels).map((annotation) => ({
    field: 'annotation' as const,
    task: annotation.task,
    from: null,
    to: annotation,
  }));
  const facts = { format: 'jpeg', orientation: 1, width: SIDE, height: SIDE, mtime: 0 } as const;
  const box = { x: 128, y: 96, width: 256, height: 320 };
  for (let from = range[0]; from < range[1]; from += FILLED) {
    const images: ImageId[] = [];
    for (let at = from; at < Math.min(range[1], from + FILLED); at++) {
      // What stands behind a picture's end makes it another file.
      const bytes = Buffer.concat([jpeg, Buffer.from(String(at))]);
      const file = path.join(folder, `${String(at).padStart(6, '0')}.jpg`);
      await writeFile(file, bytes);
      const sum = ContentHash.parse(hash('sha256', bytes));
      images.push(insertImage(db, { path: file, hash: sum, bytes: bytes.length, ...facts }).id);
    }
    const entries = images.map((image) => ({ image, add: { box, score: null, origin }, changes }));
    applyImport(db, null, entries, { person: 'bench', description: 'fill' });
  }
  // As the app would have done long before an export.
  while (settleSome(db, 100) > 0);
}

interface Timed {
  /** On the clock. */
  seconds: number;
  /** Of the processor, all threads together: others' load does not count. */
  processor: number;
}

/** The command in a process of its own. */
async function exportAs(project: string, out: string, ...words: string[]): Promise<Timed & Spent & { looks: Look[] }> {
  const start = performance.now();
  const file = `${out}.spent`;
  await promisify(execFile)(
    process.execPath,
    ['--import', spent, cli, 'export', project, '--out', out, '--data', `${out}.data`, ...words],
    { env: { ...process.env, SPENT_FILE: file } },
  );
  const seconds = (performance.now() - start) / 1000;
  const used = JSON.parse(await readFile(file, 'utf8')) as Spent;
  const looks = (await readFile(`${file}.live`, 'utf8')).trim().split('\n');
  await rm(out, { recursive: true });
  return { seconds, ...used, looks: looks.map((line) => JSON.parse(line) as Look) };
}

type Part = ReturnType<typeof regionsOfMap>[number]['region'];
type Encode = (part: Part) => Promise<unknown> | unknown;

const picture = { width: SIDE, height: SIDE };
const byOwn: Encode = (part) => encodeTwoTone(picture, part);

/** From a mask that is drawn already, with the settings of sharp that are usual for masks. */
function bySharp(parts: readonly Part[]): Encode {
  const drawn = new Map(
    parts.map((part) => {
      const mask = new Uint8Array(SIDE * SIDE);
      for (const [at, bit] of part.bits.entries())
        mask[(part.y + Math.floor(at / part.width)) * SIDE + part.x + (at % part.width)] = 255 * bit;
      return [part, mask];
    }),
  );
  return (part) =>
    sharp(drawn.get(part)!, { raw: { ...picture, channels: 1 } })
      .toColourspace('b-w')
      .png({ compressionLevel: 6, adaptiveFiltering: false })
      .toBuffer();
}

/** What has to be done in any case: every part of every face as a PNG. */
async function encodeAlone(parts: readonly Part[], faces: number, encode: Encode): Promise<Timed> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  for (let done = 0; done < faces; done++)
    for (let from = 0; from < parts.length; from += AT_ONCE)
      await Promise.all(parts.slice(from, from + AT_ONCE).map(encode));
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

const sum = (some: readonly Timed[], times = 1): Timed => ({
  seconds: times * some.reduce((total, { seconds }) => total + seconds, 0),
  processor: times * some.reduce((total, { processor }) => total + processor, 0),
});

const mib = (bytes: number): number => bytes / 2 ** 20;

/**
 * Bytes that all threads together hold more in the last quarter of a run than in the second: half of its faces lie between. The
 * least that was held in a quarter is what no collection took away.
 */
function risen(looks: readonly Look[]): number {
  const times = looks.map(({ time }) => time);
  const [begin, end] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  const leastIn = (own: readonly Look[], quarter: number): number =>
    own
      .filter(({ time }) => Math.min(3, Math.floor((4 * (time - begin)) / (end - begin))) === quarter)
      .reduce((least, { held }) => Math.min(least, held), Number.POSITIVE_INFINITY);
  // What one thread has less does not make up for what another has more.
  return [...Map.groupBy(looks, ({ thread }) => thread).values()]
    .map((own) => Math.max(0, leastIn(own, 3) - leastIn(own, 1)))
    .filter(Number.isFinite) // threads that were there for a part of the run alone
    .reduce((sum, more) => sum + more, 0);
}

export const bench: Bench = {
  name: 'export',
  about: 'the command export, as CelebAMask-HQ with pictures and as COCO, against encoding the masks alone',
  async run({ faces = FACES }): Promise<Measurement[]> {
    const folder = await mkdtemp(path.join(tmpdir(), 'lineament-bench-export-'));
    try {
      const background = { width: SIDE, height: SIDE, channels: 3, background: '#987' } as const;
      const jpeg = await sharp({ create: { ...background, noise: { type: 'gaussian', mean: 128, sigma: 20 } } })
        .jpeg({ quality: 90 })
        .toBuffer();
      const labels = drawnMask();
      const photos = path.join(folder, 'photos');
      await mkdir(photos);
      const project = path.join(folder, 'faces.lineament');
      const fewer = Math.ceil(faces / FIFTH);
      const both = async (name: string) =>
        [
          await exportAs(
            project,
            path.join(folder, `${name}-hq`),
            '--format',
            'celebamask-hq',
            '--content',
            'crops',
            '--margin',
            '0.3',
          ),
          await exportAs(project, path.join(folder, `${name}-coco`), '--format', 'coco'),
        ] as const;

      const begun = createProject(project);
      await fill(begun, photos, jpeg, labels, [0, fewer]);
      begun.close();
      const few = await both('few');
      const filled = openProject(project);
      await fill(filled, photos, jpeg, labels, [fewer, faces]);
      filled.close();
      const parts = regionsOfMap({ x: 0, y: 0, ...picture, labels }, classesOf('celebamask-19')).map(
        ({ region }) => region,
      );
      // Before and after, since the load of a machine changes while ten thousand faces are written.
      const sampled = Math.min(SAMPLED, faces);
      const sharpened = bySharp(parts);
      const alone = async () => ({
        sharp: await encodeAlone(parts, sampled, sharpened),
        own: await encodeAlone(parts, sampled, byOwn),
      });
      const before = await alone();
      const [masks, coco] = await both('all');
      const after = await alone();
      const whole = sum([masks, coco]);
      const share = faces / sampled / 2;
      const encoders = {
        sharp: sum([before.sharp, after.sharp], share),
        'our own encoder': sum([before.own, after.own], share),
      };
      return [
        ...Object.entries(encoders).flatMap(([by, encoding]) => [
          measurement(
            `both formats, against ${by}`,
            whole.seconds,
            's',
            { what: `encoding the PNG files alone by ${by}`, value: encoding.seconds },
            `${faces} faces: CelebAMask-HQ ${masks.seconds.toFixed(1)} s, COCO ${coco.seconds.toFixed(1)} s, start of the program included; limit 2`,
          ),
          measurement(`both formats, against ${by}, processor time`, whole.processor, 's', {
            what: `encoding the PNG files alone by ${by}`,
            value: encoding.processor,
          }),
        ]),
        ...(['CelebAMask-HQ', 'COCO'] as const).flatMap((name, at) => {
          const used = [masks, coco][at]!;
          return [
            measurement(
              `memory at most, ${name}`,
              mib(used.memory),
              'MiB',
              { what: `with ${fewer} faces`, value: mib(few[at]!.memory) },
              `${faces} faces, the whole process`,
            ),
            measurement(
              `memory that 1000 more faces take, ${name}`,
              (1000 * mib(risen(used.looks))) / (faces / 2),
              'MiB',
              { what: 'the limit', value: FLAT },
              `what JavaScript holds, from the second to the last quarter of ${faces} faces`,
            ),
          ];
        }),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
