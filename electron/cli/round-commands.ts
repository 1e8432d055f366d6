/** Commands for rounds that have been trained, here or on other machines: brought back, put to work, put away. */
import path from 'node:path';
import type { Job } from '../shared/domain/job.ts';
import type { Round } from '../shared/domain/round.ts';
import type { Command, Options, Session } from './command.ts';
import { jobOutcome } from './job-outcome.ts';
import { optionalText, roundNumber, setProvider } from './options.ts';

const line = ({ id, state, recipe, material, resultModel }: Round): string =>
  [id, state, `${material.faces} faces`, resultModel ?? '', recipe.name].join('\t');

/** A command that opens a project and does something with its rounds. */
const ofProject = (
  facts: { usage: string; about: string; options?: Options; words: number },
  run: (
    session: Session,
    words: string[],
    values: Parameters<Command['run']>[0]['values'],
  ) => ReturnType<Command['run']>,
): Command => ({
  usage: facts.usage,
  about: facts.about,
  options: facts.options ?? {},
  words: [facts.words, facts.words],
  async run({ words, values, session: open }) {
    setProvider(values);
    const session = await open();
    await session.call('project.open', { path: path.resolve(words[0] ?? '') });
    return run(session, words.slice(1), values);
  },
});

const list = ofProject(
  { usage: 'PROJECT', about: 'lists the rounds of a project, the newest first', words: 1 },
  async (session) => {
    const rounds = await session.call('rounds.list');
    return { json: { rounds, skipped: [] }, text: rounds.map(line).join('\n'), exitCode: 0 };
  },
);

const importRound = ofProject(
  {
    usage: 'PROJECT FILE [--round N] [--provider P]',
    about: 'takes in weights that other machines made of a training package, and judges them on the faces kept apart',
    options: { round: { type: 'string' }, provider: { type: 'string' } },
    words: 2,
  },
  async (session, [file = ''], values) => {
    const given = optionalText(values, 'round');
    const round = given === undefined ? {} : { round: roundNumber(given) };
    const job = await session.runJob(() =>
      session.call('rounds.import', { file: { path: path.resolve(file) }, ...round }),
    );
    const outcome = await jobOutcome(session, job);
    const { request } = job;
    if (request.kind !== 'import-round') return outcome;
    const found = await session.call('rounds.get', { round: request.round });
    return { ...outcome, json: { ...outcome.json, round: found.round } };
  },
);

/** A decision after which the network that works now proposes anew. */
const decision = (method: 'rounds.promote' | 'rounds.rollback', about: string): Command =>
  ofProject(
    { usage: 'PROJECT N [--provider P]', about, options: { provider: { type: 'string' } }, words: 2 },
    async (session, [number = '']) => {
      const round = roundNumber(number);
      const job = await session.runJob(async (): Promise<Job> => {
        await session.call(method, { round });
        const jobs = await session.call('jobs.list');
        return jobs.reduce((newest, one) => (one.id > newest.id ? one : newest));
      });
      const outcome = await jobOutcome(session, job);
      const decided = await session.call('rounds.get', { round });
      return { ...outcome, json: { ...outcome.json, round: decided.round } };
    },
  );

const discard = ofProject(
  { usage: 'PROJECT N', about: "throws a round's network and files away; its record stays", words: 2 },
  async (session, [number = '']) => {
    const round = await session.call('rounds.discard', { round: roundNumber(number) });
    return { json: { round, skipped: [] }, text: `Discarded round ${round.id}.`, exitCode: 0 };
  },
);

export const roundCommands = {
  'round list': list,
  'round import': importRound,
  'round promote': decision(
    'rounds.promote',
    "puts a round's network to work: it proposes anew what no person has touched",
  ),
  'round rollback': decision('rounds.rollback', 'goes back to the network before a round'),
  'round discard': discard,
} as const;
