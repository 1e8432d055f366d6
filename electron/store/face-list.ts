/** Lists of faces over a whole project, by filter and order, quick at a million faces. */
import type { FaceQuery, FaceRow, Review } from '../shared/domain/face.ts';
import type { ContentHash, FaceId, ImageId } from '../shared/domain/ids.ts';
import { TASK_BITS } from './annotations.ts';
import { column, get, type ReadableDb, type Value, value } from './database.ts';
import { faceKinds, facesOfKinds, kindIn, sumFaces } from './face-counts.ts';
import { FACE_COLUMNS, type FaceColumns, faceOf } from './face-row.ts';
import { fold } from './fold.ts';
import { pageOf, type Range } from './page.ts';

export function pageFaces(db: ReadableDb, query: FaceQuery & Range): { total: number; rows: FaceRow[] } {
  const kinds = faceKinds(db);
  const all = sumFaces(kinds);
  const ofKind = sumFaces(kinds.filter(kindIn(query)));
  const photos = query.text === '' ? null : photosByPath(db, query.text);
  // What all paths share, such as the folder that they lie in, is no filter.
  const byPath = photos && photos.faces.all < all ? photos : null;

  const filter = filterOf(query, byPath);
  const total = !byPath ? ofKind : query.task === undefined ? byPath.faces[query.review] : countFaces(db, filter);
  const list = SOURCES[sourceOf({ all, ofKind, byPath: byPath?.faces.all ?? all })](filter, query.sort);
  const ids = pageOf(total, query, (direction, limit, offset) =>
    column<FaceId>(
      db,
      `SELECT faces.id FROM ${list} ORDER BY ${SORT_COLUMNS[query.sort]} ${direction}, faces.id ${direction}
       LIMIT :limit OFFSET :offset`,
      { ...filter.parameters, limit, offset },
    ),
  );
  return { total, rows: ids.map((id) => faceRow(db, id)) };
}

/** One face in so many, or fewer, are fetched and sorted sooner than they are met on a walk over all. */
const RARE = 40;

function sourceOf({ all, ofKind, byPath }: { all: number; ofKind: number; byPath: number }): keyof typeof SOURCES {
  if (byPath * RARE < all) return 'photos';
  return ofKind * RARE < all ? 'kinds' : 'order';
}

interface PhotosByPath {
  /** As JSON. */
  ids: string;
  /** How many faces lie in them: the photos' own counters tell. */
  faces: Record<'all' | Review, number>;
}

function photosByPath(db: ReadableDb, text: string): PhotosByPath {
  const { ids, ...faces } = get<PhotosByPath['faces'] & { ids: string }>(
    db,
    `SELECT json_group_array(id) AS ids, ifnull(sum(faces), 0) AS "all", ifnull(sum(open_faces), 0) AS open,
       ifnull(sum(accepted_faces), 0) AS accepted, ifnull(sum(rejected_faces), 0) AS rejected
     FROM images NOT INDEXED WHERE instr(folded, ?)`,
    fold(text),
  )!;
  return { ids, faces };
}

/** A filter at work: what must be true of a face, as SQL with its parameters. */
interface Filter {
  ofFace: string;
  /** Of the column that tells the photo. */
  ofPhoto: (column: string) => string;
  parameters: Record<string, Value>;
}

function filterOf({ review, task }: FaceQuery, byPath: PhotosByPath | null): Filter {
  const terms = [...(review === 'all' ? [] : ['review = :review']), ...(task === undefined ? [] : ['tasks & :bit'])];
  return {
    ofFace: terms.join(' AND ') || 'TRUE',
    ofPhoto: (column) => (byPath ? `substr(:within, ${column}, 1) = x'01'` : 'TRUE'),
    parameters: {
      review,
      ...(task === undefined ? {} : { bit: TASK_BITS[task] }),
      ...(byPath ? { within: asBytes(JSON.parse(byPath.ids) as ImageId[]), photos: byPath.ids } : {}),
    },
  };
}

/** A byte a photo, counted from id 1: 1 for those of the list. A look at one is quicker than into a set of ids. */
function asBytes(photos: readonly ImageId[]): Uint8Array {
  const bytes = new Uint8Array(photos.reduce((last, id) => Math.max(last, id), 0));
  for (const id of photos) bytes[id - 1] = 1;
  return bytes;
}

const countFaces = (db: ReadableDb, { ofFace, ofPhoto, parameters }: Filter): number =>
  value<number>(db, `SELECT count(*) FROM ${facesOfKinds(ofFace)} WHERE ${ofPhoto('image')}`, parameters);

const SORT_COLUMNS = {
  photo: 'images.path',
  score: 'certainty',
  size: 'area',
  changed: 'faces.changed',
} as const satisfies Record<FaceQuery['sort'], string>;

const withPaths = (sort: FaceQuery['sort']): string =>
  sort === 'photo' ? 'CROSS JOIN images ON images.id = faces.image' : '';

/** Where a list comes from: tables with their conditions, as they stand behind FROM. */
const SOURCES = {
  /** The few photos, one by one, to be sorted. */
  photos: ({ ofFace }, sort) =>
    `json_each(:photos) AS photo CROSS JOIN faces ON faces.image = photo.value ${withPaths(sort)}
     WHERE present = 1 AND ${ofFace}`,
  /** The index of kinds, to be sorted. */
  kinds: ({ ofFace, ofPhoto }, sort) => `${facesOfKinds(ofFace)} ${withPaths(sort)} WHERE ${ofPhoto('image')}`,
  /** Along the index of the order, past all that the filter leaves out, with nothing to sort. */
  order: ({ ofFace, ofPhoto }, sort) =>
    `${ORDERS[sort]} WHERE present = 1 AND ${ofFace} AND ${ofPhoto(sort === 'photo' ? 'images.id' : 'image')}`,
} as const satisfies Record<string, (filter: Filter, sort: FaceQuery['sort']) => string>;

const ORDERS = {
  photo: 'images CROSS JOIN faces INDEXED BY faces_by_image ON faces.image = images.id',
  score: 'faces INDEXED BY faces_by_certainty',
  size: 'faces INDEXED BY faces_by_area',
  changed: 'faces INDEXED BY faces_by_change',
} as const satisfies Record<FaceQuery['sort'], string>;

export function faceRow(db: ReadableDb, id: FaceId): FaceRow {
  const row = get<FaceColumns & { hash: ContentHash; path: string }>(
    db,
    `SELECT ${FACE_COLUMNS}, hash, path FROM faces JOIN images ON images.id = image WHERE faces.id = ?`,
    id,
  )!;
  const { annotations: _, ...face } = faceOf(row, []);
  return { ...face, hash: row.hash, path: row.path };
}
