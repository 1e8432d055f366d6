/** Lists of faces are what a plain question finds, whichever of their ways they are found. */
import { expect, test, vi } from 'vitest';
import { FACE_SORTS, type FaceQuery, REVIEWS } from '../../electron/shared/domain/face.ts';
import type { FaceId } from '../../electron/shared/domain/ids.ts';
import { type Random, seededRandom } from '../../electron/shared/domain/random.ts';
import { writeAnnotation } from '../../electron/store/annotations.ts';
import { inTransaction } from '../../electron/store/database.ts';
import { insertFace, pageFaces } from '../../electron/store/faces.ts';
import type { WritableDb } from '../../electron/store/open.ts';
import { addImage, DETECTOR, gender, pick, said, testProject } from './sample.ts';

const MODEL = { kind: 'model', model: DETECTOR } as const;
const PHOTOS = 600;

/** Photos in folders of many and few, whose ids are in another order than their paths, with up to seven faces each. */
function randomFaces(random: Random): WritableDb {
  const { db } = testProject();
  inTransaction(db, () => {
    for (let n = 1; n <= PHOTOS; n++) {
      const folder = pick(random, ['2024', '2024', '2025', n < PHOTOS / 60 ? 'Rare' : '2025']);
      const image = addImage(db, n, `/photos/${folder}/${(n * 7919) % 1009}-${n}.jpg`);
      for (let face = Math.floor(random() * 8); face > 0; face--) addRandomFace(db, image, random);
    }
    // Ids of photos that are gone are never used again.
    db.exec('DELETE FROM images WHERE id % 9 = 4');
  });
  return db;
}

function addRandomFace(db: WritableDb, image: Parameters<typeof insertFace>[1], random: Random): void {
  const box = { x: 1, y: 1, width: pick(random, [20, 30, 40]), height: 10 + Math.floor(random() * 50) };
  const id = insertFace(db, image, { box, score: pick(random, [null, 0.5, random()]), origin: MODEL });
  if (random() < 0.5) writeAnnotation(db, id, 'gender', said(gender('male'), MODEL));
  if (random() < 0.01) writeAnnotation(db, id, 'race', said({ task: 'race', value: { label: 'Asian' } }, MODEL));
  const review = random() < 0.01 ? 'rejected' : pick(random, ['open', 'open', 'accepted']);
  db.prepare('UPDATE faces SET review = ?, present = ?, changed = ? WHERE id = ?').run(
    review,
    Number(random() < 0.9),
    Math.floor(random() * 100),
    id,
  );
}

const randomQuery = (random: Random): FaceQuery => ({
  review: pick(random, ['all', ...REVIEWS]),
  text: pick(random, ['', '', 'photos', '/2025/', '/RARE/', '7', 'nowhere']),
  task: pick(random, [undefined, undefined, 'gender', 'race', 'identity']),
  sort: pick(random, FACE_SORTS),
  descending: random() < 0.5,
});

const KEYS = {
  photo: 'path',
  score: 'ifnull(score, 1)',
  size: 'faces.width * faces.height',
  changed: 'faces.changed',
} as const satisfies Record<FaceQuery['sort'], string>;

/** The same faces by looking at every one and at what is said of it. */
function plainly(db: WritableDb, { review, text, task, sort, descending }: FaceQuery): FaceId[] {
  const direction = descending ? 'DESC' : 'ASC';
  return db
    .prepare<unknown[], FaceId>(
      `SELECT faces.id FROM faces NOT INDEXED JOIN images ON images.id = image
       WHERE present = 1 AND :review IN ('all', review) AND lower(path) LIKE '%' || lower(:text) || '%'
         AND (:task IS NULL OR EXISTS (SELECT 1 FROM annotations WHERE face = faces.id AND task = :task))
       ORDER BY ${KEYS[sort]} ${direction}, faces.id ${direction}`,
    )
    .pluck()
    .all({ review, text, task: task ?? null });
}

test.each([1, 2])('any page of any list is that of a plain question (seed %d)', { timeout: 60_000 }, (seed) => {
  const random = seededRandom(seed);
  const db = randomFaces(random);
  const prepare = vi.spyOn(db, 'prepare');
  for (let asked = 0; asked < 200; asked++) {
    const query = randomQuery(random);
    const ids = plainly(db, query);
    const [offset, limit] = [Math.floor(random() * (ids.length + 1)), 1 + Math.floor(random() * 20)];
    const { total, rows } = pageFaces(db, { ...query, offset, limit });
    expect([query, total, rows.map(({ id }) => id)]).toEqual([query, ids.length, ids.slice(offset, offset + limit)]);
  }
  const ways = prepare.mock.calls.map(([sql]) => sql).filter((sql) => sql.includes(':offset'));
  for (const way of ['faces_by_kind', 'json_each(:photos)', 'faces_by_certainty', 'images CROSS JOIN'])
    expect(ways.some((sql) => sql.includes(way))).toBe(true);
});
