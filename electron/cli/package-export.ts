/** `export --format training-package`: a round for a training on other machines. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RoundId } from '../shared/domain/ids.ts';
import { RECIPES, type Recipe } from '../shared/domain/recipe.ts';
import { PackagePicture } from '../shared/domain/round.ts';
import type { Options, Outcome, Session, Values } from './command.ts';
import { jobOutcome } from './job-outcome.ts';
import { modelOption, oneOf, optionalText, roundNumber } from './options.ts';
import { recipeOption } from './recipe-option.ts';
import { UsageError } from './usage-error.ts';

export const PACKAGE_OPTIONS = {
  round: { type: 'string' },
  recipe: { type: 'string' },
  model: { type: 'string' },
  picture: { type: 'string' },
} as const satisfies Options;

export const packageUsage = (name: string): string =>
  `PROJECT --format ${name} --out DIR [--round N | --recipe NAME|FILE --model ID] [--picture ${PackagePicture.options.join('|')}]`;

/** What every command takes, and what this one does. */
const OWN = new Set(['json', 'data', 'format', 'out', ...Object.keys(PACKAGE_OPTIONS)]);

/** The round of a package that was broken off in this folder, so that the same command goes on with it. */
async function brokenOff(session: Session, folder: string, recipe: Recipe | null): Promise<RoundId | undefined> {
  const [jobs, rounds] = [await session.call('jobs.list'), await session.call('rounds.list')];
  const known = jobs
    .toSorted((a, b) => b.id - a.id)
    .flatMap(({ request, state }) =>
      request.kind === 'package' && request.folder === folder && state !== 'done' ? [request.round] : [],
    );
  return rounds.find(
    ({ id, state, recipe: own }) =>
      known.includes(id) && state !== 'discarded' && (recipe === null || isDeepStrictEqual(own, recipe)),
  )?.id;
}

export async function exportPackage(
  project: string,
  folder: string,
  values: Values,
  open: () => Promise<Session>,
): Promise<Outcome> {
  const foreign = Object.keys(values).find((name) => !OWN.has(name));
  if (foreign) throw new UsageError(`--${foreign} is for datasets: a package holds what its round has frozen.`);
  const named = optionalText(values, 'round');
  const recipe = recipeOption(values);
  const model = modelOption(values);
  const picture = oneOf(values, 'picture', PackagePicture.options) ?? 'jpeg';
  if (named !== undefined && (recipe !== null || model !== undefined))
    throw new UsageError('A round has its recipe and its network already: leave --recipe and --model out.');
  const asked = named === undefined ? undefined : roundNumber(named);
  const session = await open();
  await session.call('project.open', { path: path.resolve(project) });
  let round = asked ?? (await brokenOff(session, folder, recipe));
  if (round === undefined) {
    const made = { recipe: recipe ?? RECIPES.corrections, ...(model ? { model } : {}) };
    const prepared = await session.call('rounds.prepare', made);
    for (const warning of prepared.material.warnings) console.error(warning);
    round = prepared.id;
  }
  const number = round;
  const job = await session.runJob(() => session.call('rounds.package', { round: number, folder, picture }));
  const outcome = await jobOutcome(session, job);
  return { ...outcome, json: { ...outcome.json, round: number, folder } };
}
