/** What the trainer learns from, wherever it comes from: faces of photos, or pictures that are drawn as they are asked for. */
import { type Pixels, readPhoto } from '../imaging/decode.ts';
import { resize } from '../imaging/resize.ts';
import type { PhotoPart } from '../imaging/view.ts';
import { AnnotationValue } from '../shared/domain/annotation.ts';
import { faceFrame } from '../shared/domain/frame.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { Augmentation } from '../shared/domain/recipe.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { ProblemError } from '../shared/errors.ts';
import { reachOf } from './augment.ts';
import type { FrozenFace, Pack } from './pack.ts';

/** A face to learn from. Everything is in the coordinates of its photo. */
export interface Example {
  part: PhotoPart;
  /** What the network sees when nothing is augmented. */
  frame: Box;
  labels: readonly AnnotationValue[];
}

export interface ExampleSource {
  /** What each example has labels for; there are as many examples as entries. */
  readonly tasks: readonly (readonly Task[])[];
  /** @throws {ProblemError} when it is gone or cannot be read: training goes on without it */
  load(index: number): Promise<Example>;
  /** What to call an example in a sentence, such as the photo's path. */
  nameOf(index: number): string;
}

/** The whole pixels of a photo that a rectangle touches, or null where it lies outside. */
function touched(box: Box, photo: { width: number; height: number }): Box | null {
  const x = Math.max(0, Math.floor(box.x));
  const y = Math.max(0, Math.floor(box.y));
  const width = Math.min(photo.width, Math.ceil(box.x + box.width)) - x;
  const height = Math.min(photo.height, Math.ceil(box.y + box.height)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/**
 * The part of a photo that a face's looks may need. It keeps its own pixels up to twice the network's size, where a plain
 * look is the very picture that proposals are made from; a closer face is brought down to that.
 */
export function cutPart(photo: Pixels, frame: Box, size: number, chances: Augmentation): PhotoPart {
  const area = touched(reachOf(frame, chances), photo) ?? frame;
  const scale = Math.min(1, (2 * size) / Math.min(frame.width, frame.height));
  const target = {
    width: Math.max(1, Math.round(area.width * scale)),
    height: Math.max(1, Math.round(area.height * scale)),
  };
  return { pixels: resize(photo, target, 'bicubic', area), area };
}

/** A label with a number that is none would spoil every weight at once. @throws {ProblemError} that names the task */
function checked(labels: readonly AnnotationValue[]): readonly AnnotationValue[] {
  for (const label of labels)
    if (!AnnotationValue.safeParse(label).success)
      throw new ProblemError(
        'bad-input',
        `The label for ${label.task} is damaged: it holds what no such label can, such as a number that is none. Label the face anew and prepare the round again.`,
      );
  return labels;
}

/** The faces of a round, their pixels cut from their photos. */
export function frozenExamples(
  pack: Pack,
  indices: readonly number[],
  { size, augmentation, tasks }: { size: number; augmentation: Augmentation; tasks: ReadonlySet<Task> },
): ExampleSource {
  const faces = indices.map((index) => {
    const head = pack.head(index);
    return { index, path: head.path, tasks: head.tasks.filter((task) => tasks.has(task)) };
  });
  const cut = async ({ photo, box, labels }: FrozenFace): Promise<Example> => {
    const pixels = await readPhoto(photo.path);
    if (pixels.width !== photo.width || pixels.height !== photo.height)
      throw new ProblemError(
        'conflict',
        'The photo has another size than when the round was prepared. Put the old file back.',
      );
    const frame = faceFrame(box, photo);
    if (!frame) throw new ProblemError('bad-input', 'The face lies outside of the photo. Move its box or delete it.');
    return { part: cutPart(pixels, frame, size, augmentation), frame, labels: checked(labels) };
  };
  return {
    tasks: faces.map((face) => face.tasks),
    nameOf: (i) => faces[i]!.path,
    load: (i) => cut(pack.read(faces[i]!.index)),
  };
}
