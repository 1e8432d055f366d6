/** What a dataset format is, and the neutral form in which photos and faces pass between formats and the project. */
import type { Annotation, AnnotationValue, Origin } from '../shared/domain/annotation.ts';
import {
  ASPECTS,
  type Aspect,
  type Carry,
  type FormatFacts,
  type FormatName,
  type Split,
} from '../shared/domain/dataset.ts';
import type { Face } from '../shared/domain/face.ts';
import type { Box, Size } from '../shared/domain/geometry.ts';
import type { ContentHash } from '../shared/domain/ids.ts';
import type { UsedModel } from '../shared/domain/model.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import type { Table } from './croissant-records.ts';
import type { Output } from './output.ts';
import type { Source } from './source.ts';

/** A face as a dataset holds it, in coordinates of its upright picture. */
export type DatasetFace = Pick<Face, 'box' | 'score' | 'origin' | 'review' | 'annotations'> &
  Partial<Pick<Face, 'skipped' | 'flag'>>;

/** A face as a file tells of it: the box is null where the format has none. */
export type ReadFace = Omit<DatasetFace, 'box'> & { box: Box | null };

/** A picture on its way out. */
export interface WriteItem {
  /** File name with its ending, unique in the dataset; with folders where only labels are written. */
  name: string;
  /** Place in the dataset, from 0. */
  ordinal: number;
  /** Of the upright picture. */
  size: Size;
  split: Split | null;
  faces: readonly DatasetFace[];
  /** The photo that the picture is or was cut from; null where that is nobody's business. */
  photo: { path: string; hash: ContentHash } | null;
  /** The picture's file, for formats that hold it inside of their own. */
  bytes: Uint8Array | null;
}

/** What holds for a whole dataset. */
export interface Header {
  title: string;
  licence: string;
  /** Empty where the dataset is one whole. */
  splits: readonly Split[];
  /** Whether pictures go along. */
  pictures: boolean;
  /** Models whose values may be in it. */
  models: readonly UsedModel[];
  /** A value for each of the format's options. */
  options: Readonly<Record<string, string>>;
}

/** The parts of a dataset: its splits, or the one whole. */
export const partsOf = ({ splits }: Pick<Header, 'splits'>): readonly (Split | null)[] =>
  splits.length > 0 ? splits : [null];

/** A position in a dataset's files, for people: the line counts from 1. */
export interface Place {
  file: string;
  line: number | null;
}

/** What a reader passes over, and why, as a sentence. */
export interface Rejection extends Place {
  reason: string;
}

/** A picture on its way in. */
export interface ReadItem {
  /** What the file calls it: a path or a bare name. */
  name: string;
  /** Where it lies, if it came with the dataset. */
  file: string | null;
  /** The picture itself, from formats that hold it inside of their own. */
  bytes: Uint8Array | null;
  hash: ContentHash | null;
  /** The photo that the picture was made from, where the dataset's list of sources tells. */
  photo?: ContentHash;
  size: Size | null;
  split: Split | null;
  faces: ReadFace[];
  place: Place;
}

/** A picture that a file tells of; what it does not tell is null. */
export const foundPicture = (told: Pick<ReadItem, 'name' | 'faces' | 'place'> & Partial<ReadItem>): ReadItem => ({
  file: null,
  bytes: null,
  hash: null,
  size: null,
  split: null,
  ...told,
});

export type Reading = ReadItem | Rejection;
export const isRejection = (reading: Reading): reading is Rejection => 'reason' in reading;

export interface DatasetWriter {
  /** Writes the labels of one picture. Called in order, the next one after the last one's end. */
  add(item: WriteItem): Promise<void>;
  /** Writes what can only be said when all is known. */
  finish(): Promise<void>;
}

/** A model as a dataset names it. */
export type SourceModel = Omit<UsedModel, 'used'>;

export interface Format extends FormatFacts {
  /** Whether a folder, or the one file that a person chose, looks like this format. */
  recognise(source: Source): Promise<boolean>;
  /** Picture after picture, with memory for a few of them. Throws only where nothing at all can be read. */
  read(source: Source, options: Readonly<Record<string, string>>): AsyncGenerator<Reading>;
  /** The models whose values a dataset names, from formats that tell. */
  models?(source: Source): Promise<SourceModel[]>;
  /** Where a picture's own file goes inside of the dataset; null for formats that hold it inside of their own. */
  pictureFile(item: WriteItem, header: Header): string | null;
  write(output: Output, header: Header): DatasetWriter;
  /** Lines for the front matter of the card, for readers that look there. */
  cardFront?(header: Header): string[];
  /** Its tables, for machines that look for datasets. Those that were not written are passed over. */
  tables?(header: Header): Table[];
}

const carry = (level: Carry['level'], tolerance: number, note: string, returns: boolean): Carry => ({
  level,
  tolerance,
  note,
  returns,
});
/** All of it comes back, moved by no more than the tolerance. */
export const whole = (tolerance = 0, note = ''): Carry => carry('whole', tolerance, note, true);
/** Some of it comes back. */
export const part = (note: string, tolerance = 0): Carry => carry('part', tolerance, note, true);
/** Written for others; not enough to bring a value back. */
export const outOnly = (note: string, tolerance = 0): Carry => carry('part', tolerance, note, false);
export const none = (note = ''): Carry => carry('none', 0, note, false);

/** The table of a format that holds these aspects and no other. */
export const holdsOnly = (held: Partial<Record<Aspect, Carry>>): Record<Aspect, Carry> =>
  Object.fromEntries(ASPECTS.map((aspect) => [aspect, held[aspect] ?? none()])) as Record<Aspect, Carry>;

/** The origin of values that a file brings without saying whose they are. */
export const fromFile = (format: FormatName): Origin => ({ kind: 'import', format });

/** The value of one task. */
export type ValueOf<T extends Task> = Extract<AnnotationValue, { task: T }>['value'];

/** A value that a file brings. */
export const said = <T extends Task>(format: FormatName, task: T, value: ValueOf<T>): Annotation =>
  ({ task, value, origin: fromFile(format), confidence: null }) as Annotation;

/** The values that a file brings, in this order; nothing for tasks that it does not speak of. */
export const allSaid = (format: FormatName, values: { [T in Task]?: ValueOf<T> | null | undefined }): Annotation[] =>
  Object.entries(values).flatMap(([task, value]) => (value ? [said(format, task as Task, value)] : []));

/** A face of a file that names neither a detector nor a verdict. */
export const foundFace = (format: FormatName, box: Box | null, annotations: Annotation[]): ReadFace => ({
  box,
  score: null,
  origin: fromFile(format),
  review: 'open',
  annotations,
});

/** What is said of a face for a task, or null. */
export const saidOf = <T extends Task>(face: Pick<DatasetFace, 'annotations'>, task: T): ValueOf<T> | null =>
  (face.annotations.find((annotation) => annotation.task === task)?.value as ValueOf<T> | undefined) ?? null;
