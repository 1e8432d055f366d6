/** Writes a round as a package that other machines train with: shards of faces, weights, recipe, and a manifest. */
import { createHash, createHmac } from 'node:crypto';
import path from 'node:path';
import { openFolderOutput, type WrittenFile } from '../datasets/output.ts';
import { hashFile } from '../inference/hash.ts';
import { SPLITS, type Split } from '../shared/domain/evaluation.ts';
import type { Round } from '../shared/domain/round.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { ProblemError } from '../shared/errors.ts';
import { projectSecret } from '../store/dataset.ts';
import { getRound } from '../store/rounds.ts';
import type { ShardNote } from '../training/package/packager.ts';
import type { JobRun, JobTools } from './job-run.ts';
import { packFile, roundFolder } from './prepare-round.ts';
import { requestOf } from './train-round.ts';

/** The version of what docs/scale.md describes. */
const VERSION = 1;

/**
 * Which package a round makes: the same for the same frozen faces, recipe and base model of one project, and for no other.
 * @throws {ProblemError} `not-found` where its frozen faces are gone
 */
export async function packageIdOf({ store }: Pick<JobTools, 'store'>, round: Round): Promise<string> {
  const pack = packFile(roundFolder(store, round.id));
  const faces = await hashFile(pack).catch((error: unknown) => {
    throw new ProblemError('not-found', `The frozen faces of round ${round.id} are gone. Prepare another round.`, {
      cause: error,
    });
  });
  const parts = [faces, JSON.stringify(round.recipe), round.baseModel ?? ''];
  return createHmac('sha256', projectSecret(store.db)).update(parts.join('\n')).digest('hex').slice(0, 32);
}

interface PartFacts {
  faces: number;
  tasks: Partial<Record<Task, number>>;
  shards: ({ file: string; faces: number } & WrittenFile)[];
}

function countUp(
  written: readonly { file: string; part: Split; note: ShardNote }[],
  sums: ReadonlyMap<string, WrittenFile>,
): Partial<Record<Split, PartFacts>> {
  const parts: Partial<Record<Split, PartFacts>> = {};
  for (const { file, part, note } of written) {
    const facts = parts[part] ?? { faces: 0, tasks: {}, shards: [] };
    parts[part] = facts;
    facts.faces += note.faces;
    for (const [task, count] of Object.entries(note.tasks) as [Task, number][])
      facts.tasks[task] = (facts.tasks[task] ?? 0) + count;
    facts.shards.push({ file, faces: note.faces, ...sums.get(file)! });
  }
  return Object.fromEntries(SPLITS.flatMap((part) => (parts[part] ? [[part, parts[part]]] : [])));
}

const readmeOf = (id: string, { recipe }: Round): string =>
  `# ${recipe.name}

A training package of Lineament: faces with their labels in tar files, the weights to begin with and the recipe, for a
training on other machines. \`manifest.json\` says what is in it.

Send back one safetensors file with every weight under the name that it has in \`weights.safetensors\`, and
\`lineament.package\` = \`${id}\` in its metadata. Take it in with
\`lineament round import PROJECT FILE\`, or on the Rounds page.

Faces of \`test\` are there to judge by: do not train on them. The contract is docs/scale.md of Lineament.
`;

export const packageRound: JobRun<'package'> = async ({ round: number, folder, picture }, tools, report) => {
  const { store, engine } = tools;
  const { signal, progress, skip } = report;
  const round = getRound(store.db, number);
  const id = await packageIdOf(tools, round);
  const plan = createHash('sha256')
    .update(JSON.stringify([VERSION, id, picture]))
    .digest('hex');
  const output = await openFolderOutput(folder, plan);
  try {
    const { pack, recipe, base } = requestOf(tools, round);
    const { shards, facts } = await engine.call('openPackage', { id, pack, recipe, base, picture });
    const total = shards.reduce((sum, { faces }) => sum + faces, 0);
    let done = 0;
    progress(done, total);
    const beginning = await output.made('weights.safetensors', (to) => engine.call('writeBeginning', { id, to }));
    const written: { file: string; part: Split; note: ShardNote }[] = [];
    for (const [shard, { file, part, faces }] of shards.entries()) {
      signal.throwIfAborted();
      const write = (to: string) => engine.call('writeShard', { id, shard, to }, { signal });
      const note = await output.made(`shards/${file}`, write);
      for (const { path: photo, reason } of note.skipped) skip(photo, reason);
      written.push({ file: `shards/${file}`, part, note });
      done += faces;
      progress(done, total);
    }
    await output.text('recipe.json').write(`${JSON.stringify(recipe, null, 2)}\n`);
    await output.text('README.md').write(readmeOf(id, round));
    const sums = new Map<string, WrittenFile>();
    for await (const [file, written] of await output.settle()) sums.set(file, written);
    const splits = countUp(written, sums);
    const weights = { file: 'weights.safetensors', ...beginning };
    const files = Object.fromEntries(sums);
    const manifest = { kind: 'lineament-training-package', version: VERSION, package: id, name: recipe.name };
    const all = { ...manifest, ...facts, recipe: 'recipe.json', weights, splits, files };
    await output.text('manifest.json').write(`${JSON.stringify(all, null, 2)}\n`);
    await output.settle();
    if (written.every(({ note }) => note.faces === 0))
      throw new ProblemError('bad-input', 'None of the photos can be read any more; the list says why. Put them back.');
    await output.publish();
    const faces = written.reduce((sum, { note }) => sum + note.faces, 0);
    const words = `${faces} ${faces === 1 ? 'face' : 'faces'} in ${shards.length} ${shards.length === 1 ? 'shard' : 'shards'}`;
    return `Wrote ${words} to ${path.normalize(folder)}. What comes back is the result of round ${number}.`;
  } finally {
    await output.close();
    await engine.call('closePackage', { id }).catch(() => {});
  }
};
