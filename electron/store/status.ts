/** Counts over a whole project. */
import { IMAGE_STATES, type ImageState } from '../shared/domain/image.ts';
import type { LabelCounts, ProjectStatus } from '../shared/domain/project.ts';
import { TASKS } from '../shared/domain/vocabulary.ts';
import { TASK_BITS } from './annotations.ts';
import { all, type ReadableDb, value } from './database.ts';
import { type FaceKind, faceKinds, kindIn, sumFaces } from './face-counts.ts';
import { storedVersion } from './migrate.ts';

export function projectStatus(db: ReadableDb): ProjectStatus {
  const states = new Map(
    all<{ state: ImageState; images: number }>(db, 'SELECT state, count(*) AS images FROM images GROUP BY state').map(
      ({ state, images }) => [state, images],
    ),
  );
  const kinds = faceKinds(db);
  const count = (query: Parameters<typeof kindIn>[0]) => sumFaces(kinds.filter(kindIn(query)));
  return {
    images: value<number>(db, 'SELECT count(*) FROM images'),
    faces: count({ review: 'all' }),
    open: count({ review: 'open' }),
    accepted: count({ review: 'accepted' }),
    rejected: count({ review: 'rejected' }),
    states: Object.fromEntries(IMAGE_STATES.map((state) => [state, states.get(state) ?? 0])) as ProjectStatus['states'],
    duplicates: value<number>(db, 'SELECT count(*) FROM duplicates'),
    annotations: Object.fromEntries(TASKS.map((task) => [task, count({ review: 'all', task })])),
    storeVersion: storedVersion(db),
  };
}

/**
 * For each task how many values there are on faces that are not rejected, and how many of these count as true: what people
 * and files have said, and on accepted faces everything.
 */
export function labelCounts(db: ReadableDb): LabelCounts {
  const kinds = faceKinds(db).filter(({ review }) => review !== 'rejected');
  return Object.fromEntries(
    TASKS.map((task) => {
      const bit = TASK_BITS[task];
      const values = sumFaces(kinds.filter(({ tasks }) => tasks & bit));
      const isTrue = ({ review, tasks, spoken }: FaceKind) => (review === 'accepted' ? tasks : spoken) & bit;
      return [task, { values, confirmed: sumFaces(kinds.filter(isTrue)) }];
    }),
  ) as LabelCounts;
}
