/** The filters and orders of the two grids, in words. */
import type { FaceQuery } from '../../electron/shared/domain/face.ts';
import type { ImageQuery } from '../../electron/shared/domain/image.ts';
import type { ProjectStatus } from '../../electron/shared/domain/project.ts';

interface Choice<Value extends string> {
  value: Value;
  label: string;
  tip?: string;
}

export const PHOTO_STATES: readonly Choice<ImageQuery['state']>[] = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'To review', tip: 'Photos with faces that wait for a verdict' },
  { value: 'done', label: 'Done', tip: 'Photos whose faces are all judged' },
  { value: 'empty', label: 'No face', tip: 'Photos that were searched without finding a face' },
  { value: 'unsearched', label: 'Not searched', tip: 'Photos that no detector has looked at' },
  { value: 'problem', label: 'Problems', tip: 'Photos whose file is missing or has changed' },
];

export const PHOTO_SORTS: readonly Choice<ImageQuery['sort']>[] = [
  { value: 'path', label: 'File' },
  { value: 'added', label: 'Added' },
  { value: 'faces', label: 'Faces' },
  { value: 'open', label: 'Faces to review' },
];

export const FACE_REVIEWS: readonly Choice<FaceQuery['review']>[] = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'To review' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'rejected', label: 'Rejected' },
];

export const FACE_SORTS: readonly Choice<FaceQuery['sort']>[] = [
  { value: 'photo', label: 'Photo' },
  { value: 'score', label: 'Score' },
  { value: 'size', label: 'Size' },
  { value: 'changed', label: 'Last change' },
];

export const photoCount = (state: ImageQuery['state'], status: ProjectStatus): number =>
  state === 'all' ? status.images : status.states[state];

export const faceCount = (review: FaceQuery['review'], status: ProjectStatus): number =>
  review === 'all' ? status.faces : status[review];
