/**
 * A process of its own that trains the tiny network in the folder named on the command line, in the mode named next, and
 * saves after every update. Once it has come to the update named last it is killed as the system kills, with nothing put in order; else it
 * prints a sum of the weights at its end.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { Recipe } from '../../electron/shared/domain/recipe.ts';
import { openTrainer } from '../../electron/training/trainer.ts';
import { drawnFaces, TINY, tinySetup, tinyWeights } from '../training/tiny.ts';

const [folder = '', mode = 'decoder', killAt = 'Infinity'] = process.argv.slice(2);
const more = {
  train: drawnFaces(12, 0, ['landmarks', 'gender']),
  validation: drawnFaces(4, 1000, ['landmarks', 'gender']),
  tasks: ['landmarks', 'gender'] as const,
  old: { config: TINY, weights: tinyWeights(2) },
  saveEvery: 0,
};
const recipe = { mode: mode as Recipe['mode'], epochs: 2, batch: 4, together: 2, variants: 2, distillation: 0.3 };
const trainer = await openTrainer(tinySetup(folder, recipe, more));
while (true) {
  const { step, ending } = await trainer.advance(1);
  if (step >= Number(killAt)) process.kill(process.pid, 'SIGKILL');
  if (ending !== null) break;
}
const hash = createHash('sha256');
for (const [name, { bytes }] of trainer.result().weights) hash.update(name).update(bytes);
await trainer.close();
writeSync(1, `weights ${hash.digest('hex')}\n`);
