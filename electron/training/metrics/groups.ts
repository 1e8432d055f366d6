/** How a task's figures differ between groups of people: the paper's Table 8, and more. */
import { type Figure, GROUPINGS, type Grouping, type GroupReport } from '../../shared/domain/evaluation.ts';
import { AGE_BINS, GENDERS, RACES, type Task } from '../../shared/domain/vocabulary.ts';
import { figuresOf } from './assess.ts';
import { among, difference, type ResampleOptions } from './bootstrap.ts';
import type { Case, TrueFace } from './gather.ts';
import { METRICS } from './table.ts';

interface GroupingRule {
  /** In the order in which they are told. */
  groups: readonly string[];
  /** Null for a face that belongs to none. */
  of(face: TrueFace): string | null;
  tasks: 'all' | readonly Task[];
}

/** What people say of a face: the labels by which it is put into groups. */
function labelOf({ truths }: TrueFace, task: 'race' | 'gender' | 'age'): string | null {
  for (const truth of truths) {
    if (truth.task !== task) continue;
    if (truth.task === 'age') return truth.value.bin;
    if (truth.task === 'race' || truth.task === 'gender') return truth.value.label;
  }
  return null;
}

/** 300W: iBUG's photos are the challenging part, the test photos of HELEN and LFPW the common one. */
function subsetOf(path: string): string | null {
  if (/(^|[\\/])ibug[\\/]/i.test(path)) return 'challenging';
  return /(^|[\\/])(helen|lfpw)[\\/]testset[\\/]/i.test(path) ? 'common' : null;
}

const RULES = {
  race: { groups: RACES, of: (face) => labelOf(face, 'race'), tasks: 'all' },
  white: {
    groups: ['White', 'Non-White'],
    of(face) {
      const race = labelOf(face, 'race');
      return race === null || race === 'White' ? race : 'Non-White';
    },
    tasks: 'all',
  },
  gender: { groups: GENDERS, of: (face) => labelOf(face, 'gender'), tasks: 'all' },
  age: { groups: AGE_BINS, of: (face) => labelOf(face, 'age'), tasks: 'all' },
  subset: { groups: ['common', 'challenging'], of: ({ path }) => subsetOf(path), tasks: ['landmarks'] },
} as const satisfies Record<Grouping, GroupingRule>;

/** One report for each grouping that puts the faces of a task into two groups or more. */
export async function reportGroups(
  task: Task,
  cases: readonly Case[],
  options: ResampleOptions,
): Promise<GroupReport[]> {
  const reports: GroupReport[] = [];
  // A pair of faces belongs to two groups at once.
  if (task === 'identity' || cases.length === 0) return reports;
  const measure = METRICS[task].measure(cases.map(({ compared }) => compared));
  const units = cases.map(({ of }) => of.unit);
  for (const grouping of GROUPINGS) {
    const rule: GroupingRule = RULES[grouping];
    if (rule.tasks !== 'all' && !rule.tasks.includes(task)) continue;
    const groupOf = cases.map(({ of }) => rule.of(of));
    const present = rule.groups.filter((name) => groupOf.includes(name));
    if (present.length < 2) continue;
    const inGroup = (name: string) => among(measure, (face) => groupOf[face] === name);
    const groups: GroupReport['groups'] = [];
    for (const name of present)
      groups.push({
        name,
        faces: groupOf.filter((group) => group === name).length,
        figures: await figuresOf(task, inGroup(name), units, options),
      });
    const [first, second, third] = present;
    const gap: Figure[] | null =
      first && second && !third
        ? await figuresOf(task, difference(inGroup(second), inGroup(first)), units, options)
        : null;
    reports.push({ grouping, task, groups, gap });
  }
  return reports;
}
