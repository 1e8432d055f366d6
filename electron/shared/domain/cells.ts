/**
 * What differs between two label maps of one size, small enough to log: the runs of cells that change, with the class
 * each run had and the class it gets. Read backwards it is its own inverse.
 */

/** Cells are counted row by row. */
export interface CellRuns {
  /** For each run two numbers as LEB128: the cells left alone before it, and the cells in it. */
  runs: Uint8Array<ArrayBuffer>;
  /** The class of each run, before and after. */
  before: Uint8Array<ArrayBuffer>;
  after: Uint8Array<ArrayBuffer>;
}

function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Null where nothing differs. Both maps have the same size. */
export function diffCells(before: Uint8Array, after: Uint8Array): CellRuns | null {
  const runs: number[] = [];
  const old: number[] = [];
  const made: number[] = [];
  let end = 0;
  for (let at = 0; at < before.length; ) {
    const [from, to] = [before[at]!, after[at]!];
    if (from === to) {
      at++;
      continue;
    }
    const start = at;
    while (at < before.length && before[at] === from && after[at] === to) at++;
    pushNumber(runs, start - end);
    pushNumber(runs, at - start);
    old.push(from);
    made.push(to);
    end = at;
  }
  if (old.length === 0) return null;
  return { runs: Uint8Array.from(runs), before: Uint8Array.from(old), after: Uint8Array.from(made) };
}

/**
 * The cells with every run in its new class. Null where a run is not in its old class or reaches past the end; with
 * `whatever` set, the old classes do not matter.
 */
export function changeCells(
  labels: Uint8Array,
  { runs, before, after }: CellRuns,
  whatever = false,
): Uint8Array<ArrayBuffer> | null {
  const result = new Uint8Array(labels);
  return drawRuns(result, { runs, before, after }, whatever) ? result : null;
}

/** Gives every run in `cells` its new class. False where `changeCells` gives null; then only some may have got theirs. */
export function drawRuns(cells: Uint8Array, { runs, before, after }: CellRuns, whatever: boolean): boolean {
  let read = 0;
  const nextNumber = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = runs[read++];
      if (byte === undefined) return Number.NaN;
      value += (byte % 128) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  if (before.length !== after.length) return false;
  let at = 0;
  for (let run = 0; run < after.length; run++) {
    at += nextNumber();
    const end = at + nextNumber();
    if (!(end <= cells.length)) return false;
    if (!whatever) for (let cell = at; cell < end; cell++) if (cells[cell] !== before[run]) return false;
    cells.fill(after[run]!, at, end);
    at = end;
  }
  return true;
}
