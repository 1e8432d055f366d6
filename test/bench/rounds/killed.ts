/** The command that trains, in a process of its own that is killed three times, against the same round left in peace. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Recipe } from '../../../electron/shared/domain/recipe.ts';
import type { Round } from '../../../electron/shared/domain/round.ts';
import { type Measurement, measurement } from '../bench.ts';
import { openBenchCore } from '../core.ts';
import { type FaceSet, SEED } from './faces.ts';
import { correctFaces, createFaceProject, trainRound } from './project.ts';

const ENTRY = path.resolve(import.meta.dirname, '../../../electron/cli.ts');
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Killed {
  project: string;
  data: string;
  /** A file of JSON. */
  recipe: string;
  model: string;
}

/** Time of the last change of the newest round's checkpoint or features; 0 where there are none. */
function changeOf(project: string, name: 'features.bin' | 'checkpoint.safetensors'): number {
  const rounds = path.join(project, 'rounds');
  const newest = readdirSync(rounds).toSorted((a, b) => Number(b) - Number(a))[0]!;
  const file = path.join(rounds, newest, 'training', name);
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

/** Runs the command until a file has changed since it began and some time has passed, or to its end. */
async function run(
  { project, data, recipe, model }: Killed,
  killOn: { file: 'features.bin' | 'checkpoint.safetensors'; after: number } | null,
): Promise<{ killed: boolean; output: string }> {
  const args = ['train', project, '--recipe', recipe, '--model', model, '--data', data, '--json'];
  const child = spawn(process.execPath, [ENTRY, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = Promise.all([
    text(child.stdout),
    new Promise<string | null>((done) => child.on('close', (_, by) => done(by))),
  ]);
  if (killOn) {
    const began = Date.now();
    while (child.exitCode === null && changeOf(project, killOn.file) < began) await pause(50);
    await pause(killOn.after);
    child.kill('SIGKILL');
  }
  const [output, signal] = await ended;
  return { killed: signal === 'SIGKILL', output };
}

const KILLS = ['features.bin', 'checkpoint.safetensors', 'checkpoint.safetensors'] as const;

/** The round that three kills have interrupted: while features are computed, and twice after a checkpoint. */
async function trainKilled(killed: Killed): Promise<Round> {
  for (const file of KILLS) {
    const { killed: hit, output } = await run(killed, { file, after: 1500 });
    if (!hit) throw new Error(`the training ended before it could be killed: ${output}`);
  }
  const { output } = await run(killed, null);
  return (JSON.parse(output) as { round: Round }).round;
}

/** @param little the weights to begin with @param folder for the project and models */
export async function measureKills(folder: string, little: string, faces: FaceSet): Promise<Measurement[]> {
  const recipe = Recipe.parse({ seed: SEED, epochs: 60, variants: 2, patience: null, validation: 0.2, test: 0 });
  const project = path.join(folder, 'killed.lineament');
  const open = async () => {
    const core = await openBenchCore(folder);
    const sumOf = async ({ resultModel }: Round) =>
      (await core.call('models.list')).find(({ id }) => id === resultModel)!.sha256;
    return { core, sumOf };
  };
  console.error('rounds: a round, and the same killed three times');
  const first = await open();
  const { id: model } = await first.core.call('models.import', { path: little, name: 'Trained on little' });
  await createFaceProject(first.core, project, faces);
  await correctFaces(first.core, faces);
  const whole = await first.sumOf(await trainRound(first.core, recipe, model));
  await first.core.close();

  const recipeFile = path.join(folder, 'recipe.json');
  writeFileSync(recipeFile, JSON.stringify(recipe));
  const round = await trainKilled({ project, data: path.join(folder, 'data'), recipe: recipeFile, model });
  const second = await open();
  const killed = await second.sumOf(round);
  await second.core.close();
  return [
    measurement(
      'results that are others to the bit after three kills',
      whole === killed ? 0 : 1,
      'results',
      { what: 'one', value: 1 },
      `SHA-256 ${whole.slice(0, 16)} and ${killed.slice(0, 16)}`,
    ),
  ];
}
