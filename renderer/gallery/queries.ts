/** The filters and orders of the two grids, in words. */
import type { FaceQuery } from '../../electron/shared/domain/face.ts';
import type { ImageQuery } from '../../electron/shared/domain/image.ts';
import type { ProjectStatus } from '../../electron/shared/domain/project.ts';
import { strings } from '../strings/strings.ts';

const words = strings.gallery;

interface Choice<Value extends string> {
  value: Value;
  label: string;
  tip?: string;
}

export const PHOTO_STATES: readonly Choice<ImageQuery['state']>[] = [
  { value: 'all', label: words.states.all },
  { value: 'open', label: words.states.open, tip: words.stateTips.open },
  { value: 'done', label: words.states.done, tip: words.stateTips.done },
  { value: 'empty', label: words.states.empty, tip: words.stateTips.empty },
  { value: 'unsearched', label: words.states.unsearched, tip: words.stateTips.unsearched },
  { value: 'problem', label: words.states.problem, tip: words.stateTips.problem },
];

export const PHOTO_SORTS: readonly Choice<ImageQuery['sort']>[] = [
  { value: 'path', label: words.photoSorts.path },
  { value: 'added', label: words.photoSorts.added },
  { value: 'faces', label: words.photoSorts.faces },
  { value: 'open', label: words.photoSorts.open },
];

export const FACE_REVIEWS: readonly Choice<FaceQuery['review']>[] = [
  { value: 'all', label: words.reviews.all },
  { value: 'open', label: words.reviews.open },
  { value: 'accepted', label: words.reviews.accepted },
  { value: 'rejected', label: words.reviews.rejected },
];

export const FACE_SORTS: readonly Choice<FaceQuery['sort']>[] = [
  { value: 'photo', label: words.faceSorts.photo },
  { value: 'score', label: words.faceSorts.score },
  { value: 'size', label: words.faceSorts.size },
  { value: 'changed', label: words.faceSorts.changed },
];

export const photoCount = (state: ImageQuery['state'], status: ProjectStatus): number =>
  state === 'all' ? status.images : status.states[state];

export const faceCount = (review: FaceQuery['review'], status: ProjectStatus): number =>
  review === 'all' ? status.faces : status[review];
