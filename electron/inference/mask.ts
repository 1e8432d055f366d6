/**
 * From the logits of a mask to its classes. A network with finer pictures draws two by two pixels from one cell, each with
 * vectors of its own, so its edges are checkered: its logits are smoothed and doubled, and specks go to what is around them.
 */

export interface ReadMask {
  /** Of the square map of classes, in cells. */
  side: number;
  labels: Uint8Array<ArrayBuffer>;
  /** Mean probability of the likeliest class where classes meet: what lies far from every border is sure in any map. */
  confidence: number | null;
}

/** So many places where classes meet are looked at, evenly picked, to tell how sure a map is. */
const LOOKS = 4096;
/** A smaller share of a map that hangs together is a speck: a seventh of an eye. */
const SPECK = 24 / 256 ** 2;

/** @param logits [classes, size, size] */
export function readMask(logits: Float32Array, size: number, fine: boolean): ReadMask {
  const classes = logits.length / (size * size);
  if (!fine) return likeliest(logits, classes, size);
  const mask = likeliest(doubled(logits, classes, size), classes, 2 * size);
  dropSpecks(mask);
  return mask;
}

function likeliest(logits: Float32Array, classes: number, side: number): ReadMask {
  const area = side * side;
  const labels = new Uint8Array(area);
  const best = logits.slice(0, area);
  for (let label = 1; label < classes; label++)
    for (let pixel = 0, at = label * area; pixel < area; pixel++, at++)
      if (logits[at]! > best[pixel]!) {
        best[pixel] = logits[at]!;
        labels[pixel] = label;
      }
  const borders: number[] = [];
  for (let pixel = 0; pixel < area; pixel++) {
    const right = (pixel + 1) % side > 0 && labels[pixel] !== labels[pixel + 1];
    const below = pixel + side < area && labels[pixel] !== labels[pixel + side];
    if (right || below) borders.push(pixel);
  }
  let [sum, looks] = [0, 0];
  for (let i = 0; i < borders.length; i += Math.ceil(borders.length / LOOKS)) {
    const pixel = borders[i]!;
    let total = 0;
    for (let at = pixel; at < logits.length; at += area) total += Math.exp(logits[at]! - best[pixel]!);
    sum += 1 / total;
    looks++;
  }
  return { side, labels, confidence: looks > 0 ? sum / looks : null };
}

/**
 * Maps at twice their size: smoothed over neighbours by 1 : 6 : 1, then bilinear. Along an axis both together weigh two
 * cells before, one before, its own and the next by 1 : 9 : 19 : 3 for the first half of a cell, mirrored for the second.
 */
function doubled(maps: Float32Array, count: number, size: number): Float32Array {
  const side = 2 * size;
  const columns = new Float32Array(size * side);
  const out = new Float32Array(count * side * side);
  const last = size - 1;
  for (let map = 0; map < count; map++) {
    const from = map * size * size;
    for (let y = 0; y < size; y++) {
      const row = from + y * size;
      for (let x = 0; x < size; x++) {
        const own = maps[row + x]!;
        const before = maps[row + Math.max(0, x - 1)]!;
        const after = maps[row + Math.min(last, x + 1)]!;
        const to = y * side + 2 * x;
        columns[to] = (maps[row + Math.max(0, x - 2)]! + 9 * before + 19 * own + 3 * after) / 32;
        columns[to + 1] = (3 * before + 19 * own + 9 * after + maps[row + Math.min(last, x + 2)]!) / 32;
      }
    }
    for (let y = 0; y < size; y++) {
      const own = y * side;
      const [first, before] = [Math.max(0, y - 2) * side, Math.max(0, y - 1) * side];
      const [after, end] = [Math.min(last, y + 1) * side, Math.min(last, y + 2) * side];
      let to = map * side * side + 2 * own;
      for (let x = 0; x < side; x++, to++) {
        const near = 19 * columns[own + x]!;
        const [above, below] = [columns[before + x]!, columns[after + x]!];
        out[to] = (columns[first + x]! + 9 * above + near + 3 * below) / 32;
        out[to + side] = (3 * above + near + 9 * below + columns[end + x]!) / 32;
      }
    }
  }
  return out;
}

/** Cells of one class that hang together over their edges and are too few go to the class that most of their neighbours have. */
function dropSpecks({ side, labels }: ReadMask): void {
  const seen = new Uint8Array(labels.length);
  const cells = new Int32Array(labels.length);
  const around = new Uint32Array(256);
  for (let start = 0; start < labels.length; start++) {
    if (seen[start]) continue;
    const label = labels[start]!;
    seen[start] = 1;
    cells[0] = start;
    let found = 1;
    around.fill(0);
    const meet = (cell: number): void => {
      const other = labels[cell]!;
      if (other !== label) around[other]!++;
      else if (!seen[cell]) {
        seen[cell] = 1;
        cells[found++] = cell;
      }
    };
    for (let next = 0; next < found; next++) {
      const cell = cells[next]!;
      const x = cell % side;
      if (x > 0) meet(cell - 1);
      if (x < side - 1) meet(cell + 1);
      if (cell >= side) meet(cell - side);
      if (cell < labels.length - side) meet(cell + side);
    }
    if (found >= SPECK * labels.length) continue;
    const most = around.indexOf(Math.max(...around));
    for (let i = 0; i < found; i++) labels[cells[i]!] = most;
  }
}
