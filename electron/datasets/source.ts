/** A dataset that somebody brings: a folder, or one file of it, and the pictures that its labels speak of. */
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { inspectPhoto } from '../imaging/decode.ts';
import type { Size } from '../shared/domain/geometry.ts';
import { isPhotoName } from '../shared/domain/image.ts';
import { ProblemError } from '../shared/errors.ts';
import { unpackZip } from './archive.ts';
import { stemOf } from './names.ts';

/** A photo that the project has, for labels that came without their pictures. */
export interface KnownPhoto extends Size {
  path: string;
}

/** A line of a text file; `line` counts from 1. */
export interface Line {
  text: string;
  line: number;
}

export interface Source {
  /** Absolute path of the folder. */
  root: string;
  /** The one file that was chosen, relative to the root; null where a folder was. */
  chosen: string | null;
  /** Every file, relative with forward slashes, in natural order. */
  files(): Promise<readonly string[]>;
  /** What the person points at: every file, or the chosen one alone. By these a format is recognised. */
  offered(): Promise<readonly string[]>;
  /** The files with one of these names or endings (which begin with a dot), the chosen one alone where it is one. */
  named(...names: string[]): Promise<string[]>;
  full(file: string): string;
  bytes(file: string): Promise<Buffer>;
  text(file: string): Promise<string>;
  /** The beginning of a file, for a look at what it is. */
  head(file: string, bytes: number): Promise<string>;
  /** Line by line, without line ends and without a byte order mark. */
  lines(file: string): AsyncGenerator<Line>;
  /** The files of the same folder. */
  beside(file: string): Promise<readonly string[]>;
  /** The dataset's picture at this path but for its ending. */
  pictureOfStem(stem: string): Promise<string | null>;
  /** The name of the project's one photo whose path ends so but for its own ending; null for none. */
  nameOfStem(stem: string): Promise<string | null>;
  /** The picture that a label calls by this path or name: its file in the dataset. */
  picture(name: string, near?: string): Promise<string | null>;
  /** Size of the upright picture, from the dataset or from the project; null where neither has it. */
  sizeOf(name: string, near?: string): Promise<Size | null>;
  /** Takes away what was unpacked to be read. */
  close(): Promise<void>;
}

const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' });

/** With forward slashes, without `.`; a path that would leave the dataset keeps its name alone. */
export function tidyName(name: string): string {
  const steps = name.replaceAll('\\', '/').split('/');
  const kept = steps.filter((step) => step !== '' && step !== '.');
  return kept.includes('..') ? (kept.at(-1) ?? '') : kept.join('/');
}

/** Hidden folders, and what macOS leaves in copies and archives. */
const isLitter = (file: string): boolean => {
  const steps = file.split('/');
  const name = steps.pop()!;
  return steps.some((step) => step.startsWith('.') || step === '__MACOSX') || /^(\._.*|\.DS_Store)$/.test(name);
};

async function walk(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !isLitter(file))
    .sort(compare);
}

