/** Rendered faces written as a dataset: what is read back is what is true of them. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { isRejection, type ReadItem } from '../../../electron/datasets/format.ts';
import { FORMATS } from '../../../electron/datasets/formats.ts';
import { createRenderer } from '../../../electron/datasets/rendered/renderer.ts';
import { type RenderService, renderService } from '../../../electron/datasets/rendered/service.ts';
import { annotationsOf } from '../../../electron/datasets/rendered/truth.ts';
import { openSource } from '../../../electron/datasets/source.ts';
import { RENDERED, writeRendered } from '../../../electron/datasets/write-rendered.ts';
import { TASKS } from '../../../electron/shared/domain/vocabulary.ts';
import { connectCalls, serveCalls } from '../../../electron/shared/rpc.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lineament-rendered-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The renderer at the other end of a port of this thread. */
const { port1, port2 } = new MessageChannel();
serveCalls(port1, renderService());
const threads = [connectCalls<RenderService>(port2)];
afterAll(() => port1.close());

async function readBack(place: string): Promise<ReadItem[]> {
  const source = await openSource(place);
  const items: ReadItem[] = [];
  for await (const reading of FORMATS.native.read(source, {})) {
    if (isRejection(reading)) throw new Error(reading.reason);
    items.push(reading);
  }
  await source.close();
  return items;
}

const WISH = { seed: 44, size: 96, profile: 'celebamask-19', outline: true } as const;

test('faces come back with all ten labels, to the last bit', async () => {
  const place = path.join(folder, 'faces');
  const counts: number[] = [];
  const result = await writeRendered({ ...WISH, folder: place, count: 2, scenes: false }, threads, (count) =>
    counts.push(count),
  );
  expect(result).toMatchObject({ pictures: 2, faces: 2 });
  expect(counts).toEqual([1, 2]);
  expect(readdirSync(path.join(place, 'photos'))).toEqual(['00000044.png', '00000045.png']);

  const [, item] = await readBack(place);
  const face = createRenderer().renderFace({ seed: 45 }, { size: 96 });
  const truths = annotationsOf(face.truth, face.labels, face, WISH);
  expect(item!.faces[0]!.annotations.map(({ task }) => task)).toEqual([...TASKS]);
  expect(item!.faces[0]!.annotations.map(({ task, value }) => ({ task, value }))).toEqual(truths);
  expect(item!.faces[0]!.annotations.map(({ origin }) => origin)).toEqual(TASKS.map(() => RENDERED));
});

test('scenes come back with a face for everyone who can be seen, its mask inside of the picture', async () => {
  const place = path.join(folder, 'scenes');
  await writeRendered({ ...WISH, folder: place, count: 3, size: 160, scenes: true }, threads, () => {});
  const items = await readBack(place);
  expect(items).toHaveLength(3);
  for (const { faces } of items)
    for (const { annotations } of faces) {
      const parsing = annotations.find((annotation) => annotation.task === 'parsing');
      if (parsing?.task !== 'parsing') throw new Error('no mask');
      const { frame } = parsing.value;
      expect(frame.x >= 0 && frame.y >= 0 && frame.x + frame.width <= 160 && frame.y + frame.height <= 120).toBe(true);
    }
});

test('a folder that is taken is left alone', async () => {
  const wish = { ...WISH, folder: path.join(folder, 'faces'), count: 1, scenes: false };
  await expect(writeRendered(wish, threads, () => {})).rejects.toThrow('already exists');
});
