/** Which faces make up each update: every face in turn, and every task in every update, however few labels it has. */
import { namedRandom, shuffled } from '../shared/domain/random.ts';
import type { Task } from '../shared/domain/vocabulary.ts';

/** A face, and how often it was drawn before: each time it may look another way. */
export interface Drawn {
  index: number;
  times: number;
}

export interface Sampler {
  /** The faces of the next update. */
  next(): Drawn[];
}

/** Goes through a list in an order of its own, and then again in another. */
function cycle(list: readonly number[], seed: number, name: string): () => number {
  let [pass, at] = [0, 0];
  let order: number[] = [];
  return () => {
    if (at === order.length) {
      order = shuffled(list, namedRandom(seed, `${name} ${pass++}`));
      at = 0;
    }
    return order[at++]!;
  };
}

/**
 * @param tasks what each face has labels for
 * @param taught the tasks that every update is to hold
 *
 * Each task gets its even share of the update, at least one face, where faces drawn at random would give it less; the rest
 * are all faces in turn. What is drawn follows from the seed alone, so a training that goes on after `n` updates draws and
 * forgets `n` of them first.
 */
export function createSampler(
  tasks: readonly (readonly Task[])[],
  taught: readonly Task[],
  { batch, seed }: { batch: number; seed: number },
): Sampler {
  const everyone = cycle([...tasks.keys()], seed, 'faces');
  const share = Math.max(1, Math.floor(batch / Math.max(1, taught.length)));
  const known = taught
    .map((task) => ({ task, faces: tasks.flatMap((own, i) => (own.includes(task) ? [i] : [])) }))
    .filter(({ faces }) => faces.length > 0)
    .toSorted((a, b) => a.faces.length - b.faces.length)
    .map(({ task, faces }) => ({
      task,
      draw: cycle(faces, seed, task),
      isRare: (batch * faces.length) / tasks.length < share,
    }));
  const times = new Uint32Array(tasks.length);
  // More tasks than places: which ones go without moves on from update to update.
  let first = 0;

  return {
    next() {
      const chosen: number[] = [];
      const count = (task: Task): number => chosen.filter((index) => tasks[index]!.includes(task)).length;
      const order = batch < known.length ? [...known.slice(first), ...known.slice(0, first)] : known;
      first = (first + batch) % Math.max(1, known.length);
      for (const { task, draw, isRare } of order)
        while (isRare && chosen.length < batch && count(task) < share) chosen.push(draw());
      const reserved = chosen.length;
      while (chosen.length < batch) chosen.push(everyone());
      for (const { task, draw } of order)
        if (chosen.length > reserved && count(task) === 0) chosen[chosen.length - 1] = draw();
      return chosen.map((index) => ({ index, times: times[index]!++ }));
    },
  };
}
