/** People as names of folders and files, and the list that tells who they are: `people.csv` with folder, person, pictures. */
import { hash } from 'node:crypto';
import path from 'node:path';
import { csvLine, parseCsvLine } from './csv.ts';
import type { Rejection } from './format.ts';
import { oneLine, safeName } from './names.ts';
import type { TextFile } from './output.ts';
import { sentenceOf } from './rejections.ts';
import type { Source } from './source.ts';

export const PEOPLE_LIST = 'people.csv';
export const PEOPLE_HEAD = csvLine(['folder', 'person', 'pictures']);
/** Cells of a row; one with others has been cut short. */
const CELLS = 3;

export const personRow = (folder: string, person: string, pictures: number): string =>
  csvLine([folder, oneLine(person), pictures]);

/**
 * Spaces are underscores, as in LFW. A name that no folder can have gets a mark of its own, so that it is not taken for
 * another that would look the same.
 */
export function personFolder(person: string): string {
  const plain = person.replaceAll(/\s+/g, '_');
  const safe = safeName(plain);
  return safe === plain ? safe : `${safe}-${hash('sha256', person).slice(0, 8)}`;
}

/** @param people with how many pictures each has */
export async function writePeople(list: TextFile, people: Iterable<[string, number]>): Promise<void> {
  await list.write(PEOPLE_HEAD);
  for (const [person, pictures] of people) await list.write(personRow(personFolder(person), person, pictures));
}

/** Names as they were before they became folders, by the folder's path. */
export async function listedPeople(source: Source): Promise<{ names: Map<string, string>; rejected: Rejection[] }> {
  const names = new Map<string, string>();
  const rejected: Rejection[] = [];
  for (const file of await source.named(PEOPLE_LIST))
    for await (const { text, line } of source.lines(file))
      try {
        if (text.trim() === '') continue;
        const cells = parseCsvLine(text);
        if (cells.length !== CELLS)
          throw new RangeError(`a row is a folder, a person and a number of pictures, not «${text.trim()}»`);
        const [folder, person] = cells;
        if (folder && person) names.set(path.posix.join(path.posix.dirname(file), folder), person);
      } catch (error) {
        rejected.push({ file, line, reason: sentenceOf(error) });
      }
  return { names, rejected };
}