/** A zip file is unpacked beside the system's other temporary files, and taken away again by `close`. */
async function openArchive(file: string, known: readonly KnownPhoto[]): Promise<Source> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lineament-dataset-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await unpackZip(file, folder);
    return { ...(await openSource(folder, known)), close: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * @param place a folder, a zip file, or the one file to read
 * @param known the project's photos
 * @throws {ProblemError} `not-found` where there is nothing
 */
export async function openSource(place: string, known: readonly KnownPhoto[] = []): Promise<Source> {
  const found = await stat(place).catch((error: unknown) => {
    throw new ProblemError('not-found', `There is no dataset at ${place}. Check the path.`, { cause: error });
  });
  if (found.isFile() && place.toLowerCase().endsWith('.zip')) return openArchive(place, known);
  const root = found.isDirectory() ? path.resolve(place) : path.dirname(path.resolve(place));
  const chosen = found.isDirectory() ? null : path.basename(place);
  let listed: Promise<string[]> | null = null;
  let folders: Promise<Map<string, string[]>> | null = null;
  let pictures: Promise<Map<string, string[]>> | null = null;
  let stems: Promise<Map<string, string>> | null = null;
  const byName = Map.groupBy(known, (photo) => path.basename(photo.path).normalize('NFC'));
  const byStem = Map.groupBy(known, (photo) => path.parse(photo.path).name.normalize('NFC'));

  const files = () => {
    listed ??= walk(root);
    return listed;
  };
  const offered = async () => (chosen === null ? files() : [chosen]);
  const full = (file: string) => path.join(root, ...file.split('/'));

  /** Pictures of the dataset by their bare names. */
  const picturesByName = async () => {
    pictures ??= files().then((all) =>
      Map.groupBy(all.filter(isPhotoName), (file) => path.posix.basename(file).normalize('NFC')),
    );
    return pictures;
  };

  async function picture(name: string, near = ''): Promise<string | null> {
    const tidy = tidyName(name).normalize('NFC');
    const candidates = (await picturesByName()).get(path.posix.basename(tidy)) ?? [];
    const beside = path.posix.join(path.posix.dirname(near), tidy);
    return (
      candidates.find((file) => file.normalize('NFC') === beside) ??
      candidates.find((file) => file.normalize('NFC') === tidy) ??
      candidates.find((file) => file.normalize('NFC').endsWith(`/${tidy}`)) ??
      (candidates.length === 1 ? candidates[0]! : null)
    );
  }

  return {
    root,
    chosen,
    files,
    offered,
    async named(...names) {
      const matches = (file: string) => {
        const base = path.posix.basename(file).toLowerCase();
        return names.some((name) => (name.startsWith('.') ? base.endsWith(name) : base === name.toLowerCase()));
      };
      return (await offered()).filter(matches);
    },
    full,
    bytes: (file) => readFile(full(file)),
    text: async (file) => (await readFile(full(file), 'utf8')).replace(/^\uFEFF/, ''),
    async head(file, bytes) {
      const handle = await open(full(file), 'r');
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
        return buffer
          .subarray(0, bytesRead)
          .toString('utf8')
          .replace(/^\uFEFF/, '');
      } finally {
        await handle.close();
      }
    },
    async *lines(file) {
      const input = createReadStream(full(file), 'utf8');
      let line = 0;
      try {
        for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
          line++;
          yield { text: line === 1 ? text.replace(/^\uFEFF/, '') : text, line };
        }
      } finally {
        input.destroy();
      }
    },
    async beside(file) {
      folders ??= files().then((all) => Map.groupBy(all, (other) => path.posix.dirname(other)));
      return (await folders).get(path.posix.dirname(file)) ?? [];
    },
    async pictureOfStem(stem) {
      stems ??= files().then(
        (all) => new Map(all.filter(isPhotoName).map((file) => [stemOf(file).normalize('NFC'), file])),
      );
      return (await stems).get(stem.normalize('NFC')) ?? null;
    },
    async nameOfStem(stem) {
      const name = path.posix.basename(stem).normalize('NFC');
      const found = byStem.get(name) ?? [];
      return found.length === 1 ? path.basename(found[0]!.path) : null;
    },
    picture,
    async sizeOf(name, near) {
      const file = await picture(name, near);
      if (file !== null) {
        const { width, height } = await inspectPhoto(full(file));
        return { width, height };
      }
      const tidy = tidyName(name).normalize('NFC');
      const candidates = byName.get(path.posix.basename(tidy)) ?? [];
      const photo =
        candidates.find((other) => other.path.split(path.sep).join('/').endsWith(`/${tidy}`)) ??
        (candidates.length === 1 ? candidates[0] : undefined);
      return photo ? { width: photo.width, height: photo.height } : null;
    },
    close: async () => {},
  };
}

/** By what a format's own files are told from others. */
export interface Mark {
  /** Names or endings, which begin with a dot. */
  names: readonly string[];
  /** How much of a file's beginning is looked at. */
  bytes: number;
  fits(head: string, file: string): boolean;
  /** For formats with a file a picture: the picture's path but for its ending. A file that has one needs no mark. */
  stem?(file: string): string;
}

/** Files that are looked at to recognise a dataset. */
const SAMPLE = 20;

/** The files that are a format's own. */
export async function* filesLike(source: Source, { names, bytes, fits, stem }: Mark): AsyncGenerator<string> {
  for (const file of await source.named(...names))
    if (fits(await source.head(file, bytes), file) || (stem && (await source.pictureOfStem(stem(file))))) yield file;
}

/** The first file with a format's mark among a few; null for none. */
export async function firstLike(source: Source, { names, bytes, fits }: Mark): Promise<string | null> {
  for (const file of (await source.named(...names)).slice(0, SAMPLE))
    if (fits(await source.head(file, bytes), file)) return file;
  return null;
}

export const hasLike = async (source: Source, mark: Mark): Promise<boolean> => (await firstLike(source, mark)) !== null;
