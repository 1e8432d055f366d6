/** Asks the network about faces and stores its proposals. What people and files say stays as it is. */
import type { FaceResult } from '../inference/annotator.ts';
import { configOf, tasksOf } from '../inference/weights.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { FaceId, ImageId } from '../shared/domain/ids.ts';
import type { Image } from '../shared/domain/image.ts';
import type { Model } from '../shared/domain/model.ts';
import { TASKS, type Task } from '../shared/domain/vocabulary.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import { proposeAnnotations } from '../store/annotations.ts';
import { findImage, setImageFile } from '../store/images.ts';
import { noteModel } from '../store/models.ts';
import type { ReadableDb } from '../store/open.ts';
import { countFacesToAnnotate, facesToAnnotate, imagesToAnnotate, type Wanted } from '../store/to-annotate.ts';
import { chooseNetwork } from './choose-network.ts';
import { inParallel } from './in-parallel.ts';
import type { JobRun, JobTools } from './job-run.ts';

/** Pieces of work at once: while some faces are in the network, the next photos are decoded. */
const WIDTH = 8;
/** Faces of one photo that are asked for together, so that a crowd's progress is seen and its pixels fit in memory. */
const TOGETHER = 64;

interface Piece {
  image: Image;
  faces: { id: FaceId; box: Box }[];
}

/** What a face looks like to people was drawn by rule, and never seen on anybody. */
const ABOUT_PEOPLE: readonly Task[] = ['attributes', 'age', 'gender', 'race'];

/** Every task, but of the app's own starter only what is of use on photos, unless a person wants all. */
function usualTasks(library: JobTools['library'], { sha256 }: Model): 'all' | Task[] {
  const isStarter = library.broughtModels().includes(sha256);
  if (!isStarter || library.settings().starterOnPeople) return 'all';
  return TASKS.filter((task) => !ABOUT_PEOPLE.includes(task));
}

export const annotateFaces: JobRun<'annotate'> = async (request, tools, { signal, progress, skip }) => {
  const { store, engine, emit } = tools;
  const { db } = store;
  const model = chooseNetwork(tools.library, request.model);
  const tasks = tasksOf(
    configOf(model.family),
    request.tasks === 'all' ? usualTasks(tools.library, model) : request.tasks,
  );
  if (tasks.length === 0)
    throw new ProblemError(
      'unsupported',
      `${model.name} (${model.family}) knows none of the tasks that were asked for.`,
    );
  noteModel(db, model);
  const wanted: Wanted = { model: model.id, tasks };
  const network = {
    file: model.file,
    preset: model.family,
    fast: request.fast ?? tools.library.settings().fastProposals,
  };

  const ask = async (piece: Piece): Promise<Piece & { results?: FaceResult[]; problem?: ProblemError }> => {
    const { image, faces } = piece;
    try {
      signal.throwIfAborted();
      if (image.file === 'changed')
        throw new ProblemError('conflict', 'The file has changed since its faces were found. Put the old file back.');
      const boxes = faces.map(({ box }) => box);
      const { width, height, path } = image;
      const input = { path, size: { width, height }, boxes, network, tasks };
      return { ...piece, results: await engine.call('propose', input, { signal }) };
    } catch (error) {
      const { code, message } = toProblem(error);
      return { ...piece, problem: new ProblemError(code, message) };
    }
  };

  const total =
    request.images === 'all'
      ? countFacesToAnnotate(db, wanted)
      : request.images.reduce((sum, image) => sum + facesToAnnotate(db, wanted, image).length, 0);
  let [done, proposed] = [0, 0];
  const photos = new Set<ImageId>();
  progress(0, total);
  for await (const { image, faces, results, problem } of inParallel(pieces(db, request.images, wanted), WIDTH, ask)) {
    signal.throwIfAborted();
    if (problem?.code === 'unavailable') throw problem;
    if (problem?.code === 'not-found') setImageFile(db, image.id, 'missing');
    if (problem) skip(image.path, problem.message);
    if (results) {
      db.transaction(() => {
        for (const [i, result] of results.entries())
          if ('problem' in result) skip(image.path, result.problem);
          else proposeAnnotations(db, faces[i]!.id, result.proposals, model.id);
      })();
      proposed += results.filter((result) => 'proposals' in result).length;
      photos.add(image.id);
      emit('faces.changed', { images: [image.id], faces: null, tasks: null });
    }
    done += faces.length;
    progress(done, total);
  }
  return summarise(tasks.length, proposed, photos.size, done - proposed);
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function summarise(tasks: number, faces: number, photos: number, skipped: number): string {
  if (faces === 0 && skipped === 0)
    return 'Nothing to propose: of every face to review this network has said what it can, or people have.';
  const left = skipped > 0 ? `, skipped ${counted(skipped, 'face')}` : '';
  return `Proposed ${counted(tasks, 'task')} for ${counted(faces, 'face')} in ${counted(photos, 'photo')}${left}.`;
}

/** Faces that are left, photo after photo. */
function* pieces(db: ReadableDb, images: 'all' | readonly ImageId[], wanted: Wanted): Generator<Piece> {
  for (const id of images === 'all' ? allImages(db, wanted) : images) {
    const image = findImage(db, id);
    const faces = image ? facesToAnnotate(db, wanted, id) : [];
    for (let from = 0; image && from < faces.length; from += TOGETHER)
      yield { image, faces: faces.slice(from, from + TOGETHER) };
  }
}

function* allImages(db: ReadableDb, wanted: Wanted): Generator<ImageId> {
  let after = 0;
  while (true) {
    const images = imagesToAnnotate(db, wanted, after, 100);
    yield* images;
    const last = images.at(-1);
    if (!last) return;
    after = last;
  }
}
