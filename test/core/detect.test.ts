import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { boxOverlap } from '../../electron/shared/domain/geometry.ts';
import { startTestCore, type TestCore, testFolder } from '../helpers/core.ts';
import { drawn } from '../helpers/photos.ts';
import { describeWithFixtures } from '../helpers/shared.ts';

test('looking for faces without a detector fails with a sentence about what to do', async () => {
  const core = await startTestCore();
  const folder = testFolder();
  writeFileSync(path.join(folder, 'a.jpg'), await drawn().jpeg().toBuffer());
  await core.call('project.create', { path: path.join(folder, 'faces.lineament'), photos: [] });
  await core.run({ kind: 'import', paths: [folder] });
  expect(await core.run({ kind: 'detect', images: 'unsearched' })).toMatchObject({
    state: 'failed',
    summary: expect.stringContaining('Models page'),
  });
});

test('a file that is no detector is refused, and nothing is installed', async () => {
  const core = await startTestCore();
  const file = path.join(testFolder(), 'detector.onnx');
  writeFileSync(file, 'not a model');
  await expect(core.call('models.import', { path: file })).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('detector.onnx'),
  });
  expect(await core.call('models.list')).toEqual([]);
});

describeWithFixtures('faces of real photos', (fixtures) => {
  const detector = path.join(fixtures, 'detectors/yunet_s_dynamic.onnx');
  let core: TestCore;
  let photos: string;

  beforeEach(async () => {
    const folder = testFolder();
    photos = path.join(folder, 'photos');
    mkdirSync(photos);
    core = await startTestCore(path.join(folder, 'data'));
    await core.call('project.create', { path: path.join(folder, 'faces.lineament'), photos: [] });
  });

  const add = (...names: string[]) => {
    for (const name of names) cpSync(path.join(fixtures, 'photos', name), path.join(photos, path.basename(name)));
    return core.run({ kind: 'import', paths: [photos] });
  };
  const detect = () => core.run({ kind: 'detect', images: 'unsearched' });
  const allFaces = async () => (await core.call('faces.page', { offset: 0, limit: 500 })).rows;

  test('the first detector becomes the active one and finds the faces of the group photo', async () => {
    expect(await core.call('models.import', { path: detector })).toMatchObject({ family: 'yunet', active: true });
    await add('solvay_1927_bw.jpg');
    expect(await detect()).toMatchObject({ state: 'done', summary: 'Found 29 faces in 1 photo.' });
  });

  test('an import looks for faces by itself once there is a detector', async () => {
    await core.call('models.import', { path: detector });
    cpSync(path.join(fixtures, 'photos/astronaut.png'), path.join(photos, 'astronaut.png'));
    await core.call('jobs.start', { kind: 'import', paths: [photos] });
    const jobs = await core.idle();
    expect(jobs.map(({ request, summary }) => [request.kind, summary])).toEqual([
      ['detect', 'Found 1 face in 1 photo.'],
      ['import', 'Added 1 photo.'],
    ]);
  });

  test('the eight turned photos of one face have their boxes in the same place', async () => {
    await core.call('models.import', { path: detector });
    await add(
      ...['', ...[2, 3, 4, 5, 6, 7, 8].map((turn) => `_orientation_${turn}`)].map(
        (turn) => `exif_hopper/hopper${turn}.jpg`,
      ),
    );
    await detect();
    const faces = await allFaces();
    expect(faces).toHaveLength(8);
    for (const face of faces) expect(boxOverlap(face.box, faces[0]!.box)).toBeGreaterThan(0.95);
  });

  test('a face that a person accepted survives another search, and one that was deleted does not come back', async () => {
    await core.call('models.import', { path: detector });
    await add('three_people_tfjs.jpg');
    await detect();
    const [first, second] = await allFaces();
    await core.call('faces.apply', {
      edits: [
        {
          face: first!.id,
          baseRevision: first!.revision,
          changes: [{ field: 'review', from: 'open', to: 'accepted' }],
        },
        { face: second!.id, baseRevision: second!.revision, changes: [{ field: 'present', from: true, to: false }] },
      ],
    });
    const before = (await allFaces()).length;
    await core.run({ kind: 'detect', images: [first!.image] });
    const after = await allFaces();
    expect(after).toHaveLength(before);
    expect(after.find(({ id }) => id === first!.id)).toMatchObject({ review: 'accepted' });
    expect(after.some(({ box }) => boxOverlap(box, second!.box) > 0.4)).toBe(false);
  });

  test('a photo that is gone is skipped and marked, and the others are searched', async () => {
    await core.call('models.import', { path: detector });
    await add('astronaut.png', 'obama_portrait_tfjs.jpg');
    rmSync(path.join(photos, 'astronaut.png'));
    const job = await detect();
    expect(job).toMatchObject({ state: 'done', skipped: 1, summary: 'Found 1 face in 1 photo, skipped 1.' });
    const { rows } = await core.call('images.page', { state: 'problem', offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ file: 'missing' }]);
  });

  test('removing the detector in use makes another one active', async () => {
    const yunet = await core.call('models.import', { path: detector });
    const ultraface = await core.call('models.import', { path: path.join(fixtures, 'detectors/version-RFB-320.onnx') });
    expect(ultraface.active).toBe(false);
    await core.call('models.remove', { model: yunet.id });
    expect(await core.call('models.list')).toMatchObject([{ id: ultraface.id, active: true }]);
  });
});
