/** The command that trains a round from beginning to end, or goes on with one that was broken off. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { RECIPES, type Recipe } from '../shared/domain/recipe.ts';
import type { Round } from '../shared/domain/round.ts';
import type { Command, Session } from './command.ts';
import { jobOutcome } from './job-outcome.ts';
import { modelOption, setProvider } from './options.ts';
import { recipeOption } from './recipe-option.ts';

/** The newest round whose training was broken off, if it follows the recipe that is asked for. */
async function unfinished(session: Session, recipe: Recipe | null): Promise<Round | undefined> {
  const rounds = await session.call('rounds.list');
  return rounds.find(
    (round) => round.state === 'training' && (recipe === null || isDeepStrictEqual(round.recipe, recipe)),
  );
}

export const train: Command = {
  usage: 'PROJECT [--recipe NAME|FILE] [--model ID] [--provider P]',
  about:
    'trains a network on the labels that people and files stand behind, and holds it against faces kept apart; run again after Ctrl-C it goes on',
  options: { recipe: { type: 'string' }, model: { type: 'string' }, provider: { type: 'string' } },
  words: [1, 1],
  async run({ words, values, session: open }) {
    const recipe = recipeOption(values);
    const model = modelOption(values);
    setProvider(values);
    const session = await open();
    await session.call('project.open', { path: path.resolve(words[0] ?? '') });
    const broken = await unfinished(session, recipe);
    const prepared =
      broken ??
      (await session.call('rounds.prepare', { recipe: recipe ?? RECIPES.corrections, ...(model ? { model } : {}) }));
    for (const warning of prepared.material.warnings) console.error(warning);
    const { faces, photos } = prepared.material;
    console.error(
      broken ? `Going on with round ${prepared.id}.` : `Round ${prepared.id}: ${faces} faces in ${photos} photos.`,
    );
    const job = await session.runJob(() => session.call('rounds.start', { round: prepared.id }));
    const outcome = await jobOutcome(session, job);
    const { round, curve } = await session.call('rounds.get', { round: prepared.id });
    const text = job.state === 'cancelled' ? 'Stopped. Run the command again to go on.' : outcome.text;
    return { ...outcome, json: { ...outcome.json, round, curve }, text };
  },
};
