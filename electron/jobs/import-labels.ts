/** Reads a dataset's labels onto the project's photos, or tells what that would do. Undo takes the whole of it back. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isRejection, type ReadItem, type Reading } from '../datasets/format.ts';
import { mergedFace } from '../datasets/masks.ts';
import { safeName } from '../datasets/names.ts';
import { completeOptions, formatFacts } from '../datasets/service.ts';
import type { ImportLabelsRequest, ImportReport } from '../shared/domain/dataset.ts';
import type { ImageId, ModelId } from '../shared/domain/ids.ts';
import type { UsedModel } from '../shared/domain/model.ts';
import { TASKS, type Task } from '../shared/domain/vocabulary.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import { type KnownImage, knownImages, setReport } from '../store/dataset.ts';
import { facesOf } from '../store/faces.ts';
import { applyImport, getHistory, type Imported } from '../store/history.ts';
import { findImageByHash, getImage, insertImage } from '../store/images.ts';
import { noteModel } from '../store/models.ts';
import type { JobRun, JobTools } from './job-run.ts';
import { type MatchedBy, matchPhotos } from './match-photos.ts';
import { mergeFace, placeFaces } from './merge-labels.ts';

/** Pictures whose labels are stored in one transaction. */
const TOGETHER = 32;

type Found = { image: KnownImage; by: MatchedBy | 'added' };

const noCounts = (): Record<Task, number> => Object.fromEntries(TASKS.map((task) => [task, 0])) as Record<Task, number>;

/** The file as a proposer: where its values come in as proposals, they are told apart by this name. */
function proposerOf({ format, path: place }: ImportLabelsRequest): Omit<UsedModel, 'used'> {
  const sha256 = createHash('sha256').update(`${format}:${place}`).digest('hex');
  const name = `${formatFacts()[format].title}: ${path.basename(place)}`;
  return { id: sha256.slice(0, 16) as ModelId, kind: 'network', family: 'import', name, sha256 };
}

export const importLabels: JobRun<'import-labels'> = async (request, tools, { id: job, signal, progress, skip }) => {
  const { store, datasets, library, emit } = tools;
  const { db } = store;
  const { dryRun, policy } = request;
  const known = knownImages(db);
  const matcher = matchPhotos(known);
  const proposer = proposerOf(request);
  const { id, models } = await datasets.call('beginImport', {
    format: request.format,
    path: request.path,
    options: completeOptions(request.format, request.options),
    known: known.map(({ path: file, width, height }) => ({ path: file, width, height })),
  });

  const report: ImportReport = {
    kind: 'import-labels',
    dryRun,
    records: 0,
    matched: { path: 0, name: 0, content: 0, added: 0 },
    unmatched: 0,
    rejected: 0,
    faces: { added: 0, found: 0 },
    stored: noCounts(),
    kept: noCounts(),
  };
  /** Several records of one line are told apart, so that none is lost from the list. */
  const told = new Map<string, number>();
  const reject = (file: string, line: number | null, reason: string) => {
    const place = line === null ? file : `${file}:${line}`;
    const count = (told.get(place) ?? 0) + 1;
    told.set(place, count);
    report.rejected++;
    skip(count === 1 ? place : `${place} (${count})`, reason);
  };

  const find = async (item: ReadItem): Promise<Found | null> => {
    try {
      const match = await matcher.find(item);
      if ('image' in match) return match;
      if (request.addPhotos && (item.file !== null || item.bytes !== null)) {
        const image = await takeIn(item, tools, dryRun);
        matcher.add(image);
        return { image, by: 'added' };
      }
      reject(item.place.file, item.place.line, `${match.problem}.`);
    } catch (error) {
      const { code, message } = toProblem(error);
      if (code === 'internal' || code === 'storage' || code === 'unavailable') throw error;
      reject(item.place.file, item.place.line, message);
    }
    return null;
  };

  let step: number | null = null;
  const by = { person: library.settings().person, description: `import labels from ${path.basename(request.path)}` };

  const merge = (item: ReadItem, image: KnownImage): Imported[] => {
    const there = image.id === NOT_YET ? [] : facesOf(db, image.id);
    const faces = item.faces.map((face) => mergedFace(face, request.classes));
    return placeFaces(faces, there, image).map((placed) => {
      const { changes, stored, kept } = mergeFace(placed, policy, proposer.id);
      for (const task of stored) report.stored[task]++;
      for (const task of kept) report.kept[task]++;
      report.faces[placed.known ? 'found' : 'added']++;
      if (placed.known) return { image: image.id, face: placed.known.id, changes };
      const { score, origin } = placed.face;
      return { image: image.id, add: { box: placed.box, score, origin }, changes };
    });
  };

  try {
    if (!dryRun) {
      for (const model of models) noteModel(db, model);
      if (policy === 'as-proposal') noteModel(db, proposer);
    }
    progress(0, null);
    while (true) {
      signal.throwIfAborted();
      const readings: Reading[] = await datasets.call('readImport', { id, count: TOGETHER }, { signal });
      const found: { item: ReadItem; match: Found }[] = [];
      for (const reading of readings) {
        if (isRejection(reading)) {
          reject(reading.file, reading.line, reading.reason);
          continue;
        }
        report.records++;
        const match = await find(reading);
        if (match === null) {
          report.unmatched++;
          continue;
        }
        report.matched[match.by]++;
        found.push({ item: reading, match });
      }
      const images = new Set<ImageId>();
      db.transaction(() => {
        for (const { item, match } of found) {
          const imported = merge(item, match.image);
          if (dryRun) continue;
          step = applyImport(db, step, imported, by);
          images.add(match.image.id);
        }
      })();
      if (images.size > 0) {
        emit('faces.changed', { images: [...images], faces: null, tasks: null });
        emit('history.changed', getHistory(db));
      }
      progress(report.records, null);
      if (readings.length < TOGETHER) break;
    }
  } finally {
    await datasets.call('closeImport', { id }).catch(() => {});
    if (!dryRun && report.matched.added > 0) emit('images.changed', {});
  }
  progress(report.records, report.records);
  setReport(db, job, report);
  return summarise(report, request);
};

