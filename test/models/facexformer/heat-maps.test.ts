/** What is read from heat maps, against the same worked out by hand. */
import { expect, test } from 'vitest';
import { meanPlaces, spreads } from '../../../models/facexformer/heat-maps.ts';
import { Builder } from '../../../models/graph/builder.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { numbers, Session } from '../run.ts';

/** Logits of one face's maps of 2 x 2 cells, whose centres are at ±0.5. */
async function read(maps: readonly (readonly number[])[]) {
  const g = new Builder();
  const p = new Scope(g, { compute: 'float32', storage: 'float32' });
  const logits = g.input('maps', 'float32', ['batch', maps.length, 4]);
  const session = await Session.open(
    g.finish({ places: meanPlaces(p, logits), spread: spreads(g, logits) }),
    new Map(),
  );
  const { places, spread } = await session.run({ maps: numbers([1, maps.length, 4], maps.flat()) });
  await session.close();
  return { places: [...places!.data], spread: [...spread!.data] };
}

const NEVER = -1e4;

test('a map that is sure of one cell is at its centre and does not spread', async () => {
  const { places, spread } = await read([[NEVER, 0, NEVER, NEVER]]);
  expect(places).toEqual([0.5, -0.5]);
  expect(spread[0]).toBeCloseTo(0, 3);
});

test('a map that cannot tell two cells apart is between them and spreads as far as each is', async () => {
  const { places, spread } = await read([[0, 0, NEVER, NEVER]]);
  expect(places).toEqual([0, -0.5]);
  expect(spread[0]).toBeCloseTo(0.5, 6);
});

test('a map that knows nothing is in the middle and spreads over the diagonal', async () => {
  const { places, spread } = await read([[3, 3, 3, 3]]);
  expect(places).toEqual([0, 0]);
  expect(spread[0]).toBeCloseTo(Math.SQRT1_2, 6);
});
