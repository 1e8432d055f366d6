/** The border of an area of one class, pulled outwards or inwards as a whole: by so many cells, or to where a hand takes it. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import { PARSING_PROFILES } from '../../electron/shared/domain/vocabulary.ts';
import { classUnder, type MaskEdit } from './mask-edit.ts';
import type { PaintSettings } from './paint-settings.ts';
import { type Distances, distancesTo } from './raster/distance.ts';
import { type Belongs, findIslands, floodFrom } from './raster/flood.ts';
import { boundsOf, growRect, type Rect, wholeOf } from './raster/map.ts';

/** Cells by which a border moves at most. */
const REACH = 96;

export class BorderPull {
  readonly #edit: MaskEdit;
  readonly #label: number;
  readonly #fixed: Uint8Array;
  readonly #isIn: Belongs;
  /** From around the area to it, and from within it to what is not of it; each once it is asked for. */
  readonly #outside: () => Distances;
  readonly #inside: () => Distances;

  private constructor(edit: MaskEdit, label: number, bounds: Rect, piece: Uint8Array, { locked }: PaintSettings) {
    this.#edit = edit;
    this.#label = label;
    this.#fixed = Uint8Array.from(PARSING_PROFILES[edit.mask.profile], (name) => Number(locked.has(name)));
    const { mask } = edit;
    this.#isIn = (cell) => piece[cell] === 1;
    this.#outside = once(() => distancesTo(mask, growRect(bounds, REACH, mask), (cell) => piece[cell] === 1));
    this.#inside = once(() => distancesTo(mask, growRect(bounds, 1, mask), (cell) => piece[cell] === 0));
  }

  /** The area at a point of the photo: what hangs together there, or all of the class. Null beside the map and if locked. */
  static at(edit: MaskEdit, point: Point, paint: PaintSettings): BorderPull | null {
    const { mask, base, toCells } = edit;
    const name = classUnder(edit, point);
    if (name === null || paint.locked.has(name)) return null;
    const cell = toCells(point);
    const [x, y] = [Math.floor(cell.x), Math.floor(cell.y)];
    const label = base[y * mask.width + x]!;
    const belongs = (at: number) => base[at] === label;
    const whole = { ...mask, labels: base };
    const islands = paint.connected
      ? [floodFrom(x, y, mask, belongs)!]
      : findIslands(mask, boundsOf(whole, label) ?? wholeOf(mask), belongs);
    const piece = new Uint8Array(base.length);
    for (const { runs } of islands)
      for (const run of runs) piece.fill(1, run.y * mask.width + run.from, run.y * mask.width + run.to);
    const bounds = paint.connected ? islands[0]!.bounds : boundsOf(whole, label)!;
    return new BorderPull(edit, label, bounds, piece, paint);
  }

  /** How many cells a point of the photo lies outside the border; negative inside. */
  depthAt(point: Point): number {
    const { toCells, mask } = this.#edit;
    const { x, y } = toCells(point);
    const column = Math.min(mask.width - 1, Math.max(0, Math.floor(x)));
    const row = Math.min(mask.height - 1, Math.max(0, Math.floor(y)));
    const isIn = this.#isIn(row * mask.width + column);
    const squared = squaredAt(isIn ? this.#inside() : this.#outside(), column, row);
    const depth = Math.min(REACH, Math.sqrt(squared)) - 0.5;
    return isIn ? -depth : depth;
  }

  /** Puts the border so many cells outwards, or inwards where negative, from where it was, into the map of the edit. */
  move(amount: number): void {
    const { mask, base } = this.#edit;
    mask.labels.set(base);
    if (amount > 0) this.#grow(amount);
    if (amount < 0) this.#shrink(-amount);
  }

  #grow(amount: number): void {
    const { mask, base, allowed } = this.#edit;
    within(this.#outside(), mask.width, amount, (cell) => {
      if (allowed[base[cell]!]) mask.labels[cell] = this.#label;
    });
  }

  /** What the area leaves goes to the nearest of what lies around it, but for what is locked. */
  #shrink(amount: number): void {
    const { mask, base } = this.#edit;
    within(this.#inside(), mask.width, amount, (cell, nearest) => {
      const other = base[nearest]!;
      if (!this.#fixed[other]) mask.labels[cell] = other;
    });
  }
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

const squaredAt = ({ area, squared }: Distances, x: number, y: number): number =>
  x < area.left || y < area.top || x >= area.right || y >= area.bottom
    ? Infinity
    : squared[(y - area.top) * (area.right - area.left) + x - area.left]!;

/** The cells that are not at home already and at most so many from there. */
function within(
  { area, squared, nearest }: Distances,
  width: number,
  amount: number,
  take: (cell: number, nearest: number) => void,
): void {
  const most = (amount + 0.5) ** 2;
  const columns = area.right - area.left;
  for (let at = 0; at < squared.length; at++)
    if (squared[at]! > 0 && squared[at]! <= most)
      take((area.top + Math.floor(at / columns)) * width + area.left + (at % columns), nearest[at]!);
}
