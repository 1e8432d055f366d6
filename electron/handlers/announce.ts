/** Tells the windows of changes that a person has made to faces. */
import type { FaceId, ImageId } from '../shared/domain/ids.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { versionsOf } from '../store/faces.ts';
import { getHistory } from '../store/history.ts';
import type { App } from './app.ts';

/** What has changed: `tasks` as `tasksOf` tells. */
interface Changed {
  images: readonly ImageId[];
  faces: readonly FaceId[];
  tasks: Task[] | null;
}

/** Tells every window which faces of these photos changed, and what undo would do now. */
export function announce(app: App, { images, faces, tasks }: Changed): void {
  const { db } = app.project().store;
  app.emit('faces.changed', { images: [...images], faces: versionsOf(db, faces), tasks });
  app.emit('history.changed', getHistory(db));
}
