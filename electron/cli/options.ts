/** Reads the options of commands, and says what is wrong with one. */
import { isProvider } from '../runtime/provider.ts';
import { ModelId, RoundId } from '../shared/domain/ids.ts';
import { TASKS, type Task } from '../shared/domain/vocabulary.ts';
import type { Values } from './command.ts';
import { UsageError } from './usage-error.ts';

export function optionalText(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that the command cannot do without. */
export function text(values: Values, name: string): string {
  const value = optionalText(values, name);
  if (value !== undefined) return value;
  throw new UsageError(`--${name} is missing.`);
}

/** What a number may be: as far as an end is given, no less and no more, both ends among them. */
interface NumberRange {
  from?: number;
  to?: number;
  whole?: boolean;
}

export function numberOption(
  values: Values,
  name: string,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, whole = false }: NumberRange = {},
): number | undefined {
  const given = optionalText(values, name);
  if (given === undefined) return undefined;
  const number = Number(given);
  const isNumber = given.trim() !== '' && Number.isFinite(number) && (!whole || Number.isInteger(number));
  if (isNumber && number >= from && number <= to) return number;
  const ends = [Number.isFinite(from) ? ` from ${from}` : '', Number.isFinite(to) ? ` to ${to}` : ''].join('');
  throw new UsageError(`--${name} is a ${whole ? 'whole ' : ''}number${ends}, not «${given}».`);
}

/** `--tasks a,b`; all where it is not given. */
export function taskOption(values: Values): 'all' | Task[] {
  const given = optionalText(values, 'tasks');
  if (given === undefined) return 'all';
  return given.split(',').map((name) => {
    const task = TASKS.find((known) => known === name.trim());
    if (task) return task;
    throw new UsageError(`--tasks takes some of ${TASKS.join(', ')}, not «${name}».`);
  });
}

/** `--model ID`, as «model list» tells it. */
export function modelOption(values: Values): ModelId | undefined {
  const model = ModelId.optional().safeParse(values['model']);
  if (model.success) return model.data;
  throw new UsageError(`--model takes a model's id from «model list», not «${values['model']}».`);
}

/** One of a list of words, or undefined where it is not given. */
export function oneOf<Word extends string>(values: Values, name: string, words: readonly Word[]): Word | undefined {
  const given = optionalText(values, name);
  if (given === undefined) return undefined;
  const word = words.find((known) => known === given);
  if (word) return word;
  throw new UsageError(`--${name} is ${words.join(', ')}, not «${given}».`);
}

/** `--round N`, or a word that names one. */
export function roundNumber(given: string): RoundId {
  const round = RoundId.safeParse(Number(given));
  if (round.success) return round.data;
  throw new UsageError(`A round is named by its number, as «round list» tells it, not by «${given}».`);
}

/** `--provider P`: everything that this process computes is computed there, or the command fails. */
export function setProvider(values: Values): void {
  const provider = optionalText(values, 'provider');
  if (provider === undefined) return;
  if (!isProvider(provider)) throw new UsageError(`--provider is cpu, cuda, webgpu, dml or coreml, not «${provider}».`);
  process.env['LINEAMENT_PROVIDER'] = provider;
}
