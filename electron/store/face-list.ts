/** Lists of faces over a whole project, by filter and order, quick at a million faces. */
import type { FaceQuery, FaceRow } from '../shared/domain/face.ts';
import type { ContentHash, FaceId } from '../shared/domain/ids.ts';
import { TASK_BITS } from './annotations.ts';
import { all, get, type ReadableDb, type Value, value } from './database.ts';
import { FACE_COLUMNS, type FaceColumns, faceOf } from './face-row.ts';
import { fold } from './fold.ts';
import { pageOf, type Range } from './page.ts';

type Filter = Pick<FaceQuery, 'review' | 'text' | 'task'>;

export function pageFaces(db: ReadableDb, query: FaceQuery & Range): { total: number; rows: FaceRow[] } {
  const total = countFaces(db, query);
  const order = query.sort === 'photo' ? photoOrder(query) : columnOrder(db, query, SORT_COLUMNS[query.sort]);
  const ids = pageOf(total, query, (direction, limit, offset) =>
    all<{ id: FaceId }>(db, order.sql(direction), ...order.parameters, limit, offset),
  );
  return { total, rows: ids.map(({ id }) => faceRow(db, id)) };
}

/** Counters of photos that add up to the faces of a verdict. */
const COUNTERS = {
  all: 'faces',
  open: 'open_faces',
  accepted: 'accepted_faces',
  rejected: 'rejected_faces',
} as const satisfies Record<FaceQuery['review'], string>;

/** Without a task the photos' own counters tell, which are ten times fewer than the faces. */
function countFaces(db: ReadableDb, { review, text, task }: Filter): number {
  if (task !== undefined) {
    const { where, parameters } = conditionOf({ review, task });
    const count = `SELECT count(*) FROM faces WHERE ${where}`;
    if (text === '') return value<number>(db, count, ...parameters);
    const match = 'AND image IN (SELECT id FROM images WHERE instr(folded, ?))';
    return value<number>(db, `${count} ${match}`, ...parameters, fold(text));
  }
  const sum = `SELECT ifnull(sum(${COUNTERS[review]}), 0) FROM images`;
  return text === '' ? value<number>(db, sum) : value<number>(db, `${sum} WHERE instr(folded, ?)`, fold(text));
}

/** What a face itself must be; the text is for its photo. */
function conditionOf({ review, task }: Pick<Filter, 'review' | 'task'>): { where: string; parameters: Value[] } {
  const terms = ['present = 1'];
  const parameters: Value[] = [];
  if (review !== 'all') {
    terms.push('review = ?');
    parameters.push(review);
  }
  if (task !== undefined) {
    terms.push('tasks & ?');
    parameters.push(TASK_BITS[task]);
  }
  return { where: terms.join(' AND '), parameters };
}

/** The ids of a filter's faces in an order, as a statement that takes a limit and an offset after its parameters. */
interface Order {
  sql(direction: 'ASC' | 'DESC'): string;
  parameters: Value[];
}

/** Photo by photo: two indexes walked one inside the other, with nothing to sort. */
function photoOrder(query: Filter): Order {
  const { where, parameters } = conditionOf(query);
  const match = query.text === '' ? '' : 'AND instr(folded, ?)';
  return {
    sql: (direction) =>
      `SELECT faces.id FROM images CROSS JOIN faces ON faces.image = images.id WHERE ${where} ${match}
       ORDER BY path ${direction}, faces.id ${direction} LIMIT ? OFFSET ?`,
    parameters: query.text === '' ? parameters : [...parameters, fold(query.text)],
  };
}

const SORT_COLUMNS = {
  score: 'certainty',
  size: 'area',
  changed: 'changed',
} as const satisfies Record<Exclude<FaceQuery['sort'], 'photo'>, string>;

/** Up to this many faces are fetched photo by photo and sorted; more are met soon enough on a walk along the order. */
const FEW = 20_000;

function columnOrder(db: ReadableDb, query: Filter, column: string): Order {
  const { where, parameters } = conditionOf(query);
  const sql = (match: string) => (direction: 'ASC' | 'DESC') =>
    `SELECT id FROM faces WHERE ${where} ${match} ORDER BY ${column} ${direction}, id ${direction} LIMIT ? OFFSET ?`;
  if (query.text === '') return { sql: sql(''), parameters };
  const matching = countFaces(db, { review: 'all', text: query.text });
  // What all paths share, such as the folder that they lie in, needs no look.
  if (matching === countFaces(db, { review: 'all', text: '' })) return { sql: sql(''), parameters };
  // A plus sign keeps SQLite from going photo by photo.
  const match = `AND ${matching <= FEW ? '' : '+'}image IN (SELECT id FROM images WHERE instr(folded, ?))`;
  return { sql: sql(match), parameters: [...parameters, fold(query.text)] };
}

export function faceRow(db: ReadableDb, id: FaceId): FaceRow {
  const row = get<FaceColumns & { hash: ContentHash; path: string }>(
    db,
    `SELECT ${FACE_COLUMNS}, hash, path FROM faces JOIN images ON images.id = image WHERE faces.id = ?`,
    id,
  )!;
  const { annotations: _, ...face } = faceOf(row, []);
  return { ...face, hash: row.hash, path: row.path };
}
