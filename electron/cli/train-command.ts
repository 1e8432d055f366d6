/** The command that trains a round from beginning to end, or goes on with one that was broken off. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { RECIPES, Recipe } from '../shared/domain/recipe.ts';
import type { Round } from '../shared/domain/round.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import type { Command, Session } from './command.ts';
import { jobOutcome } from './job-outcome.ts';
import { modelOption, optionalText, setProvider } from './options.ts';

/** A recipe of this name, or the JSON file there. */
function readRecipe(name: string | undefined): Recipe | null {
  if (name === undefined) return null;
  if (Object.hasOwn(RECIPES, name)) return RECIPES[name as keyof typeof RECIPES];
  const names = Object.keys(RECIPES).join(', ');
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(name, 'utf8'));
  } catch (error) {
    throw new ProblemError(
      'bad-input',
      `--recipe is ${names}, or a file of JSON; ${name} cannot be read: ${toProblem(error).message}.`,
    );
  }
  const recipe = Recipe.strict().safeParse(json);
  if (recipe.success) return recipe.data;
  throw new ProblemError('bad-input', `${name} is no recipe: ${toProblem(recipe.error).message}`);
}

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
    const recipe = readRecipe(optionalText(values, 'recipe'));
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
