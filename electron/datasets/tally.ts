/** What is in a dataset, counted while it is written: for its manifest and its card. */
import type { Split } from '../shared/domain/dataset.ts';
import { AGE_BINS, GENDERS, RACES, TASKS, type Task } from '../shared/domain/vocabulary.ts';
import { type DatasetFace, saidOf } from './format.ts';

const ORIGIN_KINDS = ['person', 'import', 'model'] as const;
type OriginKind = (typeof ORIGIN_KINDS)[number];

/** How many faces have a value, and who said it. */
export type TaskTally = Record<OriginKind, number>;

/** Groups by which people look for bias; null is «not labelled». */
interface Group {
  gender: (typeof GENDERS)[number] | null;
  race: (typeof RACES)[number] | null;
  age: (typeof AGE_BINS)[number] | null;
}

export interface Tally {
  pictures: number;
  faces: number;
  accepted: number;
  identities: number;
  tasks: Record<Task, TaskTally>;
  splits: Map<Split | null, { pictures: number; faces: number }>;
  /** Faces in each group, by split. */
  groups: { group: Group; split: Split | null; faces: number }[];
}

export interface TallyKeeper {
  add(split: Split | null, faces: readonly DatasetFace[]): void;
  result(): Tally;
}

export function createTally(): TallyKeeper {
  const tasks = Object.fromEntries(TASKS.map((task) => [task, { person: 0, import: 0, model: 0 }])) as Tally['tasks'];
  const splits: Tally['splits'] = new Map();
  const groups = new Map<string, Tally['groups'][number]>();
  const people = new Set<string>();
  let [pictures, faces, accepted] = [0, 0, 0];
  return {
    add(split, added) {
      pictures++;
      faces += added.length;
      const before = splits.get(split) ?? { pictures: 0, faces: 0 };
      splits.set(split, { pictures: before.pictures + 1, faces: before.faces + added.length });
      for (const face of added) {
        if (face.review === 'accepted') accepted++;
        const name = saidOf(face, 'identity')?.label ?? null;
        // Numbers by which a face is found again name nobody.
        for (const { task, origin } of face.annotations)
          if (task !== 'identity' || name !== null) tasks[task][origin.kind]++;
        if (name !== null) people.add(name);
        const group: Group = {
          gender: saidOf(face, 'gender')?.label ?? null,
          race: saidOf(face, 'race')?.label ?? null,
          age: saidOf(face, 'age')?.bin ?? null,
        };
        const key = JSON.stringify([group, split]);
        groups.set(key, { group, split, faces: (groups.get(key)?.faces ?? 0) + 1 });
      }
    },
    result: () => ({ pictures, faces, accepted, identities: people.size, tasks, splits, groups: [...groups.values()] }),
  };
}

/** Faces by the values of one column of the groups, in the vocabulary's order, the unlabelled last. */
export function countsBy<K extends keyof Group>(
  tally: Tally,
  column: K,
): { value: string; faces: number; splits: Map<Split | null, number> }[] {
  const order: readonly (string | null)[] = {
    gender: [...GENDERS, null],
    race: [...RACES, null],
    age: [...AGE_BINS, null],
  }[column];
  return order
    .map((value) => {
      const rows = tally.groups.filter(({ group }) => group[column] === value);
      const splits = new Map<Split | null, number>();
      for (const { split, faces } of rows) splits.set(split, (splits.get(split) ?? 0) + faces);
      return { value: value ?? 'not labelled', faces: rows.reduce((sum, { faces }) => sum + faces, 0), splits };
    })
    .filter(({ faces }) => faces > 0);
}
