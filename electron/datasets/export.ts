/** An export under way: planned faces in, a whole dataset folder out. Runs in the dataset thread. */
import type { Content, Crop, FormatName, Split } from '../shared/domain/dataset.ts';
import type { Box } from '../shared/domain/geometry.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import { cropFace, cropSquareOf } from './crops.ts';
import { finishDataset } from './finish.ts';
import type { DatasetFace, Header, WriteItem } from './format.ts';
import { FORMATS } from './formats.ts';
import { createLane } from './in-order.ts';
import { openFolderOutput } from './output.ts';
import { createPictures, type PhotoFile, pictureKind } from './pictures.ts';
import { SOURCES, sourceLine } from './sources-list.ts';
import { createTally } from './tally.ts';

/** What a whole export is. */
export interface ExportPlan {
  format: FormatName;
  folder: string;
  /** The same for the same faces and wishes: a second run under it goes on where the first was cut. */
  id: string;
  header: Header;
  content: Content;
  crop: Crop;
  /** Pictures without metadata, and no word of where they come from. */
  isPrivate: boolean;
}

/** A picture of the plan. */
export interface PlannedItem {
  /** With its ending, unique. */
  name: string;
  ordinal: number;
  split: Split | null;
  photo: PhotoFile;
  /** In the upright photo; one where a picture shows one face. */
  faces: readonly DatasetFace[];
  /** Faces that nobody should recognise. */
  blur: readonly Box[];
}

export interface ExportResult {
  files: number;
  bytes: number;
  pictures: number;
  faces: number;
  splits: Partial<Record<Split, number>>;
}

/** A photo that had to be left out, and why. */
export interface Skipped {
  path: string;
  reason: string;
}

export interface RunningExport {
  /**
   * Writes pictures in order, and resolves to those that had to be left out. The next ones may be added meanwhile: they are
   * made beside these, and written after them.
   */
  add(items: readonly PlannedItem[]): Promise<Skipped[]>;
  /** Writes manifest and card and gives the folder its name. */
  finish(): Promise<ExportResult>;
  close(): Promise<void>;
}

/** Pictures in the making, or made and not yet written. */
const AT_ONCE = 4;

/** @throws {ProblemError} where the folder is taken */
export async function beginExport(plan: ExportPlan): Promise<RunningExport> {
  const format = FORMATS[plan.format];
  const { header, content } = plan;
  const output = await openFolderOutput(plan.folder, plan.id);
  const writer = format.write(output, header);
  const picture = createPictures();
  const tally = createTally();
  const sources = plan.isPrivate ? null : output.text(SOURCES);

  interface Ready {
    item: WriteItem;
    file: string | null;
    square: ReturnType<typeof cropSquareOf>;
  }

  async function prepare({ photo, faces, blur, ...rest }: PlannedItem): Promise<Ready> {
    const square = content === 'crops' ? squareOf(faces, plan.crop) : null;
    const item: WriteItem = {
      ...rest,
      size: square ? { width: square.size, height: square.size } : { width: photo.width, height: photo.height },
      faces: square ? faces.map((face) => cropFace(face, square)) : faces,
      photo: plan.isPrivate ? null : { path: photo.path, hash: photo.hash },
      bytes: null,
    };
    if (content === 'labels') return { item, file: null, square };
    const file = format.pictureFile(item, header);
    const kind = pictureKind(photo, content, format, plan.isPrivate || blur.length > 0);
    if (file === null || !output.has(file)) item.bytes = await picture(photo, { kind, square, blur });
    return { item, file, square };
  }

  const lane = createLane(AT_ONCE);

  async function write({ item, file, square }: Ready): Promise<void> {
    const { bytes } = item;
    if (file !== null) await output.put(file, () => bytes ?? lost(file));
    await writer.add(item);
    tally.add(item.split, item.faces);
    await sources?.write(sourceLine(item, format.pictureFile(item, header), square));
  }

  /** Null for a picture that is written, else why it is left out. */
  const add = (planned: PlannedItem): Promise<Skipped | null> =>
    lane.run(
      () =>
        prepare(planned).catch((error: unknown): Skipped => {
          const { code, message } = toProblem(error);
          if (code === 'internal' || code === 'storage') throw error;
          return { path: planned.photo.path, reason: message };
        }),
      async (ready) => {
        if ('reason' in ready) return ready;
        await write(ready);
        return null;
      },
    );

  return {
    async add(items) {
      const added = await Promise.allSettled(items.map(add));
      return added.flatMap((one) => {
        if (one.status === 'rejected') throw one.reason;
        return one.value ?? [];
      });
    },
    finish: () => finishDataset(output, writer, plan.format, header, tally.result()),
    async close() {
      await lane.idle();
      await output.close();
    },
  };
}

function squareOf(faces: readonly DatasetFace[], crop: Crop) {
  const square = faces[0] ? cropSquareOf(faces[0], crop) : null;
  if (square) return square;
  throw new ProblemError(
    'bad-input',
    'A face has no landmarks to be aligned by. Label them, or cut faces out without aligning.',
  );
}

/** For a file that the journal knows but that has gone since. */
function lost(file: string): never {
  throw new ProblemError('conflict', `${file} was taken away while the dataset was written. Export again.`);
}
