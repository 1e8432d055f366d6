/** What a selection of faces gives to learn from, and what a person should know about it. */
import type { Material } from '../shared/domain/round.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import type { Split, SplitFace } from './split.ts';

export interface MaterialFace extends SplitFace {
  photo: string;
  /** The words of labels that are one word. */
  words: Partial<Record<Task, string>>;
}

export function materialOf(faces: readonly MaterialFace[], split: Split): Material {
  const tasks: Material['tasks'] = {};
  for (const [i, face] of faces.entries())
    for (const task of face.tasks) {
      const counts = tasks[task] ?? { train: 0, heldOut: 0 };
      tasks[task] = counts;
      counts[split.parts[i] === 'train' ? 'train' : 'heldOut']++;
    }
  const named = faces.filter(({ words }) => words.identity !== undefined).length;
  return {
    faces: faces.length,
    photos: new Set(faces.map(({ photo }) => photo)).size,
    groups: split.groups,
    by: named === 0 ? 'photo' : named === faces.length ? 'identity' : 'both',
    tasks,
    warnings: [...warningsOf(faces, split, tasks)],
  };
}

/** With one person only, what tells people apart cannot be learned. */
export const peopleIn = (faces: readonly Pick<MaterialFace, 'words'>[]): number =>
  new Set(faces.map(({ words }) => words.identity).filter((word) => word !== undefined)).size;

function* warningsOf(faces: readonly MaterialFace[], split: Split, tasks: Material['tasks']): Generator<string> {
  if (split.groups === 1 && faces.length > 1)
    yield 'All faces are of one person or one photo, so none can be kept apart: how good the result is, nobody can tell.';
  for (const [name, counts] of Object.entries(tasks)) {
    const task = name as Task;
    const words = new Set(faces.map((face) => face.words[task]).filter((word) => word !== undefined));
    const [only] = words;
    if (words.size === 1 && task === 'identity')
      yield `Every identity label says «${only}»: one person cannot be told from others, so identity is not learned.`;
    else if (words.size === 1 && counts.train + counts.heldOut > 1)
      yield `All ${counts.train + counts.heldOut} labels for ${task} say «${only}»: the network would learn to say nothing else. Leave the task out, or label faces that differ.`;
    if (counts.heldOut === 0 && split.groups > 1)
      yield `No face with a label for ${task} could be kept apart: all of its labels stand on one person or photo.`;
  }
}
