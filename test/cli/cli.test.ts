import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from 'vitest';
import { testFolder } from '../helpers/core.ts';
import { drawn } from '../helpers/photos.ts';
import { describeWithFixtures } from '../helpers/shared.ts';

const entry = path.resolve(import.meta.dirname, '../../electron/cli.ts');
let folder: string;

beforeEach(async () => {
  folder = testFolder();
  mkdirSync(path.join(folder, 'photos'));
  writeFileSync(path.join(folder, 'photos/a.jpg'), await drawn().jpeg().toBuffer());
});

const inFolder = (name: string) => path.join(folder, name);

/** Runs the command line in a process of its own. */
const lineament = (...words: string[]): Promise<{ code: number; out: string; errors: string }> =>
  new Promise((resolve) => {
    const args = [entry, ...words, '--data', inFolder('data')];
    execFile(process.execPath, args, (error, out, errors) => {
      resolve({ code: error ? Number(error.code) : 0, out: out.trim(), errors: errors.trim() });
    });
  });

test('a project is made, filled and described', async () => {
  const project = inFolder('faces.lineament');
  const made = await lineament('init', project, '--photos', inFolder('photos'));
  expect(made).toMatchObject({ code: 0, out: `Created ${project}.\nAdded 1 photo.` });
  const status = await lineament('status', project, '--json');
  expect(JSON.parse(status.out)).toMatchObject({
    project: { name: 'faces' },
    counts: { images: 1, states: { unsearched: 1 }, faces: 0 },
    jobs: [{ state: 'done' }],
    device: { provider: expect.any(String) },
    skipped: [],
  });
});

test('what was skipped is in the JSON, and an import that did nothing else fails', async () => {
  writeFileSync(inFolder('bad.jpg'), 'no photo');
  await lineament('init', inFolder('faces.lineament'));
  const result = await lineament('import', inFolder('faces.lineament'), inFolder('bad.jpg'), '--json');
  expect(result.code).toBe(1);
  expect(JSON.parse(result.out)).toMatchObject({
    skipped: [{ path: inFolder('bad.jpg'), reason: expect.any(String) }],
  });
});

test('nothing of a long answer is lost on a reader that is slow', async () => {
  const many = inFolder('many');
  mkdirSync(many);
  for (let n = 0; n < 1000; n++) writeFileSync(path.join(many, `${'no photo '.repeat(20)}${n}.jpg`), '');
  const args = [entry, 'init', inFolder('faces.lineament'), '--photos', many, '--json', '--data', inFolder('data')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000))]);
  const answer = await text(child.stdout);
  await ended;
  expect(answer.length).toBeGreaterThan(2 ** 18);
  expect(JSON.parse(answer)).toMatchObject({ skipped: { length: 1000 } });
});

describe('wrong usage ends with code 2 and says how it is used', () => {
  test.each([
    ['nothing at all', [], ''],
    ['an unknown command', ['fly'], 'no command «fly»'],
    ['an unknown option', ['status', 'x', '--fast'], '--fast'],
    ['a missing word', ['status'], 'usage: lineament status PROJECT'],
    ['a word too many', ['status', 'a', 'b'], '«b»'],
    ['a port that is no number', ['serve', '--port', 'many'], '--port'],
    ['shares of a split that are none', ['export', 'x', '--format', 'coco', '--out', 'y', '--split', 'half'], '«half»'],
    [
      'a margin that is too wide',
      ['export', 'x', '--format', 'coco', '--out', 'y', '--margin', '3'],
      'from 0 to 2, not «3»',
    ],
    [
      'a side of half pixels',
      ['export', 'x', '--format', 'coco', '--out', 'y', '--size', '9.5'],
      'a whole number from 16',
    ],
    ['an unknown format', ['export', 'x', '--format', 'paper', '--out', 'y'], '«paper»'],
    ['a recipe that is not there', ['train', 'x', '--recipe', 'nowhere.json'], 'nowhere.json'],
  ])('%s', async (_what, words, says) => {
    const { code, errors } = await lineament(...words);
    expect(code).toBe(2);
    expect(errors).toContain(says);
  });
});

test.each([
  ['a project that is not there', ['status', '/nowhere/x.lineament'], 'There is no project at /nowhere/x.lineament'],
  ['a name without the ending', ['init', '/tmp/faces'], '.lineament'],
  ['an open address without a token', ['serve', '--host', '0.0.0.0'], '--token'],
])('%s ends with code 1 and one sentence', async (_what, words, says) => {
  const { code, errors, out } = await lineament(...words);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(errors).toContain(says);
});

describeWithFixtures('with a detector file', (fixtures) => {
  test('faces are found and listed', async () => {
    const project = inFolder('faces.lineament');
    await lineament('init', project, '--photos', path.join(fixtures, 'photos/exif_hopper'));
    const detected = await lineament(
      'detect',
      project,
      '--detector',
      path.join(fixtures, 'detectors/yunet_s_640_640.onnx'),
    );
    expect(detected).toMatchObject({ code: 0, out: 'Found 8 faces in 8 photos.' });
    const { faces } = JSON.parse((await lineament('faces', project, '--json')).out);
    expect(faces).toHaveLength(8);
    expect(faces[0]).toMatchObject({ review: 'open', score: expect.any(Number), tasks: {} });
    expect(faces[0].box).toHaveLength(4);
  });
});
