/** Lists with a line a face that names its picture; lines that follow each other and name the same one are its faces. */
import type { Split } from '../shared/domain/dataset.ts';
import { foundPicture, type ReadFace, type ReadItem, type Reading } from './format.ts';
import { sentenceOf } from './rejections.ts';
import type { Line, Source } from './source.ts';

/** What one line says. */
export interface FaceLine {
  name: string;
  face: ReadFace;
}

/** @param read what a line says; null for a line without a face. What it throws is told of the line. */
export async function* readFaceLines(
  source: Source,
  file: string,
  split: Split | null,
  read: (line: Line) => FaceLine | null,
): AsyncGenerator<Reading> {
  let item = null as ReadItem | null;
  for await (const each of source.lines(file)) {
    const { text, line } = each;
    if (text.trim() === '') continue;
    try {
      const said = read(each);
      if (!said) continue;
      if (item?.name === said.name) {
        item.faces.push(said.face);
        continue;
      }
      if (item) yield item;
      item = null;
      const picture = await source.picture(said.name, file);
      item = foundPicture({
        name: said.name,
        file: picture && source.full(picture),
        size: await source.sizeOf(said.name, file),
        split,
        faces: [said.face],
        place: { file, line },
      });
    } catch (error) {
      yield { file, line, reason: sentenceOf(error) };
    }
  }
  if (item) yield item;
}
