/** What a round on a hundred corrected faces brings, by the usual recipe: both networks on faces that neither has seen. */
import os from 'node:os';
import path from 'node:path';
import { cpuThreads } from '../../../electron/runtime/provider.ts';
import {
  type EvaluationReport,
  type Figure,
  METRIC_FACTS,
  type MetricName,
} from '../../../electron/shared/domain/evaluation.ts';
import type { ModelId } from '../../../electron/shared/domain/ids.ts';
import type { Task } from '../../../electron/shared/domain/vocabulary.ts';
import { type Measurement, measurement } from '../bench.ts';
import { type BenchCore, openBenchCore } from '../core.ts';
import { type FaceSet, SEED } from './faces.ts';
import { correctFaces, createFaceProject, trainRound } from './project.ts';

/** Errors are to fall to this share of what they were. */
const FALL = 0.75;
const MINUTES = 5;

const figureText = ({ value, low, high }: Figure): string =>
  `${value?.toFixed(2)} (${low?.toFixed(2)} to ${high?.toFixed(2)})`;

/** A figure of a task of both models, the first where not said, and what lies between. */
function figuresOf({ models, differences, on }: EvaluationReport, task: Task, metric?: MetricName) {
  const chosen = <Of extends Figure>(figures: readonly Of[]): Of =>
    figures.find((figure) => figure.metric === (metric ?? figures[0]!.metric))!;
  const [before, after] = models.map(({ tasks }) => chosen(tasks.find((each) => each.task === task)!.figures));
  const change = chosen(differences!.find((each) => each.task === task)!.figures);
  const note = `before ${figureText(before!)}, after ${figureText(after!)}, change ${figureText(change)}: ${change.verdict}; 95 of 100 resamples of ${on.identities} persons on ${on.faces} faces, seed ${SEED}`;
  return { before: before!, after: after!, change, note };
}

/** What both errors are to fall to, and whether anything else is lost. */
function improvements(report: EvaluationReport): Measurement[] {
  const [nme, f1] = [figuresOf(report, 'landmarks'), figuresOf(report, 'parsing')];
  // Between the eyes of a profile lies next to nothing: a few of them decide the mean by that length.
  const byBox = figuresOf(report, 'landmarks', 'nme-box');
  const missing = ({ value }: Figure): number => 100 - value!;
  const others = report
    .differences!.map(({ task }) => task)
    .filter((task) => task !== 'landmarks' && task !== 'parsing');
  const worse = others.filter((task) => figuresOf(report, task).change.verdict === 'worse');
  const aim = (before: number) => ({ what: `${FALL} of what it was`, value: FALL * before });
  return [
    measurement('landmarks, NME by the box', byBox.after.value!, 'percent', aim(byBox.before.value!), byBox.note),
    measurement('landmarks, NME by the eyes', nme.after.value!, 'percent', aim(nme.before.value!), nme.note),
    measurement('masks, 100 - mean F1', missing(f1.after), 'percent', aim(missing(f1.before)), `F1 ${f1.note}`),
    ...others.map((task) => {
      const { before, after, note } = figuresOf(report, task);
      const { unit, better } = METRIC_FACTS[after.metric];
      const name = `${task}, ${after.metric} (${better} is better)`;
      return measurement(name, after.value!, unit, { what: 'before', value: before.value! }, note);
    }),
    measurement('other tasks that are worse beyond their interval', worse.length, 'tasks', { what: 'one', value: 1 }),
  ];
}

/** Two networks on faces that neither has learned from. */
async function judge(
  core: BenchCore,
  project: string,
  apart: FaceSet,
  models: [ModelId, ModelId],
): Promise<EvaluationReport> {
  await createFaceProject(core, project, apart);
  await correctFaces(core, apart);
  await core.run({ kind: 'evaluate', models, split: 'all' });
  const [latest] = await core.call('evaluations.list');
  return core.call('evaluations.get', { evaluation: latest!.id });
}

/** @param little the weights to begin with @param folder for projects and models */
export async function measureImprovement(
  folder: string,
  little: string,
  corrected: FaceSet,
  apart: FaceSet,
): Promise<Measurement[]> {
  const core = await openBenchCore(folder);
  try {
    const base = await core.call('models.import', { path: little, name: 'Trained on little' });
    await createFaceProject(core, path.join(folder, 'faces.lineament'), corrected);
    await core.run({ kind: 'annotate', images: 'all', tasks: 'all', model: base.id });
    await correctFaces(core, corrected);
    console.error(`rounds: training on ${corrected.faces.length} corrected faces`);
    const [began, spent] = [performance.now(), process.cpuUsage()];
    const { resultModel, metrics } = await trainRound(core, { seed: SEED }, base.id);
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(spent);
    const processor = (user + system) / 1e6;
    console.error('rounds: judging');
    const report = await judge(core, path.join(folder, 'apart.lineament'), apart, [base.id, resultModel!]);
    const limit = { what: `${MINUTES} minutes`, value: 60 * MINUTES };
    const threads = cpuThreads();
    return [
      ...improvements(report),
      measurement(
        'a round, from its preparation to its judgement',
        seconds,
        's',
        limit,
        `${metrics!.on.faces} of its faces kept apart to judge by; load ${os.loadavg()[0]!.toFixed(1)} on ${threads} threads`,
      ),
      measurement('the same in processor time, shared by the threads', processor / threads, 's', limit),
    ];
  } finally {
    await core.close();
  }
}
