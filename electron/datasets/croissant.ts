/**
 * `croissant.json`: the dataset's files for machines that look for datasets, as JSON-LD of MLCommons Croissant 1.0. Label
 * files one by one with their sums, pictures and masks as sets of files by folder; then what the records in them are.
 */
import { isPhotoName } from '../shared/domain/image.ts';
import { pictureRecords, tableRecords } from './croissant-records.ts';
import type { Format, Header } from './format.ts';
import type { FileListing, WrittenFile } from './output.ts';

const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

const MEDIA_TYPES: Record<string, string> = {
  csv: 'text/csv',
  jpg: 'image/jpeg',
  json: 'application/json',
  jsonl: 'application/jsonlines',
  mat: 'application/x-matlab-data',
  parquet: 'application/vnd.apache.parquet',
  png: 'image/png',
  pts: 'text/plain',
  txt: 'text/plain',
  xml: 'application/xml',
  yaml: 'application/yaml',
};

const endingOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1);
const mediaType = (ending: string): string => MEDIA_TYPES[ending.toLowerCase()] ?? 'application/octet-stream';

/** Folders with more files than this are described as sets, and those of pictures always. */
const LISTED = 20;

export async function croissantOf(format: Format, header: Header, files: FileListing): Promise<string> {
  /** Files by folder and ending; of many no more than tell that they are many. */
  const groups = new Map<string, [string, WrittenFile][]>();
  const tables = new Map(format.tables?.(header).map((table) => [table.file, { table, isThere: false }]));
  for await (const [file, written] of files) {
    const described = tables.get(file);
    if (described) described.isThere = true;
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
    const key = `${folder}/*.${endingOf(file)}`;
    const members = groups.get(key);
    if (!members) groups.set(key, [[file, written]]);
    else if (members.length <= LISTED) members.push([file, written]);
  }
  const distribution: Record<string, unknown>[] = [];
  const pictures: string[] = [];
  for (const [glob, members] of groups) {
    if (members.length > LISTED || isPhotoName(glob)) {
      if (isPhotoName(glob)) pictures.push(glob);
      distribution.push({
        '@type': 'cr:FileSet',
        '@id': glob,
        name: glob,
        includes: glob.replace(/^\.\//, ''),
        encodingFormat: mediaType(endingOf(glob)),
      });
      continue;
    }
    for (const [file, { bytes, sha256 }] of members)
      distribution.push({
        '@type': 'cr:FileObject',
        '@id': file,
        name: file,
        contentUrl: file,
        contentSize: `${bytes} B`,
        encodingFormat: mediaType(endingOf(file)),
        sha256,
      });
  }
  const written = [...tables.values()].filter(({ isThere }) => isThere).map(({ table }) => tableRecords(table));
  const recordSet = [...written, ...pictures.map(pictureRecords)];
  const description = {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: header.title,
    description: `Faces with labels, as ${format.title}.`,
    ...(header.licence === '' ? {} : { license: header.licence }),
    isLiveDataset: false,
    distribution,
    ...(recordSet.length > 0 ? { recordSet } : {}),
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}
