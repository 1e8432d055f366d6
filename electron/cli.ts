/** The headless host: reads the command line, runs one command on the core, prints its outcome. */
import { parseArgs } from 'node:util';
import { bench } from './cli/bench-command.ts';
import type { Command, Outcome } from './cli/command.ts';
import { datasetCommands } from './cli/dataset-commands.ts';
import { evaluate } from './cli/evaluate-command.ts';
import { modelCommands } from './cli/model-commands.ts';
import { projectCommands } from './cli/project-commands.ts';
import { render } from './cli/render-command.ts';
import { roundCommands } from './cli/round-commands.ts';
import { serve } from './cli/serve-command.ts';
import { openSession } from './cli/session.ts';
import { train } from './cli/train-command.ts';
import { UsageError } from './cli/usage-error.ts';
import { defaultDataDir, version } from './places.ts';
import { toProblem } from './shared/errors.ts';

const commands: Record<string, Command> = {
  ...projectCommands,
  ...datasetCommands,
  ...modelCommands,
  train,
  ...roundCommands,
  evaluate,
  render,
  serve,
  bench,
};

function help(): string {
  const lines = Object.entries(commands).map(([name, { usage, about }]) => `  ${name} ${usage}\n      ${about}`);
  return [
    'lineament COMMAND …',
    ...lines,
    '',
    '--json prints one JSON document; --data FOLDER keeps settings and models there.',
  ].join('\n');
}

function parse(command: Command, args: string[]) {
  try {
    const options = { json: { type: 'boolean' }, data: { type: 'string' }, ...command.options } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [least, most] = command.words;
    if (positionals.length < least) throw new Error('something is missing');
    if (positionals.length > most) throw new Error(`«${positionals[most]}» is one word too many`);
    return { values: values as Record<string, string | boolean | undefined>, words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run(name: string, command: Command, args: string[]): Promise<number> {
  const { values, words } = parse(command, args);
  const dataDir = typeof values['data'] === 'string' ? values['data'] : defaultDataDir();
  const session = openSession({ dataDir, version });
  let outcome: Outcome;
  try {
    outcome = await command.run({ words, values, session: session.open });
  } finally {
    await session.close();
  }
  if (name !== 'serve') console.log(values['json'] ? JSON.stringify(outcome.json) : outcome.text);
  return outcome.exitCode;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    console.log(help());
    return name === undefined ? 2 : 0;
  }
  // Some commands have a name of two words.
  const pair = `${name} ${args[0]}`;
  if (Object.hasOwn(commands, pair)) return execute(pair, args.slice(1));
  return execute(name, args);
}

/** Runs a command and tells what went wrong, as an exit code. */
async function execute(name: string, args: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command) throw new UsageError(`there is no command «${name}»`);
    return await run(name, command, args);
  } catch (error) {
    if (error instanceof UsageError) {
      const usage = command ? `usage: lineament ${name} ${command.usage}` : 'lineament help lists the commands';
      console.error(`lineament: ${error.message}\n${usage}`);
      return 2;
    }
    console.error(`lineament ${name}: ${toProblem(error).message}`);
    return 1;
  }
}

/** Resolves when all that was printed has been taken; a pipe takes it in pieces, and may have lost its reader. */
const printed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.on('error', () => resolve());
    stream.write('', () => resolve());
  });

const code = await main(process.argv.slice(2));
await Promise.all([process.stdout, process.stderr].map(printed));
process.exit(code);
