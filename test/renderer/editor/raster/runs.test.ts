/** Polygons, floods, strokes and edges against slow ways to the same. */
import { describe, expect, test } from 'vitest';
import { edgePath } from '../../../../renderer/editor/raster/edges.ts';
import { findIslands, floodFrom } from '../../../../renderer/editor/raster/flood.ts';
import type { Run } from '../../../../renderer/editor/raster/map.ts';
import { polygonRuns } from '../../../../renderer/editor/raster/polygon.ts';
import { strokeRuns } from '../../../../renderer/editor/raster/stroke.ts';
import { likeColour, type Pixels } from '../../../../renderer/editor/raster/wand.ts';

const SIZE = { width: 40, height: 30 };

/** How often each cell is in a run. */
function counted(make: (run: Run) => void): Uint8Array {
  const counts = new Uint8Array(SIZE.width * SIZE.height);
  make((y, from, to) => {
    for (let x = from; x < to; x++) counts[y * SIZE.width + x]!++;
  });
  return counts;
}
const cells = (is: (x: number, y: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) =>
    Number(is((at % SIZE.width) + 0.5, Math.floor(at / SIZE.width) + 0.5)),
  );

describe('a polygon', () => {
  test('has the cells whose middle is inside', () => {
    const corners = [
      { x: 3.2, y: 2.1 },
      { x: 33.7, y: 8.4 },
      { x: 18, y: 27.9 },
    ];
    const inside = cells((x, y) =>
      corners.every((from, at) => {
        const to = corners[(at + 1) % 3]!;
        return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) > 0;
      }),
    );
    expect(counted((run) => polygonRuns(corners, SIZE, run))).toEqual(inside);
  });

  test('that crosses itself is hollow where it lies twice', () => {
    const star = [0, 2, 4, 1, 3].map((at) => ({
      x: 20 + 14 * Math.sin((at * 2 * Math.PI) / 5),
      y: 15 - 14 * Math.cos((at * 2 * Math.PI) / 5),
    }));
    const counts = counted((run) => polygonRuns(star, SIZE, run));
    expect(counts[15 * SIZE.width + 20]).toBe(0);
    expect(counts[6 * SIZE.width + 20]).toBe(1);
  });

  test('of two points has none', () => {
    expect(
      counted((run) =>
        polygonRuns(
          [
            { x: 1, y: 1 },
            { x: 30, y: 20 },
          ],
          SIZE,
          run,
        ),
      ),
    ).toEqual(cells(() => false));
  });

  test('that reaches past the map is cut', () => {
    const around = [
      { x: -50, y: -50 },
      { x: 90, y: -50 },
      { x: 90, y: 90 },
      { x: -50, y: 90 },
    ];
    expect(counted((run) => polygonRuns(around, SIZE, run))).toEqual(cells(() => true));
  });
});

describe('a stroke', () => {
  test('has the cells whose middle is within the radius of its way', () => {
    const [from, to] = [
      { x: 6, y: 5, radius: 3.5 },
      { x: 30, y: 22, radius: 3.5 },
    ];
    const near = cells((x, y) => {
      let least = Infinity;
      for (let t = 0; t <= 1; t += 0.0005)
        least = Math.min(least, Math.hypot(x - from.x - (to.x - from.x) * t, y - from.y - (to.y - from.y) * t));
      return least <= 3.5;
    });
    const counts = counted((run) => strokeRuns(from, to, 'round', SIZE, run));
    expect(counts.map((count) => Math.min(count, 1))).toEqual(near);
  });

  test('of a square brush has what squares on its way cover', () => {
    const [from, to] = [
      { x: 6, y: 5, radius: 2.5 },
      { x: 30, y: 22, radius: 4 },
    ];
    const near = cells((x, y) => {
      for (let t = 0; t <= 1; t += 0.0005) {
        const radius = from.radius + (to.radius - from.radius) * t;
        const [px, py] = [from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t];
        if (Math.abs(x - px) <= radius && Math.abs(y - py) <= radius) return true;
      }
      return false;
    });
    const counts = counted((run) => strokeRuns(from, to, 'square', SIZE, run));
    expect(counts.map((count) => Math.min(count, 1))).toEqual(near);
  });
});

test.each([
  [-200, -100],
  [90, 10],
  [90, 100],
  [10, -40],
  [12, 77],
])('a stroke beside the map, at (%i, %i), has no cells', (x, y) => {
  const counts = counted((run) =>
    strokeRuns({ x, y, radius: 6 }, { x: x + 7, y: y + 9, radius: 6 }, 'round', SIZE, run),
  );
  expect(counts).toEqual(cells(() => false));
});

describe('a flood', () => {
  /** Two rooms with a wall between, and a way around it. */
  const wall = (cell: number) => cell % SIZE.width === 20 && Math.floor(cell / SIZE.width) < 29;

  test('goes around corners and takes each cell once', () => {
    const island = floodFrom(2, 2, SIZE, (cell) => !wall(cell))!;
    const counts = counted((run) => {
      for (const { y, from, to } of island.runs) run(y, from, to);
    });
    expect(counts).toEqual(Uint8Array.from(counts, (_, cell) => Number(!wall(cell))));
    expect(island.cells).toBe(SIZE.width * SIZE.height - 29);
  });

  test('does not pass where cells touch at a corner', () => {
    const diagonal = (cell: number) => cell % SIZE.width === Math.floor(cell / SIZE.width);
    expect(floodFrom(3, 3, SIZE, diagonal)!.cells).toBe(1);
  });

  test('finds every island with its bounds', () => {
    const rooms = (cell: number) => cell % SIZE.width !== 20;
    const islands = findIslands(SIZE, { left: 0, top: 0, right: 40, bottom: 30 }, rooms);
    expect(islands.map(({ bounds }) => [bounds.left, bounds.right])).toEqual([
      [0, 20],
      [21, 40],
    ]);
  });
});

/** Dark on the left of a border that bends, light on the right. */
const border = (y: number) => 20 + 6 * Math.sin(y / 5);
const picture: Pixels = {
  ...SIZE,
  data: Uint8ClampedArray.from({ length: SIZE.width * SIZE.height * 4 }, (_, at) => {
    const cell = at >> 2;
    return at % 4 === 3 ? 255 : (cell % SIZE.width) + 0.5 < border(Math.floor(cell / SIZE.width) + 0.5) ? 40 : 200;
  }),
};

test('the wand takes what is like the colour under it', () => {
  const like = likeColour(picture, 3, 3, 30);
  const counts = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, cell) => Number(like(cell)));
  expect(counts).toEqual(cells((x, y) => x < border(y)));
});

test('a line between two places on a border follows the border', () => {
  const path = edgePath(picture, { x: border(2), y: 2.5 }, { x: border(27), y: 27.5 });
  const farthest = Math.max(...path.map(({ x, y }) => Math.abs(x - border(y))));
  expect(path.length).toBeGreaterThan(20);
  expect(farthest).toBeLessThan(2.5);
});

test('a line to a place outside the picture is straight', () => {
  expect(edgePath(picture, { x: 5, y: 5 }, { x: 100, y: 5 })).toEqual([{ x: 100, y: 5 }]);
});
