/** Turns gathered faces into what an evaluation reports: a model's figures, and what two models differ by. */
import {
  type Difference,
  type DifferingFace,
  type Figure,
  METRIC_FACTS,
  type TaskDifference,
  type TaskReport,
} from '../../shared/domain/evaluation.ts';
import type { Task } from '../../shared/domain/vocabulary.ts';
import { bootstrap, difference, type Estimate, type ResampleOptions } from './bootstrap.ts';
import type { Case } from './gather.ts';
import { type Measure, orNull } from './metric.ts';
import { METRICS } from './table.ts';

/** So many faces that changed most are named for each task. */
const MOST_DIFFERING = 12;

export async function figuresOf(
  task: Task,
  measure: Measure,
  units: readonly string[],
  options: ResampleOptions,
): Promise<Figure[]> {
  const estimates = await bootstrap(measure, units, options);
  return METRICS[task].figures.map((metric, i) => ({ metric, ...told(estimates[i]!) }));
}

const told = ({ value, low, high }: Estimate) => ({ value: orNull(value), low: orNull(low), high: orNull(high) });

const comparedOf = (cases: readonly Case[]) => cases.map(({ compared }) => compared);
const unitsOf = (cases: readonly Case[]) => cases.map(({ of }) => of.unit);

export async function reportTask(
  task: Task,
  cases: readonly Case[],
  options: ResampleOptions,
): Promise<Omit<TaskReport, 'own'>> {
  const metric = METRICS[task];
  const compared = comparedOf(cases);
  return {
    task,
    faces: cases.length,
    figures: await figuresOf(task, metric.measure(compared), unitsOf(cases), options),
    details: metric.details(compared),
  };
}

/** Whether a difference is one: its interval lies on one side of zero. */
function judged(figure: Figure): Difference {
  const sign = METRIC_FACTS[figure.metric].better === 'higher' ? 1 : -1;
  const [low, high] = [figure.low ?? 0, figure.high ?? 0];
  const up = low > 0 ? 1 : high < 0 ? -1 : 0;
  return { ...figure, verdict: up === 0 ? 'unclear' : up === sign ? 'better' : 'worse' };
}

/** What changed between two models, on the faces that both have answered for. */
export async function reportDifference(
  task: Task,
  before: readonly Case[],
  after: readonly Case[],
  options: ResampleOptions,
): Promise<TaskDifference> {
  const answered = new Map(after.map((one) => [one.of.face, one]));
  const pairs = before.flatMap((one) => {
    const other = answered.get(one.of.face);
    return other ? [[one, other] as const] : [];
  });
  const [first, second] = [pairs.map(([one]) => one), pairs.map(([, one]) => one)];
  const metric = METRICS[task];
  const change = difference(metric.measure(comparedOf(second)), metric.measure(comparedOf(first)));
  const figures = await figuresOf(task, change, unitsOf(first), options);
  const faces = pairs.flatMap(([one, other]): DifferingFace[] => {
    const [was, is] = [metric.error(one.compared), metric.error(other.compared)];
    return was === null || is === null || was === is ? [] : [{ face: one.of.face, before: was, after: is }];
  });
  const changeOf = ({ before: was, after: is }: DifferingFace) => Math.abs(is - was);
  return {
    task,
    figures: figures.map(judged),
    faces: faces.toSorted((a, b) => changeOf(b) - changeOf(a)).slice(0, MOST_DIFFERING),
  };
}
