/** Counts over a whole project. */
import { IMAGE_STATES, type ImageState } from '../shared/domain/image.ts';
import type { LabelCounts, ProjectStatus } from '../shared/domain/project.ts';
import { TASKS, type Task } from '../shared/domain/vocabulary.ts';
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
  const labelled = countByTask(db, 'present = 1');
  return {
    ...counts,
    states: Object.fromEntries(IMAGE_STATES.map((state) => [state, states.get(state) ?? 0])) as ProjectStatus['states'],
    duplicates: value<number>(db, 'SELECT count(*) FROM duplicates'),
    annotations: Object.fromEntries(TASKS.map((task) => [task, labelled(task)])),
    storeVersion: storedVersion(db),
  };
}

/** Counts the faces with a value for a task, by the set of tasks that they have: few sets, however many faces. */
function countByTask(db: ReadableDb, where: string): (task: Task) => number {
  const sets = all<{ tasks: number; faces: number }>(
    db,
    `SELECT tasks, count(*) AS faces FROM faces WHERE ${where} AND tasks <> 0 GROUP BY tasks`,
  );
  return (task) => sets.reduce((sum, set) => sum + (set.tasks & TASK_BITS[task] ? set.faces : 0), 0);
}

/**
 * For each task how many values there are on faces that are not rejected, and how many of these count as true: what people
 * and files have said, and on accepted faces everything.
 */
export function labelCounts(db: ReadableDb): LabelCounts {
  const values = countByTask(db, "present = 1 AND review <> 'rejected'");
  const accepted = countByTask(db, "present = 1 AND review = 'accepted'");
  const spoken = new Map(
    all<{ task: Task; faces: number }>(
      db,
      `SELECT task, count(*) AS faces FROM annotations JOIN faces ON faces.id = face
       WHERE annotations.origin_kind <> 'model' AND present = 1 AND review = 'open' GROUP BY task`,
    ).map(({ task, faces }) => [task, faces]),
  );
  return Object.fromEntries(
    TASKS.map((task) => [task, { values: values(task), confirmed: accepted(task) + (spoken.get(task) ?? 0) }]),
  ) as LabelCounts;
}
