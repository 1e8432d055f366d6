/** What exports and imports of datasets ask of a project. */
import { randomBytes } from 'node:crypto';
import type { DatasetReport } from '../shared/domain/dataset.ts';
import type { Face } from '../shared/domain/face.ts';
import type { ImageId, JobId } from '../shared/domain/ids.ts';
import type { Image } from '../shared/domain/image.ts';
import { fromBlob } from './blob.ts';
import { all, get, type ReadableDb, run, runOne, value, type WritableDb } from './database.ts';

export type ExportPhoto = Pick<Image, 'id' | 'path' | 'hash' | 'format' | 'orientation' | 'width' | 'height'>;

/** Photos with faces, in the order of their paths. */
export const photosWithFaces = (db: ReadableDb): ExportPhoto[] =>
  all(db, 'SELECT id, path, hash, format, orientation, width, height FROM images WHERE faces > 0 ORDER BY path, id');

/** What is asked of a face before it is known whether it goes out: label maps and points are not read. */
export type FaceToExport = Pick<Face, 'id' | 'revision' | 'review'> & { identity: string | null };

export const facesToExport = (db: ReadableDb, image: ImageId): FaceToExport[] =>
  all<Pick<Face, 'id' | 'revision' | 'review'> & { value: Uint8Array | null }>(
    db,
    `SELECT faces.id, faces.revision, faces.review, annotations.value FROM faces
     LEFT JOIN annotations ON annotations.face = faces.id AND annotations.task = 'identity'
     WHERE faces.image = ? AND faces.present = 1 ORDER BY faces.id`,
    image,
  ).map(({ value: blob, ...face }) => ({
    ...face,
    identity: blob === null ? null : (fromBlob(blob) as { label: string | null }).label,
  }));

export type KnownImage = Pick<Image, 'id' | 'path' | 'hash' | 'width' | 'height'>;

/** Every photo, for labels that look for theirs. */
export const knownImages = (db: ReadableDb): KnownImage[] =>
  all(db, 'SELECT id, path, hash, width, height FROM images ORDER BY path, id');

/** A number that is the same for the project's life and that nobody outside can guess. */
export function projectSecret(db: WritableDb): string {
  run(db, 'UPDATE project SET secret = ? WHERE secret IS NULL', randomBytes(16).toString('hex'));
  return value<string>(db, 'SELECT secret FROM project');
}

export function setReport(db: WritableDb, job: JobId, report: DatasetReport): void {
  const sql = 'INSERT INTO reports (job, report) VALUES (?, ?) ON CONFLICT DO UPDATE SET report = excluded.report';
  runOne(db, sql, job, JSON.stringify(report));
}

/** What a job did, or null where it has not ended or is of another kind. */
export function getReport(db: ReadableDb, job: JobId): DatasetReport | null {
  const row = get<{ report: string }>(db, 'SELECT report FROM reports WHERE job = ?', job);
  return row ? (JSON.parse(row.report) as DatasetReport) : null;
}
