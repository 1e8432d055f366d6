/** How the losses change with every weight of the whole released network, against PyTorch in double precision. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PRESETS } from '../../../models/facexformer/config.ts';
import { trainingGraph } from '../../../models/programs.ts';
import { describeWithTorch } from '../../helpers/torch.ts';
import { torchGradients, writeStep } from '../../helpers/torch-step.ts';
import { recipeWeights } from '../recipe.ts';
import { drawnFeeds, RELEASED_LOSSES, TrainingSession } from './step.ts';

describeWithTorch('the whole released network', () => {
  it('has the gradients that PyTorch has', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lineament-gradients-'));
    try {
      const program = trainingGraph(PRESETS['facexformer-released'], {
        batch: 1,
        from: 'pixels',
        trains: () => true,
        losses: RELEASED_LOSSES,
      });
      const weights = recipeWeights([...program.learnt, ...program.graph.parameters]);
      const feeds = drawnFeeds(program);
      writeStep(folder, program, weights, feeds);
      const expected = torchGradients(folder, program);
      const session = await TrainingSession.open(program);
      const out = await session.run(weights, feeds);
      await session.close();

      expect(out['loss']!.data[0]! / expected.loss).toBeCloseTo(1, 5);
      let worst = { name: '', distance: 0 };
      let compared = 0;
      for (const [name, own] of expected.gradients) {
        const found = out[`grad.${name}`]!.data;
        const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const distance = own.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0);
        // A direction that nothing depends on has only rounding.
        if (largest < 1e-12) expect(distance).toBeLessThan(1e-5);
        else {
          compared++;
          if (!(distance / largest <= worst.distance)) worst = { name, distance: distance / largest };
        }
      }
      console.log(
        `gradients of ${compared} tensors: at most ${worst.distance.toExponential(1)} of the largest (${worst.name})`,
      );
      expect(worst.distance).toBeLessThan(1e-4);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }, 600_000);
});
