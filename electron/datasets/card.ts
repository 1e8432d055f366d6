/** The card of a dataset: what it is, what its labels mean, who is in it, as Markdown for people and their tools. */
import { SPLITS, type Split } from '../shared/domain/dataset.ts';
import { TASKS, type Task } from '../shared/domain/vocabulary.ts';
import type { Format, Header } from './format.ts';
import { countsBy, type Tally } from './tally.ts';

/** What a value of each task says. */
const DEFINITIONS: Record<Task, string> = {
  parsing: 'one class a pixel of the face and what is around it',
  landmarks: '68 points in the order of iBUG (300-W), counted from 0',
  visibility: '29 flags in the order of COFW: whether a point can be seen',
  pose: "the head's rotation, R = Rz(roll) Ry(yaw) Rx(pitch); all zero looks into the camera, and a nose to the right of the picture, upwards, and a turn clockwise are positive",
  attributes: 'the 40 attributes of CelebA: yes, no or unknown',
  age: 'apparent age in years, and its decade (0-9 … 70+)',
  gender: 'apparent gender: male or female',
  race: 'apparent ancestry, as UTKFace names it: White, Black, Asian, Indian, Others',
  expression: 'one of the seven of RAF-DB, or contempt',
  identity: 'a label that is the same for every face of a person',
};

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

const percent = (part: number, of: number): string => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);

/** Text that may stand in a line of YAML. */
const quoted = (text: string): string => JSON.stringify(text);

const sumOf = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Columns for the splits that the dataset has; none where it is one whole. */
const splitColumns = (header: Header): readonly Split[] => SPLITS.filter((split) => header.splits.includes(split));

function biasTable(tally: Tally, header: Header): string {
  const splits = splitColumns(header);
  const rows = (['gender', 'race', 'age'] as const).flatMap((column) =>
    countsBy(tally, column).map(({ value, faces, splits: counts }) => [
      column,
      value,
      faces,
      percent(faces, tally.faces),
      ...splits.map((split) => counts.get(split) ?? 0),
    ]),
  );
  return table(['group', 'value', 'faces', 'share', ...splits], rows);
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const namedPeople = (count: number): string =>
  count === 0 ? 'none of them named' : `of ${count} named ${count === 1 ? 'person' : 'people'}`;

/** @param front further lines for the front matter, from formats whose readers look there */
export function datasetCard(format: Format, header: Header, tally: Tally, front: readonly string[] = []): string {
  const splits = splitColumns(header);
  const labelled = TASKS.filter((task) => sumOf(tally.tasks[task]) > 0);
  const lines = [
    '---',
    `pretty_name: ${quoted(header.title)}`,
    `license: ${quoted(header.licence || 'unknown')}`,
    'tags: ["faces"]',
    ...front,
    '---',
    '',
    `# ${header.title}`,
    '',
    `${counted(tally.pictures, 'picture')} with ${counted(tally.faces, 'face')}, ${namedPeople(tally.identities)}. Format: ${format.title}.`,
    header.licence === ''
      ? 'Licence: not stated. Nobody may assume one: ask whoever made this dataset.'
      : `Licence: ${header.licence}.`,
    '',
    ...(splits.length > 0
      ? [
          '## Splits',
          '',
          'No person and no two copies of a picture are in two splits, as far as names and looks tell.',
          '',
          table(
            ['split', 'pictures', 'faces'],
            splits.map((split) => [split, tally.splits.get(split)?.pictures ?? 0, tally.splits.get(split)?.faces ?? 0]),
          ),
          '',
        ]
      : []),
    '## Labels',
    '',
    table(
      ['label', 'what it says', 'faces', 'by people', 'from files', 'by models', 'in this format'],
      labelled.map((task) => {
        const counts = tally.tasks[task];
        const { level, note } = format.carries[task];
        const held = level === 'none' ? 'left out' : [level, note].filter(Boolean).join(': ');
        return [
          task,
          DEFINITIONS[task],
          sumOf(counts),
          percent(counts.person, sumOf(counts)),
          percent(counts.import, sumOf(counts)),
          percent(counts.model, sumOf(counts)),
          held,
        ];
      }),
    ),
    '',
    `${tally.accepted} of the ${tally.faces} faces were accepted by a person as they are. What models say was not checked unless so.`,
    `${format.origin === '' ? '' : `Coordinates: ${format.origin}. `}Left and right are the person's own unless the format's own names say otherwise.`,
    ...(format.classes.length > 0
      ? [
          '',
          `Parsing classes by number, from 0: ${format.classes.join(', ')}. ${format.overlap === '' ? '' : `Overlap: ${format.overlap}.`}`,
        ]
      : []),
    '',
    '## Who is in it',
    '',
    'Gender, ancestry and age are what somebody or something saw in the picture, not what people say of themselves.',
    '',
    biasTable(tally, header),
    '',
    '## Files',
    '',
    '`manifest.json` counts and lists every file with its SHA-256.',
    '',
  ];
  return lines.join('\n');
}
