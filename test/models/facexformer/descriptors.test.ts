/** What landmarks are described by: the picture where their maps lie, and nothing else of it. */
import { expect, test } from 'vitest';
import { describeLandmarks } from '../../../models/facexformer/descriptors.ts';
import { Builder } from '../../../models/graph/builder.ts';
import { float32Tensor } from '../../../models/graph/tensor.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { numbers, Session } from '../run.ts';

const NEVER = -1e4;
/** Of two landmarks on four cells: the first is sure of the second cell, the other cannot tell the last two apart. */
const MAPS = [NEVER, 0, NEVER, NEVER, NEVER, NEVER, 0, 0];

/** Both numbers of each landmark, in turn: every map of weights is the identity. @param cells two channels of each cell */
async function describe(cells: readonly number[]): Promise<number[]> {
  const g = new Builder();
  const p = new Scope(g, { compute: 'float32', storage: 'float32' });
  const maps = g.input('maps', 'float32', [1, 2, 4]);
  const picture = g.input('picture', 'float32', [1, 4, 2]);
  const graph = g.finish({ described: describeLandmarks(p, { each: 2, all: 4 }, maps, picture) });
  const same = (side: number) =>
    float32Tensor(
      [side, side],
      Float32Array.from({ length: side * side }, (_, at) => (at % (side + 1) === 0 ? 1 : 0)),
    );
  const weights = new Map([
    ['each.weight', same(2)],
    ['each.bias', float32Tensor([2], new Float32Array(2))],
    ['all.weight', same(4)],
    ['all.bias', float32Tensor([4], new Float32Array(4))],
  ]);
  const session = await Session.open(graph, weights);
  const { described } = await session.run({ maps: numbers([1, 2, 4], MAPS), picture: numbers([1, 4, 2], cells) });
  await session.close();
  return [...described!.data];
}

test('landmarks are described by the cells where their maps lie', async () => {
  expect(await describe([9, 9, 1, 2, 3, 4, 5, 8])).toEqual([1, 2, 4, 6]);
});

test('what lies elsewhere changes nothing', async () => {
  expect(await describe([0, 7, 1, 2, 3, 4, 5, 8])).toEqual(await describe([5, 1, 1, 2, 3, 4, 5, 8]));
});
