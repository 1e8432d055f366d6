/** `manifest.json`: counts, class lists, whose values they are, and the SHA-256 of every file of a dataset. */
import { SPLITS } from '../shared/domain/dataset.ts';
import type { Format, Header } from './format.ts';
import type { FileListing } from './output.ts';
import type { Tally } from './tally.ts';

export const MANIFEST = 'manifest.json';

/** In pieces, because a dataset may have a million files. */
export async function* manifestText(
  name: string,
  format: Format,
  header: Header,
  tally: Tally,
  files: FileListing,
): AsyncGenerator<string> {
  const facts = {
    title: header.title,
    licence: header.licence || null,
    format: name,
    options: header.options,
    pictures: tally.pictures,
    faces: tally.faces,
    accepted: tally.accepted,
    identities: tally.identities,
    splits: Object.fromEntries(
      SPLITS.filter((split) => tally.splits.has(split)).map((split) => [split, tally.splits.get(split)]),
    ),
    classes: format.classes,
    origin: format.origin,
    labels: tally.tasks,
    models: header.models.map(({ id, name: model, sha256 }) => ({ id, name: model, sha256 })),
  };
  yield `${JSON.stringify(facts, null, 2).slice(0, -2)},\n  "files": {`;
  let isFirst = true;
  for await (const [file, { bytes, sha256 }] of files) {
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(file)}: ${JSON.stringify({ bytes, sha256 })}`;
    isFirst = false;
  }
  yield '\n  }\n}\n';
}
