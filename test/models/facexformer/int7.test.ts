/**
 * What an encoder in bytes changes, on hashed weights. They spread each answer wider than a trained network does, so the
 * limits only tell an approximation from a mistake; `int7`, since every processor computes it exactly.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../../models/facexformer/config.ts';
import { inferenceGraph, parametersOf } from '../../../models/programs.ts';
import { type Answers, changedPixels, type Deviation, deviations } from '../deviation.ts';
import { recipeImage, recipeWeights } from '../recipe.ts';
import { numbers, Session } from '../run.ts';

const config = PRESETS['facexformer-released'];

describe('the released network with an encoder in int7', () => {
  let apart: Map<string, Deviation>;
  let pixels: number;
  beforeAll(async () => {
    const weights = recipeWeights(parametersOf(config));
    const answers = async (encoder?: 'int7'): Promise<Answers> => {
      const session = await Session.open(inferenceGraph(config, encoder ? { encoder } : {}), weights);
      const out = await session.run({ pixels: numbers([1, 3, config.size, config.size], recipeImage(1, config.size)) });
      await session.close();
      return Object.fromEntries(Object.entries(out).map(([task, { data }]) => [task, data]));
    };
    const [floats, bytes] = [await answers(), await answers('int7')];
    apart = deviations(config, floats, bytes);
    pixels = changedPixels(config, floats['parsing']!, bytes['parsing']!);
  }, 120_000);

  it.each(config.tasks.map(({ task }) => task))('answers %s near the floats', (task) => {
    const { mean, greatest, spread } = apart.get(task)!;
    expect(mean).toBeLessThan(0.2 * spread);
    expect(greatest).toBeLessThan(0.5 * spread);
  });

  it('answers not quite what the floats do', () => expect(apart.get('landmarks')!.mean).toBeGreaterThan(0.01));

  it('names the same class at nearly every pixel', () => expect(pixels).toBeLessThan(0.08));
});
