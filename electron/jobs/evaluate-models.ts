/**
 * Asks models about faces whose values are confirmed, on the same road as proposals, and reports how far off they are.
 * Nothing of what they say is stored. Of each face only what the figures need is kept, so any number of faces will do.
 */
import type { FaceResult } from '../inference/annotator.ts';
import { configOf, tasksOf } from '../inference/weights.ts';
import type { EvaluationReport, ModelReport, TaskReport } from '../shared/domain/evaluation.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { FaceId } from '../shared/domain/ids.ts';
import type { Image } from '../shared/domain/image.ts';
import type { Model } from '../shared/domain/model.ts';
import { TASKS, type Task } from '../shared/domain/vocabulary.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import { reportDifference, reportTask } from '../training/metrics/assess.ts';
import { type Case, type Cases, gather, type TrueFace } from '../training/metrics/gather.ts';
import { reportGroups } from '../training/metrics/groups.ts';
import { inParallel } from './in-parallel.ts';
import type { JobReport, JobTools } from './job-run.ts';

/** Photos in the works at once: while some faces are in the network, the next photos are decoded. */
const WIDTH = 8;
/** Faces of one photo that are asked for together. */
const TOGETHER = 64;
const RESAMPLES = 1000;

/** A face with confirmed values, and where to look for it. */
export interface JudgedFace extends TrueFace {
  photo: Pick<Image, 'path' | 'width' | 'height'>;
  box: Box;
  /** For values that a person has accepted as a model proposed them, that model. */
  proposedBy: Partial<Record<Task, string>>;
}

export interface Evaluating {
  /** One, or the one before and the one after. */
  models: readonly Model[];
  /** Face after face, those of a photo together; asked for once a model. Label maps are read when they are needed. */
  faces(): Iterable<JudgedFace>;
  on: Pick<EvaluationReport['on'], 'split' | 'faces' | 'photos' | 'identities'>;
  seed: number;
}

/**
 * @throws {ProblemError} `unavailable` where a network cannot be opened, `bad-input` where no face can be judged; what
 * the signal's reason is, when it aborts
 */
export async function evaluateModels(
  { engine }: Pick<JobTools, 'engine'>,
  { models, faces, on, seed }: Evaluating,
  { signal, progress, skip }: JobReport,
): Promise<EvaluationReport> {
  const total = models.length * on.faces;
  const skipped = new Set<FaceId>();
  const pass = (face: JudgedFace, reason: string) => {
    skipped.add(face.face);
    skip(face.path, reason);
  };
  const judged: Judged[] = [];
  for (const [i, model] of models.entries())
    judged.push(
      await judgeModel({ engine }, model, faces, {
        signal,
        skip: pass,
        progress: (done) => progress(i * on.faces + done, total),
      }),
    );
  if (judged.every(({ cases }) => [...cases.values()].every((list) => list.length === 0)))
    throw new ProblemError(
      'bad-input',
      on.faces === 0
        ? 'There are no confirmed values to hold the model against. Correct or accept some faces, or choose other ones.'
        : 'None of the confirmed values could be held against the model: it knows none of their tasks, or no photo could be read.',
    );
  const options = { seed, resamples: RESAMPLES, pause: () => turn(signal) };
  const reports: ModelReport[] = [];
  for (const { model, cases, own } of judged) {
    const tasks: TaskReport[] = [];
    const groups: ModelReport['groups'] = [];
    for (const [task, list] of known(cases)) {
      tasks.push({ ...(await reportTask(task, list, options)), own: own.get(task) ?? 0 });
      groups.push(...(await reportGroups(task, list, options)));
    }
    reports.push({ model: model.id, tasks, groups });
  }
  const [before, after] = judged;
  const differences: EvaluationReport['differences'] = before && after ? [] : null;
  if (before && after)
    for (const [task, list] of known(before.cases)) {
      const others = after.cases.get(task)!;
      if (others.length > 0) differences!.push(await reportDifference(task, list, others, options));
    }
  return { on: { ...on, skipped: skipped.size }, seed, models: reports, differences };
}

/** Tasks that there is something to say about. Faces come as the network is done with them, and are put in order here. */
const known = (cases: Cases): [Task, readonly Case[]][] =>
  TASKS.map((task): [Task, readonly Case[]] => [
    task,
    cases.get(task)!.toSorted((one, other) => one.of.face - other.of.face),
  ]).filter(([, list]) => list.length > 0);

/** Lets others use the thread, and hears a wish to cancel. */
async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

interface Judged {
  model: Model;
  cases: Cases;
  /** Values that were this model's own to begin with. */
  own: ReadonlyMap<Task, number>;
}

interface Asking {
  signal: AbortSignal;
  progress(done: number): void;
  skip(face: JudgedFace, reason: string): void;
}

async function judgeModel(
  { engine }: Pick<JobTools, 'engine'>,
  model: Model,
  faces: () => Iterable<JudgedFace>,
  { signal, progress, skip }: Asking,
): Promise<Judged> {
  const network = { file: model.file, preset: model.family };
  const answerable = tasksOf(configOf(model.family), 'all');

  const ask = async (piece: JudgedFace[]): Promise<{ piece: JudgedFace[]; results: FaceResult[] }> => {
    const { path, width, height } = piece[0]!.photo;
    const tasks = answerable.filter((task) => piece.some(({ truths }) => truths.some((truth) => truth.task === task)));
    if (tasks.length === 0) return { piece, results: piece.map(() => ({ proposals: [] })) };
    try {
      signal.throwIfAborted();
      const boxes = piece.map(({ box }) => box);
      // All of its tasks, so that one open network serves every face.
      const input = { path, size: { width, height }, boxes, network, tasks: answerable };
      return { piece, results: await engine.call('propose', input, { signal }) };
    } catch (error) {
      const { code, message } = toProblem(error);
      if (code === 'unavailable') throw error;
      return { piece, results: piece.map(() => ({ problem: message })) };
    }
  };

  const gathering = gather();
  const own = new Map<Task, number>();
  let done = 0;
  for await (const { piece, results } of inParallel(byPhoto(faces()), WIDTH, ask)) {
    signal.throwIfAborted();
    for (const [i, face] of piece.entries()) {
      const result = results[i]!;
      try {
        if ('problem' in result) throw new Error(result.problem);
        gathering.add(face, result.proposals);
        for (const { task } of result.proposals)
          if (face.proposedBy[task] === model.id) own.set(task, (own.get(task) ?? 0) + 1);
      } catch (error) {
        skip(face, (error as Error).message);
      }
    }
    done += piece.length;
    progress(done);
  }
  return { model, cases: gathering.cases, own };
}

/** Faces that follow each other on the same photo, together. */
function* byPhoto(faces: Iterable<JudgedFace>): Generator<JudgedFace[]> {
  let piece: JudgedFace[] = [];
  for (const face of faces) {
    if (piece.length === TOGETHER || (piece[0] && piece[0].path !== face.path)) {
      yield piece;
      piece = [];
    }
    piece.push(face);
  }
  if (piece.length > 0) yield piece;
}
