/** `--recipe NAME|FILE`: a recipe by its name, or one that a file of JSON holds. */
import { readFileSync } from 'node:fs';
import { RECIPES, Recipe } from '../shared/domain/recipe.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import type { Values } from './command.ts';
import { optionalText } from './options.ts';
import { UsageError } from './usage-error.ts';

/** @returns null where none is asked for */
export function recipeOption(values: Values): Recipe | null {
  const name = optionalText(values, 'recipe');
  if (name === undefined) return null;
  if (Object.hasOwn(RECIPES, name)) return RECIPES[name as keyof typeof RECIPES];
  const names = Object.keys(RECIPES).join(', ');
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(name, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `--recipe is ${names}, or a file of JSON; ${name} cannot be read: ${toProblem(error).message}.`,
    );
  }
  const recipe = Recipe.strict().safeParse(json);
  if (recipe.success) return recipe.data;
  throw new ProblemError('bad-input', `${name} is no recipe: ${toProblem(recipe.error).message}`);
}
