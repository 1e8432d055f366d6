/** Copies of a picture stay on one side of a split, and no photo is decoded twice to know them. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startTestCore, testFolder } from '../helpers/core.ts';

test('photos that look nearly the same are one group, and are known again without their files', async () => {
  const folder = testFolder();
  const photos = path.join(folder, 'photos');
  mkdirSync(photos);
  // Hills: nothing in them is flat, where the sum would tell noise.
  const raw = { width: 160, height: 120, channels: 1 } as const;
  const hill = (at: number) =>
    Math.sin((at % 160) / 9 + Math.sin(at / 160 / 15)) + Math.cos(at / 160 / 11 + (at % 160) / 40);
  const hills = Uint8Array.from({ length: 160 * 120 }, (_, at) => 128 + 50 * hill(at));
  const picture = await sharp(hills, { raw }).toColourspace('srgb').png().toBuffer();
  await sharp(picture).toFile(path.join(photos, 'first.png'));
  await sharp(picture).modulate({ brightness: 0.93 }).jpeg().toFile(path.join(photos, 'copy.jpg'));
  await sharp(picture).flop().toFile(path.join(photos, 'other.png'));
  const core = await startTestCore();
  await core.call('project.create', { path: path.join(folder, 'alike.lineament'), photos: [] });
  await core.run({ kind: 'import', paths: [photos] });
  const { rows } = await core.call('images.page', { offset: 0, limit: 10 });
  for (const { id: image } of rows) {
    const face = await core.call('faces.add', { image, box: { x: 10, y: 12, width: 30, height: 40 } });
    const to = {
      task: 'gender',
      value: { label: 'female', scores: null },
      origin: { kind: 'person', name: '' },
    } as const;
    const change = { field: 'annotation', task: 'gender', from: null, to: { ...to, confidence: null } } as const;
    await core.call('faces.apply', { edits: [{ face: face.id, baseRevision: face.revision, changes: [change] }] });
  }
  expect(await core.call('rounds.material', {})).toMatchObject({ photos: 3, groups: 2 });

  rmSync(photos, { recursive: true });
  rmSync(path.join(folder, 'alike.lineament', 'cache'), { recursive: true });
  expect(await core.call('rounds.material', {})).toMatchObject({ photos: 3, groups: 2 });
});
