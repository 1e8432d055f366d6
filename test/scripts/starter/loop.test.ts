/** The training loop begins with the weights it is given. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { detectorTraining } from '../../../models/detector/programs.ts';
import { castTensor, float32Values } from '../../../models/graph/float16.ts';
import { elementCount, float32Tensor } from '../../../models/graph/tensor.ts';
import { grow } from '../../../scripts/starter/loop.ts';
import { DETECTOR } from '../../../scripts/starter/recipes.ts';

test('weights in half precision, as they are published, are what a training begins with', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lineament-loop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = detectorTraining({ batch: 1, size: 64 });
  const begin = new Map(
    program.learnt.map(({ name, shape }, i) => {
      const sizes = shape.map(Number);
      const values = new Float32Array(elementCount(sizes)).fill(i / 8);
      return [name, castTensor(float32Tensor(sizes, values), 'float16')] as const;
    }),
  );
  const grown = await grow({
    program,
    course: DETECTOR.course,
    begin,
    folder,
    supply: () => ({
      next: () => Promise.reject(new Error('nothing is to be learned')),
      close: async () => undefined,
    }),
    evaluate: async () => ({}),
    until: { minutes: 0 },
    signal: AbortSignal.abort(),
  });
  for (const [i, { name, shape }] of program.learnt.entries()) {
    const values = float32Values(grown.get(name)!);
    expect(values).toHaveLength(elementCount(shape.map(Number)));
    expect(new Set(values)).toEqual(new Set([i / 8]));
  }
});