/** Stands for a photo that a dry run would take in. */
const NOT_YET = 0 as ImageId;

/** Takes a picture of the dataset into the project: where it lies, or, if it came inside of a file, as a copy. */
async function takeIn(item: ReadItem, { store, photos }: JobTools, dryRun: boolean): Promise<KnownImage> {
  const { db, project } = store;
  if (dryRun) {
    const size = item.size ?? (await photos.call('inspect', { path: item.file ?? '' }));
    return {
      id: NOT_YET,
      path: item.file ?? item.name,
      hash: item.hash ?? ('' as KnownImage['hash']),
      width: size.width,
      height: size.height,
    };
  }
  let file = item.file;
  if (file === null) {
    const folder = path.join(project.path, 'photos');
    file = path.join(folder, safeName(path.posix.basename(item.name)));
    await mkdir(folder, { recursive: true });
    await writeFile(file, item.bytes!, { flag: 'wx' }).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      // Another picture of this name: its place among the dataset's records tells them apart.
      file = path.join(folder, safeName(`${item.place.line ?? 0}-${path.posix.basename(item.name)}`));
      await writeFile(file, item.bytes!);
    });
  }
  const facts = await photos.call('index', { path: file, cache: store.cacheDir });
  return findImageByHash(db, facts.hash) ?? getImage(db, insertImage(db, { path: file, ...facts }).id);
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const sumOf = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

function summarise(report: ImportReport, { path: place }: ImportLabelsRequest): string {
  if (report.records === 0 && report.rejected === 0)
    throw new ProblemError(
      'not-found',
      `There are no labels of this format in ${place}. Choose another format or folder.`,
    );
  const verb = report.dryRun ? 'Would store' : 'Stored';
  const parts = [
    `${verb} ${counted(sumOf(report.stored), 'value')} on ${counted(report.faces.found + report.faces.added, 'face')} (${report.faces.added} new) in ${counted(report.records - report.unmatched, 'photo')}`,
  ];
  if (sumOf(report.kept) > 0)
    parts.push(`kept ${counted(sumOf(report.kept), 'value')} as ${sumOf(report.kept) === 1 ? 'it was' : 'they were'}`);
  if (report.rejected > 0) parts.push(`passed over ${counted(report.rejected, 'record')}`);
  return `${parts.join(', ')}.`;
}
