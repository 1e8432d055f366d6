/** What the dataset thread does for the rest of the app: exports and imports under way, by number. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodePixels } from '../imaging/cut-out.ts';
import { FormatFacts as Facts, FORMAT_NAMES, type FormatFacts, type FormatName } from '../shared/domain/dataset.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Service } from '../shared/rpc.ts';
import { checked } from './check.ts';
import {
  beginExport,
  type ExportPlan,
  type ExportResult,
  type PlannedItem,
  type RunningExport,
  type Skipped,
} from './export.ts';
import type { Format, Reading, SourceModel } from './format.ts';
import { FORMATS } from './formats.ts';
import { renderPeople } from './rendered/people.ts';
import { createRenderer, type Renderer } from './rendered/renderer.ts';
import { type KnownPhoto, openSource, type Source } from './source.ts';
import { withPhotos } from './sources-list.ts';

const SAMPLE_SIZE = { width: 960, height: 720 };

interface RunningImport {
  source: Source;
  readings: AsyncGenerator<Reading>;
}

export function createDatasetService() {
  const exports = new Map<number, RunningExport>();
  const imports = new Map<number, RunningImport>();
  let next = 1;
  let renderer: Renderer | null = null;

  function take<Item>(running: Map<number, Item>, id: number): Item {
    const item = running.get(id);
    if (item) return item;
    // The thread has been started anew since.
    throw new ProblemError('unavailable', 'The dataset thread was interrupted. Start the export or import again.');
  }

  return {
    beginExport: async (plan: ExportPlan): Promise<number> => {
      const id = next++;
      exports.set(id, await beginExport(plan));
      return id;
    },
    addToExport: ({ id, items }: { id: number; items: PlannedItem[] }): Promise<Skipped[]> =>
      take(exports, id).add(items),
    finishExport: async ({ id }: { id: number }): Promise<ExportResult> => {
      const result = await take(exports, id).finish();
      exports.delete(id);
      return result;
    },
    closeExport: async ({ id }: { id: number }): Promise<void> => {
      await exports.get(id)?.close();
      exports.delete(id);
    },

    /** A rendered photo of a few people, as JPEG. */
    drawPhoto: async ({ seed, file }: { seed: number; file: string }): Promise<void> => {
      renderer ??= createRenderer();
      const { width, height, pixels } = renderPeople(renderer, seed, SAMPLE_SIZE);
      const bytes = await encodePixels({ width, height, channels: 3, data: pixels }, 'jpeg');
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(`${file}.part`, bytes);
      await rename(`${file}.part`, file);
    },

    /** The formats that a folder or file looks like, the likeliest first. */
    recognise: async ({ path }: { path: string }): Promise<FormatName[]> => {
      const source = await openSource(path);
      try {
        const found: FormatName[] = [];
        for (const name of FORMAT_NAMES) if (await FORMATS[name].recognise(source)) found.push(name);
        return found;
      } finally {
        await source.close();
      }
    },
    beginImport: async (wish: {
      format: FormatName;
      path: string;
      options: Record<string, string>;
      known: KnownPhoto[];
    }): Promise<{ id: number; models: SourceModel[] }> => {
      const id = next++;
      const source = await openSource(wish.path, wish.known);
      const format: Format = FORMATS[wish.format];
      imports.set(id, { source, readings: checked(withPhotos(source, format.read(source, wish.options))) });
      return { id, models: (await format.models?.(source)) ?? [] };
    },
    /** Up to `count` more pictures or rejections; fewer at the end. */
    readImport: async ({ id, count }: { id: number; count: number }): Promise<Reading[]> => {
      const { readings } = take(imports, id);
      const read: Reading[] = [];
      while (read.length < count) {
        const { value, done } = await readings.next();
        if (done) break;
        read.push(value);
      }
      return read;
    },
    closeImport: async ({ id }: { id: number }): Promise<void> => {
      const running = imports.get(id);
      imports.delete(id);
      await running?.readings.return(undefined);
      await running?.source.close();
    },
  } satisfies Service;
}

export type DatasetService = ReturnType<typeof createDatasetService>;

/** What there is to know of every format before it is chosen. */
export const formatFacts = (): Record<FormatName, FormatFacts> =>
  Object.fromEntries(FORMAT_NAMES.map((name) => [name, Facts.parse(FORMATS[name])])) as Record<FormatName, FormatFacts>;

/**
 * A value for each of a format's options: what was asked for, else the usual one.
 * @throws {ProblemError} `bad-input` for an option or a value that the format does not have
 */
export function completeOptions(format: FormatName, asked: Readonly<Record<string, string>>): Record<string, string> {
  const { options, title } = FORMATS[format] as FormatFacts;
  for (const [name, value] of Object.entries(asked)) {
    const choices = options[name]?.choices.map((choice) => choice.value);
    if (!choices)
      throw new ProblemError(
        'bad-input',
        `${title} has no option «${name}». It has: ${Object.keys(options).join(', ') || 'none'}.`,
      );
    if (!choices.includes(value))
      throw new ProblemError('bad-input', `${title}: ${name} is ${choices.join(' or ')}, not «${value}».`);
  }
  return Object.fromEntries(
    Object.entries(options).map(([name, { choices }]) => [name, asked[name] ?? choices[0]!.value]),
  );
}
