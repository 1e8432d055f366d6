/** Reads the options of commands, and says what is wrong with one. */
import { isProvider } from '../runtime/provider.ts';
import { ModelId } from '../shared/domain/ids.ts';
import { TASKS, type Task } from '../shared/domain/vocabulary.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Values } from './command.ts';

export function optionalText(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that the command cannot do without. */
export function text(values: Values, name: string): string {
  const value = optionalText(values, name);
  if (value !== undefined) return value;
  throw new ProblemError('bad-input', `--${name} is missing.`);
}

export function numberOption(values: Values, name: string): number | undefined {
  const given = optionalText(values, name);
  if (given === undefined) return undefined;
  const number = Number(given);
  if (given.trim() !== '' && Number.isFinite(number)) return number;
  throw new ProblemError('bad-input', `--${name} is a number, not «${given}».`);
}

/** `--tasks a,b`; all where it is not given. */
export function taskOption(values: Values): 'all' | Task[] {
  const given = optionalText(values, 'tasks');
  if (given === undefined) return 'all';
  return given.split(',').map((name) => {
    const task = TASKS.find((known) => known === name.trim());
    if (task) return task;
    throw new ProblemError('bad-input', `--tasks takes some of ${TASKS.join(', ')}, not «${name}».`);
  });
}

/** `--model ID`, as «model list» tells it. */
export function modelOption(values: Values): ModelId | undefined {
  const model = ModelId.optional().safeParse(values['model']);
  if (model.success) return model.data;
  throw new ProblemError('bad-input', `--model takes a model's id from «model list», not «${values['model']}».`);
}

/** `--provider P`: everything that this process computes is computed there, or the command fails. */
export function setProvider(values: Values): void {
  const provider = optionalText(values, 'provider');
  if (provider === undefined) return;
  if (!isProvider(provider))
    throw new ProblemError('bad-input', `--provider is cpu, cuda, webgpu, dml or coreml, not «${provider}».`);
  process.env['LINEAMENT_PROVIDER'] = provider;
}
