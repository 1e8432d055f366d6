/** The end of every dataset: what the writer still has to say, a card, a description, a manifest, and the folder's name. */
import type { FormatName } from '../shared/domain/dataset.ts';
import { datasetCard } from './card.ts';
import { croissantOf } from './croissant.ts';
import type { ExportResult } from './export.ts';
import type { DatasetWriter, Header } from './format.ts';
import { FORMATS } from './formats.ts';
import { MANIFEST, manifestText } from './manifest.ts';
import type { FolderOutput } from './output.ts';
import type { Tally } from './tally.ts';

export async function finishDataset(
  output: FolderOutput,
  writer: DatasetWriter,
  name: FormatName,
  header: Header,
  counts: Tally,
): Promise<ExportResult> {
  const format = FORMATS[name];
  await writer.finish();
  const described = await output.settle();
  await output.text('README.md').write(datasetCard(format, header, counts, format.cardFront?.(header) ?? []));
  await output.text('croissant.json').write(await croissantOf(format, header, described));
  const listed = await output.settle();
  const manifest = output.text(MANIFEST);
  for await (const piece of manifestText(name, format, header, counts, listed)) await manifest.write(piece);
  let [files, bytes] = [0, 0];
  for await (const [, file] of await output.settle()) {
    files++;
    bytes += file.bytes;
  }
  await output.publish();
  const splits: ExportResult['splits'] = {};
  for (const [split, { faces }] of counts.splits) if (split !== null) splits[split] = faces;
  return { files, bytes, pictures: counts.pictures, faces: counts.faces, splits };
}
