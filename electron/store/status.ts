/** Counts over a whole project. */
import { IMAGE_STATES, type ImageState } from '../shared/domain/image.ts';
import type { ProjectStatus } from '../shared/domain/project.ts';
import { TASKS } from '../shared/domain/vocabulary.ts';
import { TASK_BITS } from './annotations.ts';
import { all, get, type ReadableDb, value } from './database.ts';
import { storedVersion } from './migrate.ts';

export function projectStatus(db: ReadableDb): ProjectStatus {
  const counts = get<Pick<ProjectStatus, 'images' | 'faces' | 'open' | 'accepted' | 'rejected'>>(
    db,
    `SELECT count(*) AS images,
       ifnull(sum(faces), 0) AS faces,
       ifnull(sum(open_faces), 0) AS open,
       ifnull(sum(accepted_faces), 0) AS accepted,
       ifnull(sum(rejected_faces), 0) AS rejected
     FROM images`,
  )!;
  const states = new Map(
    all<{ state: ImageState; images: number }>(db, 'SELECT state, count(*) AS images FROM images GROUP BY state').map(
      ({ state, images }) => [state, images],
    ),
  );
  // Faces by the set of tasks that they have values for: few sets, however many faces.
  const sets = all<{ tasks: number; faces: number }>(
    db,
    'SELECT tasks, count(*) AS faces FROM faces WHERE present = 1 AND tasks <> 0 GROUP BY tasks',
  );
  const labelled = (bit: number) => sets.reduce((sum, set) => sum + (set.tasks & bit ? set.faces : 0), 0);
  return {
    ...counts,
    states: Object.fromEntries(IMAGE_STATES.map((state) => [state, states.get(state) ?? 0])) as ProjectStatus['states'],
    duplicates: value<number>(db, 'SELECT count(*) FROM duplicates'),
    annotations: Object.fromEntries(TASKS.map((task) => [task, labelled(TASK_BITS[task])])),
    storeVersion: storedVersion(db),
  };
}
