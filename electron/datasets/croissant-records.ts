/** What the records of a dataset's tables and pictures are, as Croissant's record sets (MLCommons Croissant 1.0, «RecordSet»). */

/** What a value of a field is. */
const TYPES = {
  text: 'sc:Text',
  whole: 'sc:Integer',
  number: 'sc:Float',
  box: 'cr:BoundingBox',
  picture: 'sc:ImageObject',
} as const;

export interface Field {
  name: string;
  /** What it says, for people. */
  about: string;
  type: keyof typeof TYPES;
  /** Where it stands in the file: a column of a table, or a path in JSON. */
  from: { column: string } | { jsonPath: string };
  /** Where it stands within that, for columns that hold more than one value. */
  within?: string;
  /** For a list of values. */
  repeated?: boolean;
}

/** A table of a dataset: a file whose rows, or whose members of a list, are the records. */
export interface Table {
  name: string;
  file: string;
  fields: readonly Field[];
}

/** A table of comma-separated values. @param columns by name: what their values are, and what they say */
export const csvTable = (
  name: string,
  file: string,
  columns: Readonly<Record<string, readonly [type: Field['type'], about: string]>>,
): Table => ({
  name,
  file,
  fields: Object.entries(columns).map(([column, [type, about]]) => ({ name: column, about, type, from: { column } })),
});

/** A list of a JSON file whose members are records. @param list its name in the file; `members` as columns are above */
export const jsonTable = (
  name: string,
  file: string,
  list: string,
  members: Readonly<Record<string, readonly [type: Field['type'], about: string]>>,
): Table => ({
  name,
  file,
  fields: Object.entries(members).map(([member, [type, about]]) => ({
    name: member,
    about,
    type,
    from: { jsonPath: `$.${list}[*].${member}` },
  })),
});

/** The record set of a table. */
export const tableRecords = ({ name, file, fields }: Table): Record<string, unknown> => ({
  '@type': 'cr:RecordSet',
  '@id': name,
  name,
  field: fields.map((field) => ({
    '@type': 'cr:Field',
    '@id': `${name}/${field.name}`,
    name: field.name,
    description: field.about,
    dataType: TYPES[field.type],
    ...(field.repeated ? { repeated: true } : {}),
    source: {
      fileObject: { '@id': file },
      extract: field.from,
      ...(field.within === undefined ? {} : { transform: { jsonPath: field.within } }),
    },
  })),
});

/** The record set of a set of pictures: each with its name. */
export const pictureRecords = (set: string): Record<string, unknown> => ({
  '@type': 'cr:RecordSet',
  '@id': `records of ${set}`,
  name: `records of ${set}`,
  field: [
    { name: 'picture', type: 'picture', property: 'content' },
    { name: 'name', type: 'text', property: 'filename' },
  ].map(({ name, type, property }) => ({
    '@type': 'cr:Field',
    '@id': `records of ${set}/${name}`,
    name,
    dataType: TYPES[type as 'picture' | 'text'],
    source: { fileSet: { '@id': set }, extract: { fileProperty: property } },
  })),
});
