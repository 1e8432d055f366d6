/** What a selection of faces gives to learn from, and what a person should know about it. */
import { SPLITS } from '../shared/domain/evaluation.ts';
import type { Material } from '../shared/domain/round.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import type { Split, SplitFace } from './split.ts';

export interface MaterialFace extends SplitFace {
  /** The words of labels that are one word. */
  words: Partial<Record<Task, string>>;
}

/** @param asked the tasks that are to be learned; all that have labels where it is null */
export function materialOf(
  faces: readonly MaterialFace[],
  split: Split,
  asked: readonly Task[] | null = null,
): Material {
  const tasks: Material['tasks'] = {};
  for (const [i, face] of faces.entries())
    for (const task of face.tasks) {
      const counts = tasks[task] ?? { train: 0, validation: 0, test: 0 };
      tasks[task] = counts;
      counts[split.parts[i]!]++;
    }
  const named = faces.filter(({ person }) => person !== null).length;
  return {
    faces: faces.length,
    photos: new Set(faces.map(({ photo }) => photo)).size,
    groups: split.groups,
    by: named === 0 ? 'photo' : named === faces.length ? 'identity' : 'both',
    tasks,
    warnings: [...warningsOf(faces, split, tasks), ...(asked ?? []).filter((task) => !tasks[task]).map(unlabelled)],
  };
}

function* warningsOf(faces: readonly MaterialFace[], { parts }: Split, tasks: Material['tasks']): Generator<string> {
  for (const part of SPLITS) if (faces.length > 0 && !parts.includes(part)) yield WITHOUT[part];
  for (const [name, counts] of Object.entries(tasks)) {
    const task = name as Task;
    const labels = counts.train + counts.validation + counts.test;
    const words = new Set(faces.map((face) => face.words[task]).filter((word) => word !== undefined));
    const [only] = words;
    if (words.size === 1 && task === 'identity')
      yield `Every identity label says «${only}»: one person cannot be told from others, so identity is not learned.`;
    else if (words.size === 1 && labels > 1)
      yield `All ${labels} labels for ${task} say «${only}»: the network would learn to say nothing else. Leave the task out, or label faces that differ.`;
    if (counts.train === 0 && parts.includes('train'))
      yield `All labels for ${task} are on people or photos that are kept apart, so it is not learned.`;
  }
}

const unlabelled = (task: Task): string =>
  `No face has a confirmed label for ${task}, so it is not learned. Label some, or leave it out.`;

const WITHOUT: Record<(typeof SPLITS)[number], string> = {
  train:
    'All faces are on people or photos that are kept apart, so there is nothing to learn from. Label more faces, or keep less apart.',
  validation: 'No face is kept apart to tell when to stop, so training runs to its end and takes the last weights.',
  test: 'No face is kept apart to judge by: how much better the result is, nobody can tell. Label more faces.',
};
