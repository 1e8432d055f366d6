/** Datasets whose labels stand in the names of their pictures, one face each: AgeDB, MORPH-II, UTKFace. */
import path from 'node:path';
import type { Annotation } from '../shared/domain/annotation.ts';
import type { FormatName } from '../shared/domain/dataset.ts';
import { isPhotoName } from '../shared/domain/image.ts';
import { ageOf } from './ages.ts';
import { foundFace, foundPicture, type Reading, type Rejection, type ValueOf, type WriteItem } from './format.ts';
import { attempt } from './rejections.ts';
import type { Source } from './source.ts';

/** Years that no person has lived. */
export const OLDEST = 130;
/** Pictures that are looked at to recognise a dataset. */
const SAMPLE = 200;

/** @throws {RangeError} for more years than anybody has */
export function ageInName(years: string): ValueOf<'age'> {
  if (Number(years) > OLDEST) throw new RangeError(`nobody is ${years} years old`);
  return ageOf(Number(years));
}

/** Whether most pictures have names of this kind. */
export async function looksNamed(source: Source, pattern: RegExp): Promise<boolean> {
  const pictures = (await source.offered()).filter(isPhotoName).slice(0, SAMPLE);
  const fitting = pictures.filter((file) => pattern.test(path.posix.basename(file)));
  return pictures.length > 0 && fitting.length > pictures.length / 2;
}

/** What the groups of a name's pattern say of the face; `problem` is told of what is left out. */
type NameReader = (groups: readonly string[], base: string, problem: (reason: string) => void) => Annotation[];

/** @param layout what a name is made of, for people */
export async function* readNames(
  source: Source,
  format: FormatName,
  { pattern, layout }: { pattern: RegExp; layout: string },
  read: NameReader,
): AsyncGenerator<Reading> {
  for (const file of await source.files()) {
    if (!isPhotoName(file)) continue;
    const place = { file, line: null };
    const rejections: Rejection[] = [];
    const reading = await attempt(place, () => {
      const base = path.posix.basename(file);
      const found = pattern.exec(base);
      if (!found) throw new TypeError(`the name is not ${layout}`);
      const said = read(found.slice(1), base, (reason) => rejections.push({ ...place, reason }));
      return foundPicture({ name: file, file: source.full(file), faces: [foundFace(format, null, said)], place });
    });
    yield* rejections;
    yield reading;
  }
}

/** Where a picture goes: under its speaking name, or, where too little is known for one, into a folder of its own. */
export const namedPicture =
  (nameOf: (item: WriteItem) => string | null) =>
  (item: WriteItem): string =>
    `${item.split ? `${item.split}/` : ''}${nameOf(item) ?? `incomplete/${item.name}`}`;
