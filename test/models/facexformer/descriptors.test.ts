/** What landmarks are described by: the picture where their maps lie and nothing else of it, and how they lie to each other. */
import { expect, describe as group, test } from 'vitest';
import { describeLandmarks } from '../../../models/facexformer/descriptors.ts';
import { MEAN_FACE } from '../../../models/facexformer/mean-face.ts';
import { Builder } from '../../../models/graph/builder.ts';
import { float32Tensor } from '../../../models/graph/tensor.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { numbers, Session } from '../run.ts';

const POINTS = MEAN_FACE.length;
const NEVER = -1e4;
/** On four cells: the first landmark is sure of the second cell, the others cannot tell the last two apart. */
const MAPS = Array.from({ length: POINTS }, (_, i) =>
  i === 0 ? [NEVER, 0, NEVER, NEVER] : [NEVER, NEVER, 0, 0],
).flat();

type Point = readonly [x: number, y: number];

/** The numbers of what is seen and of how points lie: every map of weights is the identity, `lying` once more than there is. */
async function describe(
  cells: readonly number[],
  places: readonly Point[] = MEAN_FACE,
): Promise<{ seen: number[]; lying: number[] }> {
  const g = new Builder();
  const p = new Scope(g, { compute: 'float32', storage: 'float32' });
  const inputs = {
    maps: g.input('maps', 'float32', [1, POINTS, 4]),
    places: g.input('places', 'float32', [1, 2 * POINTS]),
    picture: g.input('picture', 'float32', [1, 4, 2]),
  };
  const size = 2 * POINTS;
  const graph = g.finish({ described: describeLandmarks(p, { each: 2, all: size, lying: 2 * size }, inputs) });
  /** Ones on the diagonal, and below them, where there are more rows, the same with minus: what is below zero is told by these. */
  const same = (rows: number, columns: number) =>
    float32Tensor(
      [rows, columns],
      Float32Array.from({ length: rows * columns }, (_, at) => {
        const [row, column] = [Math.floor(at / columns), at % columns];
        return row === column ? 1 : row === column + columns ? -1 : 0;
      }),
    );
  const weights = new Map([
    ['each.weight', same(2, 2)],
    ['each.bias', float32Tensor([2], new Float32Array(2))],
    ['all.weight', same(size, size)],
    ['all.bias', float32Tensor([size], new Float32Array(size))],
    ['lying.weight', same(2 * size, size)],
    ['lying.bias', float32Tensor([2 * size], new Float32Array(2 * size))],
  ]);
  const session = await Session.open(graph, weights);
  const { described } = await session.run({
    maps: numbers([1, POINTS, 4], MAPS),
    places: numbers([1, size], places.flat()),
    picture: numbers([1, 4, 2], cells),
  });
  await session.close();
  const all = [...described!.data];
  const [above, below] = [all.slice(size, 2 * size), all.slice(2 * size)];
  return { seen: all.slice(0, 4), lying: above.map((value, i) => value - below[i]!) };
}

test('landmarks are described by the cells where their maps lie', async () => {
  expect((await describe([9, 9, 1, 2, 3, 4, 5, 8])).seen).toEqual([1, 2, 4, 6]);
});

test('what lies elsewhere changes nothing', async () => {
  expect(await describe([0, 7, 1, 2, 3, 4, 5, 8])).toEqual(await describe([5, 1, 1, 2, 3, 4, 5, 8]));
});

group('how landmarks lie', () => {
  const cells = Array<number>(8).fill(0);
  /** Turned by an angle, scaled and moved. */
  const moved = (points: readonly Point[]): Point[] => {
    const [cos, sin] = [0.3 * Math.cos(0.4), 0.3 * Math.sin(0.4)];
    return points.map(([x, y]) => [cos * x - sin * y + 0.2, sin * x + cos * y - 0.1]);
  };
  /** The mean face with eyes further apart. */
  const wide = MEAN_FACE.map(([x, y], i): Point => [i >= 36 && i < 48 ? 1.2 * x : x, y]);

  test('is nothing on the mean face, wherever and however it lies', async () => {
    const { lying } = await describe(cells, moved(MEAN_FACE));
    expect(Math.max(...lying.map(Math.abs))).toBeLessThan(0.02);
  });

  test('is the same on a face that is moved, turned or larger', async () => {
    const [plain, turned] = [await describe(cells, wide), await describe(cells, moved(wide))];
    for (const [i, value] of plain.lying.entries()) expect(turned.lying[i]).toBeCloseTo(value, 3);
    const outerCorner = 2 * 45;
    expect(plain.lying[outerCorner]).toBeGreaterThan(0.1);
    expect(plain.lying[2 * 36]).toBeLessThan(-0.1);
  });
});
