/** What a training will take: measured with real steps on a few of its own faces, and counted up. */
import { mkdirSync, rmSync } from 'node:fs';
import type { Estimate } from '../shared/domain/round.ts';
import { diskBytes } from './desk.ts';
import type { ExampleSource } from './examples.ts';
import { courseOf } from './schedule.ts';
import { openTrainer, type TrainerSetup } from './trainer.ts';

/** Updates that are timed, after one that warms up. */
const TIMED = 2;

const firstOf = (source: ExampleSource, count: number): ExampleSource => ({
  ...source,
  tasks: source.tasks.slice(0, count),
});

/**
 * Memory is what the process grows by. Both figures hold for a machine that does as much else as while it was measured;
 * early stopping may end a training long before.
 */
export async function estimateTraining(setup: TrainerSetup): Promise<Estimate> {
  const { recipe, train, validation, folder, provider, threads } = setup;
  const course = courseOf(train.tasks.length, recipe);
  const before = process.memoryUsage.rss();
  // As many faces as an update takes, none twice where there are enough, and nobody to judge.
  const sample = firstOf(train, recipe.batch);
  const short = { ...recipe, epochs: 10_000, steps: TIMED + 1, variants: 1, patience: null };
  mkdirSync(folder, { recursive: true });
  try {
    const trainer = await openTrainer({
      ...setup,
      recipe: short,
      train: sample,
      validation: firstOf(validation, 0),
      folder,
      saveEvery: 1e9,
    });
    let features = 0;
    let steps = 0;
    let memory = 0;
    try {
      for (let at = performance.now(), step = 0; step < TIMED + 1; ) {
        const standing = await trainer.advance(0.001);
        const now = performance.now();
        if (standing.phase === 'features') features += now - at;
        else if (standing.step > 1) steps += now - at;
        at = now;
        step = standing.step;
        memory = Math.max(memory, process.memoryUsage.rss() - before);
        if (standing.ending !== null) break;
      }
    } finally {
      await trainer.close();
    }
    const secondsPerStep = steps / TIMED / 1000;
    const looks = train.tasks.length * recipe.variants + validation.tasks.length;
    const secondsBefore = (features / 1000 / Math.max(1, sample.tasks.length)) * looks;
    // A judgement goes forward only, about a third of a step.
    const judgements = 1 + course.steps / course.stepsPerEpoch;
    const judging = (judgements * validation.tasks.length * secondsPerStep) / recipe.batch / 3;
    return {
      steps: course.steps,
      secondsPerStep,
      secondsBefore,
      seconds: secondsBefore + course.steps * secondsPerStep + judging,
      memory,
      disk: diskBytes(setup),
      device: provider === 'cpu' ? `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : provider,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
