/** How a person who sees the truth mends a mask: again and again by whatever mends most, until no fault can be seen. */
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import { applyPatch } from '../../../electron/shared/domain/patch.ts';
import { PARSING_PROFILES } from '../../../electron/shared/domain/vocabulary.ts';
import { BorderPull } from '../../../renderer/editor/border-pull.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import { MASK_COMMANDS, type MaskCommand, OF_ALL_CLASSES, reshape } from '../../../renderer/editor/mask-commands.ts';
import { editMask, type MaskEdit } from '../../../renderer/editor/mask-edit.ts';
import { traceOutlines } from '../../../renderer/editor/mask-outline.ts';
import { findIslands, type Island } from '../../../renderer/editor/raster/flood.ts';
import { boundsOf, growRect, type LabelMap, wholeOf } from '../../../renderer/editor/raster/map.ts';
import { polygonRuns } from '../../../renderer/editor/raster/polygon.ts';
import type { Hand } from './hand.ts';

/** Faults of fewer cells than this share of the map are not seen. */
const SEEN = 0.0007;
/** Cells by which a class grows or shrinks at a key. */
const AMOUNT = 2;

/** One thing to do about the map: what it costs, how many wrong cells it leaves fewer, and how it is done. */
interface Move {
  /** The same for the same thing done again. */
  name: string;
  actions: number;
  gain: number;
  act(): Promise<void>;
}

/** The class that each cell of the map should have. */
export type TruthAt = (point: Point) => number;

export function truthOf({ mask, toPhoto }: MaskEdit, truthAt: TruthAt): Uint8Array {
  return Uint8Array.from({ length: mask.labels.length }, (_, cell) =>
    truthAt(toPhoto({ x: (cell % mask.width) + 0.5, y: Math.floor(cell / mask.width) + 0.5 })),
  );
}

/** The line around an island, in cells. */
function lineAround({ runs }: Island, { width, height }: LabelMap): Point[] {
  const labels = new Uint8Array(width * height);
  for (const { y, from, to } of runs) labels.fill(1, y * width + from, y * width + to);
  // The first one found begins at the island's top: no hole does.
  const { corners } = traceOutlines({ width, height, labels })[0]!;
  return Array.from({ length: corners.length / 2 }, (_, at) => ({ x: corners[2 * at]!, y: corners[2 * at + 1]! }));
}

const nameOf = (what: string, label: number, line: readonly Point[] = []): string =>
  [what, label, ...line.slice(0, 2).map(({ x, y }) => `${x},${y}`), line.length].join(' ');

/** Wrong cells that a closed line would mend, less those that it would spoil. */
function gainInside(line: readonly Point[], map: LabelMap, truth: Uint8Array, label: number): number {
  let gain = 0;
  polygonRuns(line, map, (y, from, to) => {
    for (let cell = y * map.width + from; cell < y * map.width + to; cell++) {
      if (map.labels[cell] === label) continue;
      gain += truth[cell] === label ? 1 : map.labels[cell] === truth[cell] ? -1 : 0;
    }
  });
  return gain;
}

/**
 * The line from a cell of a class that is near it, out to the line, around, and back by the same way, which encloses
 * nothing. Null where the class has no cell.
 */
function lineFrom(line: readonly Point[], { width, labels }: LabelMap, label: number): Point[] | null {
  let best: { start: Point; at: number; away: number } | null = null;
  for (let cell = labels.indexOf(label); cell >= 0; cell = labels.indexOf(label, cell + 1)) {
    const start = { x: (cell % width) + 0.5, y: Math.floor(cell / width) + 0.5 };
    for (const [at, { x, y }] of line.entries()) {
      const away = Math.hypot(x - start.x, y - start.y);
      if (away < (best?.away ?? Infinity)) best = { start, at, away };
    }
    if (best && best.away < 1) break;
  }
  return best && [best.start, ...line.slice(best.at), ...line.slice(0, best.at + 1)];
}

const gainOf = (before: Uint8Array, after: Uint8Array, truth: Uint8Array): number => {
  let gain = 0;
  for (let cell = 0; cell < truth.length; cell++)
    gain += Number(after[cell] === truth[cell]) - Number(before[cell] === truth[cell]);
  return gain;
};

