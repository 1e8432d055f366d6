/** CelebA's list of attributes, which CelebAMask-HQ shares: a count, forty names, and a row of 1 and -1 a picture. */
import { ATTRIBUTES } from '../shared/domain/vocabulary.ts';
import type { Rejection, ValueOf } from './format.ts';
import { words } from './numbers.ts';
import type { Source } from './source.ts';

type States = ValueOf<'attributes'>['states'];

/** 1 for yes, -1 for no, 0 for unknown, which the original does not have. */
export const attributeRow = (states: States): number[] =>
  states.map((state) => ({ yes: 1, no: -1, unknown: 0 })[state]);

/** Rows by picture. Columns are found by their names in the head, so that other orders are read right, too. */
export async function readAttributeRows(
  source: Source,
  name: string,
): Promise<{ rows: Map<string, States>; rejected: Rejection[] }> {
  const rows = new Map<string, States>();
  const rejected: Rejection[] = [];
  for (const file of await source.named(name)) {
    // A head without the column of the picture's name in the lists, with it in copies as csv.
    let columns: number[] = ATTRIBUTES.map((_, at) => at);
    for await (const { text, line } of source.lines(file)) {
      const cells = text.includes(',') ? text.split(',').map((cell) => cell.trim()) : words(text);
      const [first = '', ...rest] = cells;
      if (cells.includes(ATTRIBUTES[0])) {
        const names = cells.filter((cell) => cell !== 'image_id');
        columns = ATTRIBUTES.map((attribute) => names.indexOf(attribute));
        continue;
      }
      if (cells.length <= 1) continue;
      if (rest.length !== ATTRIBUTES.length || rest.some((cell) => !['1', '-1', '0'].includes(cell))) {
        rejected.push({
          file,
          line,
          reason: `a row has a picture and ${ATTRIBUTES.length} values of 1 or -1, this one has not`,
        });
        continue;
      }
      const states = columns.map((column): States[number] => {
        const cell = rest[column];
        return cell === '1' ? 'yes' : cell === '-1' ? 'no' : 'unknown';
      });
      rows.set(first, states);
    }
  }
  return { rows, rejected };
}
