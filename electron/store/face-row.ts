/** Columns of a face and the one way from them to a face. */
import type { Annotation } from '../shared/domain/annotation.ts';
import type { Face } from '../shared/domain/face.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { FaceId, ImageId } from '../shared/domain/ids.ts';
import { type OriginColumns, originOf } from './origin.ts';

export interface FaceColumns extends OriginColumns, Box {
  id: FaceId;
  image: ImageId;
  score: number | null;
  review: Face['review'];
  skipped: 0 | 1;
  flag: string | null;
  revision: number;
}

export const FACE_COLUMNS =
  'faces.id, image, x, y, faces.width, faces.height, score, origin_kind, origin_name, review, skipped, flag, revision';

export const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

export const faceOf = (row: FaceColumns, annotations: Annotation[]): Face => ({
  id: row.id,
  image: row.image,
  box: boxOf(row),
  score: row.score,
  origin: originOf(row),
  review: row.review,
  skipped: row.skipped === 1,
  flag: row.flag,
  revision: row.revision,
  annotations,
});
