/** Looks for faces in photos and stores them as proposals. What a person has touched stays as it is. */

import type { ImageId, ModelId } from '../shared/domain/ids.ts';
import type { Image } from '../shared/domain/image.ts';
import type { Model } from '../shared/domain/model.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import { replaceProposedFaces } from '../store/faces.ts';
import { countUnsearched, findImage, setImageFile, unsearchedImages } from '../store/images.ts';
import { noteModel } from '../store/models.ts';
import type { WritableDb } from '../store/open.ts';
import { inParallel } from './in-parallel.ts';
import type { JobRun, JobTools } from './job-run.ts';

/** Photos in the works at once: while one is in the network the next ones are decoded. */
const WIDTH = 4;

export const detectFaces: JobRun<'detect'> = async ({ images, detector }, tools, { signal, progress, skip }) => {
  const { store, engine, library, emit } = tools;
  const { db } = store;
  const model = chooseDetector(tools, detector);
  noteModel(db, model);
  const { smallestFace, detectorScore } = library.settings();
  const total = images === 'unsearched' ? countUnsearched(db) : images.length;

  const search = async (image: Image) => {
    try {
      signal.throwIfAborted();
      const options = { smallestFace, score: detectorScore };
      return {
        image,
        result: await engine.call('detect', { path: image.path, detector: model.file, ...options }, { signal }),
      };
    } catch (error) {
      return { image, problem: toProblem(error) };
    }
  };

  let done = 0;
  let found = 0;
  let skipped = 0;
  progress(0, total);
  for await (const { image, result, problem } of inParallel(imagesToSearch(db, images), WIDTH, search)) {
    signal.throwIfAborted();
    if (problem?.code === 'unavailable') throw new ProblemError(problem.code, problem.message);
    if (result) {
      found += replaceProposedFaces(db, image.id, result.faces, model.id).length;
      emit('faces.changed', { images: [image.id], faces: null, tasks: null });
    } else if (problem) {
      if (problem.code === 'not-found') setImageFile(db, image.id, 'missing');
      skip(image.path, problem.message);
      skipped++;
    }
    progress(++done, total);
  }
  emit('images.changed', {});
  const searched = done - skipped;
  return `Found ${found} ${found === 1 ? 'face' : 'faces'} in ${searched} ${searched === 1 ? 'photo' : 'photos'}${skipped > 0 ? `, skipped ${skipped}` : ''}.`;
};

function* imagesToSearch(db: WritableDb, images: 'unsearched' | readonly ImageId[]): Generator<Image> {
  if (images !== 'unsearched') {
    for (const id of images) {
      const image = findImage(db, id);
      if (image) yield image;
    }
    return;
  }
  let after = 0;
  while (true) {
    const rows = unsearchedImages(db, after, 100);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

function chooseDetector({ library }: JobTools, id: ModelId | undefined): Model {
  const model = id === undefined ? library.activeModel('detector') : library.models().find((other) => other.id === id);
  if (model) return model;
  throw new ProblemError(
    'not-found',
    id === undefined
      ? 'There is no face detector yet. Fetch or open one on the Models page, then find faces again.'
      : `The detector ${id} is not installed any more. Choose another one on the Models page.`,
  );
}
