/** What is read off label maps, held against a plain walk from cell to cell. */
import { expect, test } from 'vitest';
import { neighbours, regionsOf } from '../../../electron/shared/domain/checks/mask-reading.ts';
import { seededRandom } from '../../../electron/shared/domain/random.ts';

const grid = { profile: 'facexformer-11', frame: { x: 0, y: 0, width: 1, height: 1 } } as const;

/** The cells of each region, in the order of their first ones. */
function walk(labels: Uint8Array, width: number, wanted: ReadonlySet<number>): number[][] {
  const seen = new Set<number>();
  return [...labels.keys()].flatMap((start) => {
    if (seen.has(start) || !wanted.has(labels[start]!)) return [];
    const cells = new Set([start]);
    for (const cell of cells)
      for (const next of neighbours(cell, width, labels.length)) if (labels[next] === labels[start]) cells.add(next);
    for (const cell of cells) seen.add(cell);
    return [[...cells].sort((a, b) => a - b)];
  });
}

test.each([
  [1, 40],
  [40, 1],
  [23, 31],
  [60, 44],
])('regions of maps of %i x %i cells', (width, height) => {
  const random = seededRandom(width);
  const wanted = new Set([1, 2]);
  for (let round = 0; round < 20; round++) {
    // From specks to large areas with holes in them.
    const share = 0.2 + 0.6 * random();
    const labels = Uint8Array.from({ length: width * height }, () => (random() < share ? 1 : Math.floor(4 * random())));
    const regions = regionsOf({ ...grid, width, height, labels }, wanted);
    const cells = regions.map(({ runs }) =>
      runs.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)),
    );
    expect(cells).toEqual(walk(labels, width, wanted));
    expect(regions.map((region) => region.cells)).toEqual(cells.map(({ length }) => length));
    expect(regions.map(({ label }) => label)).toEqual(cells.map(([first]) => labels[first!]));
  }
});
