/** Faces that look alike: directions of embeddings, read through in slices so that other questions are answered between. */
import type { FaceId, ImageId } from '../shared/domain/ids.ts';
import { EMBEDDING_LENGTH } from '../shared/domain/vocabulary.ts';
import { all, get, type ReadableDb, run, type WritableDb } from './database.ts';
import { namesOfFaces } from './facets.ts';

/** Rows read at once: some milliseconds of work. */
const SLICE = 4096;

/** The direction in signed bytes, the largest entry as 127: the cosine of two is within a hundredth of the exact one. */
function toBytes(embedding: Float32Array): Uint8Array {
  const largest = embedding.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0) || 1;
  const bytes = Int8Array.from(embedding, (entry) => Math.round((entry / largest) * 127));
  return new Uint8Array(bytes.buffer);
}

const fromBytes = (bytes: Uint8Array): Int8Array => new Int8Array(bytes.buffer, bytes.byteOffset, EMBEDDING_LENGTH);

export function writeEmbedding(db: WritableDb, face: FaceId, embedding: Float32Array | null): void {
  if (!embedding) run(db, 'DELETE FROM embeddings WHERE face = ?', face);
  else
    run(
      db,
      'INSERT INTO embeddings (face, direction) VALUES (?, ?) ON CONFLICT DO UPDATE SET direction = excluded.direction',
      face,
      toBytes(embedding),
    );
}

export interface EmbeddedFaces {
  faces: FaceId[];
  photos: Int32Array<ArrayBuffer>;
  /** Null where nobody has named the face. */
  names: (string | null)[];
  /** 512 signed bytes a face: its direction. */
  directions: Int8Array<ArrayBuffer>;
}

/** Every face with an embedding that is there and not rejected, by id. */
export async function embeddedFaces(db: ReadableDb): Promise<EmbeddedFaces> {
  type Row = { face: FaceId; image: ImageId; direction: Uint8Array };
  const rows: Row[] = [];
  for (let more = true; more; ) {
    const slice = all<Row>(
      db,
      `SELECT face, image, direction FROM embeddings JOIN faces ON faces.id = face
       WHERE face > ? AND present = 1 AND review <> 'rejected' ORDER BY face LIMIT ?`,
      rows.at(-1)?.face ?? 0,
      SLICE,
    );
    rows.push(...slice);
    more = slice.length === SLICE;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const names = namesOfFaces(db);
  const directions = new Int8Array(rows.length * EMBEDDING_LENGTH);
  for (const [at, { direction }] of rows.entries()) directions.set(fromBytes(direction), at * EMBEDDING_LENGTH);
  return {
    faces: rows.map(({ face }) => face),
    photos: Int32Array.from(rows, ({ image }) => image),
    names: rows.map(({ face }) => names.get(face) ?? null),
    directions,
  };
}

function dot(a: Int8Array, b: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < EMBEDDING_LENGTH; i++) sum += a[i]! * b[i]!;
  return sum;
}

export interface Likeness {
  face: FaceId;
  /** The cosine of the two embeddings, in [-1, 1]. */
  likeness: number;
}

/**
 * The faces whose embeddings are nearest to a face's, the nearest first; none where it has no embedding. Rejected and
 * deleted faces are left out.
 */
export async function similarFaces(db: ReadableDb, face: FaceId, most: number): Promise<Likeness[]> {
  const own = get<{ direction: Uint8Array }>(db, 'SELECT direction FROM embeddings WHERE face = ?', face);
  if (!own) return [];
  const wanted = fromBytes(own.direction);
  const length = Math.sqrt(dot(wanted, wanted));
  let best: Likeness[] = [];
  for (let after = 0; ; ) {
    const rows = all<{ face: FaceId; direction: Uint8Array }>(
      db,
      'SELECT face, direction FROM embeddings WHERE face > ? ORDER BY face LIMIT ?',
      after,
      SLICE,
    );
    for (const row of rows) {
      if (row.face === face) continue;
      const other = fromBytes(row.direction);
      const likeness = dot(wanted, other) / (length * Math.sqrt(dot(other, other)));
      const last = best.length < most ? Number.NEGATIVE_INFINITY : best.at(-1)!.likeness;
      if (likeness <= last || !stands(db, row.face)) continue;
      best = [...best, { face: row.face, likeness }].sort((a, b) => b.likeness - a.likeness).slice(0, most);
    }
    const last = rows.at(-1);
    if (!last || rows.length < SLICE) return best;
    after = last.face;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const stands = (db: ReadableDb, face: FaceId): boolean =>
  get(db, "SELECT 1 FROM faces WHERE id = ? AND present = 1 AND review <> 'rejected'", face) !== undefined;
