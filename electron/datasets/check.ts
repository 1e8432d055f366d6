/** What every reader's records are held against before they go on: values that are none, and places out of this world. */
import { Annotation } from '../shared/domain/annotation.ts';
import { Box, type Size } from '../shared/domain/geometry.ts';
import { isRejection, type ReadFace, type Reading, type Rejection } from './format.ts';
import { sentenceOf } from './rejections.ts';

/** Whether a box or points have anything to do with a picture of this size. */
function isNear({ x, y, width, height }: Box, size: Size | null): boolean {
  if (size === null) return true;
  return x < size.width && y < size.height && x + width > 0 && y + height > 0;
}

function problemOf(annotation: Annotation, size: Size | null): string | null {
  const parsed = Annotation.safeParse(annotation);
  if (!parsed.success) return `${annotation.task}: ${sentenceOf(parsed.error)}`;
  if (annotation.task !== 'landmarks' || size === null) return null;
  const { points } = annotation.value;
  const isSeen = points.some(([x, y]) => x >= 0 && y >= 0 && x <= size.width && y <= size.height);
  return isSeen ? null : `landmarks: all points lie outside of the picture of ${size.width} × ${size.height} pixels`;
}

/** A reader that stops at a broken place has the rest of its file rejected; one that could read nothing at all throws. */
async function* forgiving(readings: AsyncIterable<Reading>): AsyncGenerator<Reading> {
  let last: Reading | null = null;
  try {
    for await (const reading of readings) {
      last = reading;
      yield reading;
    }
  } catch (error) {
    if (last === null) throw error;
    const { file } = isRejection(last) ? last : last.place;
    yield { file, line: null, reason: `the rest could not be read: ${sentenceOf(error)}` };
  }
}

/** Lets good values through; every bad one becomes a rejection of its own, and a face without a place goes whole. */
export async function* checked(readings: AsyncIterable<Reading>): AsyncGenerator<Reading> {
  for await (const reading of forgiving(readings)) {
    if (isRejection(reading)) {
      yield reading;
      continue;
    }
    const rejections: Rejection[] = [];
    const faces: ReadFace[] = [];
    for (const face of reading.faces) {
      const box = face.box === null ? null : Box.safeParse(face.box);
      if (box !== null && !box.success) {
        rejections.push({ ...reading.place, reason: `a face's box is none: ${sentenceOf(box.error)}` });
        continue;
      }
      if (face.box !== null && !isNear(face.box, reading.size)) {
        rejections.push({ ...reading.place, reason: 'a face lies outside of the picture' });
        continue;
      }
      const annotations = face.annotations.filter((annotation) => {
        const reason = problemOf(annotation, reading.size);
        if (reason !== null) rejections.push({ ...reading.place, reason });
        return reason === null;
      });
      faces.push({ ...face, annotations });
    }
    yield* rejections;
    yield { ...reading, faces };
  }
}