function movesOf(hand: Hand, edit: MaskEdit, truth: Uint8Array, least: number): Move[] {
  const { editor } = hand;
  const { mask, toPhoto } = edit;
  const classes = PARSING_PROFILES[mask.profile];
  const takeUp = async (label: number) => {
    if (editor.state.paint.class !== classes[label])
      await hand.keys(1, () => editor.setPaint({ class: classes[label]! }));
  };
  /** Begun with Ctrl on the class, or where there is none after taking it up. */
  const lasso = (line: readonly Point[], label: number): Move => {
    const way = lineFrom(line, mask, label);
    const takes = way === null;
    return {
      name: nameOf('add', label, line),
      actions: takes && editor.state.paint.class !== classes[label] ? 2 : 1,
      gain: gainInside(line, mask, truth, label),
      async act() {
        if (takes) await takeUp(label);
        await hand.drag((way ?? line).map(toPhoto), { ctrl: !takes });
      },
    };
  };
  /** A command by its key, on a class that is taken up before where it is about one. */
  const keyed = (command: MaskCommand, label: number): Move | null => {
    const { state } = editor;
    const taken = OF_ALL_CLASSES.has(command) ? state.paint.class : classes[label]!;
    const patch = reshape({ ...state, paint: { ...state.paint, class: taken } }, command);
    const after = patch && labelOf(applyPatch(hand.face, patch)!, 'parsing');
    if (!after) return null;
    return {
      name: nameOf(command, label),
      actions: taken === state.paint.class ? 1 : 2,
      gain: gainOf(mask.labels, after.value.labels, truth),
      async act() {
        if (!OF_ALL_CLASSES.has(command)) await takeUp(label);
        await hand.keys(1, () => editor.apply(reshape(editor.state, command)));
      },
    };
  };
  return classes.flatMap((_, label): Move[] => {
    const wrong = findIslands(mask, wholeOf(mask), (cell) => truth[cell] === label && mask.labels[cell] !== label);
    if (!wrong.some(({ cells }) => cells >= least) && boundsOf(mask, label) === null) return [];
    const whole = findIslands(mask, wholeOf(mask), (cell) => truth[cell] === label);
    const lines = [...wrong, ...whole].filter(({ cells }) => cells >= least).map((island) => lineAround(island, mask));
    // Background cannot be taken up, but begun on.
    if (label === 0) return lines.filter((line) => lineFrom(line, mask, 0)).map((line) => lasso(line, 0));
    return [
      ...lines.map((line) => lasso(line, label)),
      ...MASK_COMMANDS.flatMap((command) => keyed(command, label) ?? []),
    ];
  });
}

/** What is too much goes by a closed line that takes the class in hand away. */
function erasures(hand: Hand, { mask, toPhoto }: MaskEdit, truth: Uint8Array, least: number): Move[] {
  const spare = findIslands(mask, wholeOf(mask), (cell) => truth[cell] === 0 && mask.labels[cell] !== 0);
  return spare
    .filter(({ cells }) => cells >= least)
    .map((island) => {
      const line = lineAround(island, mask);
      const label = mask.labels[island.runs[0]!.y * mask.width + island.runs[0]!.from]!;
      const name = PARSING_PROFILES[mask.profile][label]!;
      let gain = 0;
      polygonRuns(line, mask, (y, from, to) => {
        for (let cell = y * mask.width + from; cell < y * mask.width + to; cell++)
          if (mask.labels[cell] === label) gain += truth[cell] === 0 ? 1 : truth[cell] === label ? -1 : 0;
      });
      return {
        name: nameOf('take away', label, line),
        actions: hand.editor.state.paint.class === name ? 1 : 2,
        gain,
        async act() {
          if (hand.editor.state.paint.class !== name) await hand.keys(1, () => hand.editor.setPaint({ class: name }));
          await hand.drag(line.map(toPhoto), { alt: true });
        },
      };
    });
}

/** Cells by which a border is tried to be pulled. */
const PULLS = [-4, -3, -2, -1, 1, 2, 3, 4] as const;

/** Any border can be pulled with Shift held. */
function pulls(hand: Hand, edit: MaskEdit, truth: Uint8Array): Move[] {
  const { mask, base, toPhoto } = edit;
  const middle = (cell: number): Point =>
    toPhoto({ x: (cell % mask.width) + 0.5, y: Math.floor(cell / mask.width) + 0.5 });
  return PARSING_PROFILES[mask.profile].flatMap((_, label) =>
    findIslands(mask, wholeOf(mask), (cell) => base[cell] === label).flatMap((piece) => {
      const first = piece.runs[0]!.y * mask.width + piece.runs[0]!.from;
      const border = BorderPull.at(edit, middle(first), hand.editor.state.paint)!;
      const near = growRect(piece.bounds, 4, mask);
      const depths = new Map<number, number>();
      for (let y = near.top; y < near.bottom; y++)
        for (let x = near.left; x < near.right; x++) {
          const cell = y * mask.width + x;
          const depth = border.depthAt(middle(cell));
          if (!depths.has(depth)) depths.set(depth, cell);
        }
      const from = depths.get(-0.5)!;
      const moves = PULLS.flatMap((amount): Move[] => {
        const to = depths.get(amount - 0.5);
        if (to === undefined) return [];
        border.move(amount);
        const gain = gainOf(base, mask.labels, truth);
        const act = () => hand.drag([middle(from), middle(to)], { shift: true });
        return [{ name: `pull ${label} ${first} ${amount}`, actions: 1, gain, act }];
      });
      border.move(0);
      return moves;
    }),
  );
}

/** Returns the share of cells that are right in the end. */
export async function mendMask(hand: Hand, truthAt: TruthAt): Promise<number> {
  await hand.keys(1, () => hand.editor.setTool('lasso'));
  hand.editor.setPaint({ amount: AMOUNT });
  // A hand is not as exact as its plan: what did not help is not tried again.
  const vain = new Set<string>();
  let tried: { name: string; right: number } | null = null;
  for (;;) {
    const edit = editMask(hand.editor.state, hand.face)!;
    const truth = truthOf(edit, truthAt);
    const right = truth.reduce((sum, label, cell) => sum + Number(label === edit.mask.labels[cell]), 0);
    if (tried && right <= tried.right) vain.add(tried.name);
    const least = SEEN * truth.length;
    const moves = [
      ...movesOf(hand, edit, truth, least),
      ...erasures(hand, edit, truth, least),
      ...pulls(hand, edit, truth),
    ];
    const best = moves
      .filter(({ name, gain }) => gain >= least && !vain.has(name))
      .sort((a, b) => b.gain / b.actions - a.gain / a.actions)[0];
    if (!best) return right / truth.length;
    tried = { name: best.name, right };
    await best.act();
  }
}
