/** What one process says it has saved, for another to look for after the first was killed. */
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import type { ReadableDb } from '../../electron/store/open.ts';

export interface SavedFace {
  id: FaceId;
  revision: number;
  present: number;
  x: number;
  label: string | null;
}

export interface Saved {
  images: ImageId[];
  faces: SavedFace[];
}

export const savedFace = (db: ReadableDb, face: FaceId): SavedFace =>
  db
    .prepare<[FaceId], SavedFace>(
      `SELECT faces.id, faces.revision, present, x, hex(value) AS label
       FROM faces LEFT JOIN annotations ON face = faces.id WHERE faces.id = ?`,
    )
    .get(face)!;
