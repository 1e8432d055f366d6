/** CelebA's lists, which CelebAMask-HQ shares: how many pictures, names of columns, and a row a picture; copies are csv. */
import { SPLITS, type Split } from '../shared/domain/dataset.ts';
import { ATTRIBUTES } from '../shared/domain/vocabulary.ts';
import type { Rejection, ValueOf } from './format.ts';
import { words } from './numbers.ts';
import { sentenceOf } from './rejections.ts';
import type { Source } from './source.ts';

type States = ValueOf<'attributes'>['states'];

export interface PictureRow {
  name: string;
  cells: string[];
  /** Names of the columns, where the list has them: with or without one for the picture. */
  head: readonly string[];
  file: string;
  line: number;
}

/** Lines that may stand before the first row. */
const HEAD_LINES = 2;

/** The rows of a list, by spaces or by commas. What is no row is told, and so is a count in the head that is not theirs. */
async function* pictureRows(source: Source, names: readonly string[]): AsyncGenerator<PictureRow | Rejection> {
  for (const file of await source.named(...names)) {
    let head: readonly string[] = [];
    let stated: number | null = null;
    let count = 0;
    const seen = new Set<string>();
    for await (const { text, line } of source.lines(file)) {
      if (text.trim() === '') continue;
      const all = text.includes(',') ? text.split(',').map((cell) => cell.trim()) : words(text);
      const [name = '', ...cells] = all;
      if (/\.(jpe?g|png)$/i.test(name)) {
        count++;
        if (seen.has(name)) yield { file, line, reason: `«${name}» has a row already` };
        else yield { name, cells, head, file, line };
        seen.add(name);
      } else if (line === 1 && cells.length === 0 && /^\d+$/.test(name)) stated = Number(name);
      else if (line <= HEAD_LINES && !cells.some((cell) => /^-?\d+(\.\d+)?$/.test(cell))) head = all;
      else {
        count++;
        yield { file, line, reason: `a row begins with a picture, not with «${name}»` };
      }
    }
    if (stated !== null && stated !== count)
      yield { file, line: 1, reason: `its head says ${stated} pictures, and there are ${count}: it is not whole` };
  }
}

/** What the rows of a list say, row by row; what is no row, or says nothing that `read` can use, is told. */
export async function* readRows(
  source: Source,
  names: readonly string[],
  read: (row: PictureRow) => void,
): AsyncGenerator<Rejection> {
  for await (const row of pictureRows(source, names))
    if ('reason' in row) yield row;
    else
      try {
        read(row);
      } catch (error) {
        yield { file: row.file, line: row.line, reason: sentenceOf(error) };
      }
}

/** The split of a row of `list_eval_partition.txt`. */
export function splitOfRow({ cells: [part = ''] }: PictureRow): Split {
  const split = /^[012]$/.test(part) ? SPLITS[Number(part)] : undefined;
  if (!split) throw new TypeError(`a part is 0, 1 or 2, not «${part}»`);
  return split;
}

/** 1 for yes, -1 for no, 0 for unknown, which the original does not have. */
export const attributeRow = (states: States): number[] =>
  states.map((state) => ({ yes: 1, no: -1, unknown: 0 })[state]);

const STATES: Record<string, States[number]> = { '1': 'yes', '-1': 'no', '0': 'unknown' };

/** Attributes by picture. Columns are found by their names in the head, so that other orders are read right, too. */
export async function readAttributeRows(
  source: Source,
  ...names: string[]
): Promise<{ rows: Map<string, States>; rejected: Rejection[] }> {
  const rows = new Map<string, States>();
  const rejected: Rejection[] = [];
  let known: readonly string[] | null = null;
  let columns: number[] = [];
  const told = readRows(source, names, ({ name, cells, head, file }) => {
    if (head !== known) {
      known = head;
      const listed = head.filter((cell) => cell !== 'image_id');
      columns = ATTRIBUTES.map((attribute, at) => (listed.length === 0 ? at : listed.indexOf(attribute)));
      const missing = ATTRIBUTES.filter((_, at) => columns[at] === -1);
      if (missing.length > 0)
        rejected.push({ file, line: null, reason: `its head does not name ${missing.join(', ')}: unknown of all` });
    }
    if (cells.length !== ATTRIBUTES.length || cells.some((cell) => !Object.hasOwn(STATES, cell)))
      throw new TypeError(`a row has a picture and ${ATTRIBUTES.length} values of 1 or -1, this one has not`);
    rows.set(
      name,
      columns.map((column) => STATES[cells[column] ?? '0']!),
    );
  });
  for await (const rejection of told) rejected.push(rejection);
  return { rows, rejected };
}
