/** The command that holds a model against what people have confirmed. */
import path from 'node:path';
import { EvaluatedPart, type Figure, METRIC_FACTS } from '../shared/domain/evaluation.ts';
import type { Command } from './command.ts';
import { jobOutcome } from './job-outcome.ts';
import { modelOption, optionalText, setProvider } from './options.ts';
import { UsageError } from './usage-error.ts';

const UNITS = { percent: ' %', degrees: '°', years: ' years' } as const;

/** «mean-f1 91.2 % (90.1 to 92.3)». */
function told({ metric, value, low, high }: Figure): string {
  if (value === null) return `${metric} unknown`;
  const range = low === null || high === null ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)})`;
  return `${metric} ${value.toFixed(2)}${UNITS[METRIC_FACTS[metric].unit]}${range}`;
}

export const evaluate: Command = {
  usage: 'PROJECT [--model ID] [--split test|validation|train|all] [--provider P]',
  about: 'holds a network against the values that people have confirmed, with 95 % intervals and by groups of people',
  options: { model: { type: 'string' }, split: { type: 'string' }, provider: { type: 'string' } },
  words: [1, 1],
  async run({ words, values, session: open }) {
    const model = modelOption(values);
    const split = EvaluatedPart.default('test').safeParse(optionalText(values, 'split'));
    if (!split.success)
      throw new UsageError(`--split is one of ${EvaluatedPart.options.join(', ')}, not «${values['split']}».`);
    setProvider(values);
    const session = await open();
    await session.call('project.open', { path: path.resolve(words[0] ?? '') });
    const job = await session.runJob({
      kind: 'evaluate',
      split: split.data,
      ...(model === undefined ? {} : { models: [model] }),
    });
    const outcome = await jobOutcome(session, job);
    if (job.state !== 'done') return outcome;
    // Jobs of a process run one after the other: the newest is this one's.
    const [newest] = await session.call('evaluations.list');
    const report = await session.call('evaluations.get', { evaluation: newest!.id });
    const lines = report.models.flatMap(({ tasks }) =>
      tasks.map(({ task, faces, figures }) => [task, `${faces} faces`, ...figures.map(told)].join('\t')),
    );
    return { ...outcome, json: { ...outcome.json, ...report }, text: [outcome.text, ...lines].join('\n') };
  },
};
