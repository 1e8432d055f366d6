/** Whole foreign datasets by the command line, in processes of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../helpers/core.ts';
import { folderOf } from '../helpers/dataset-faces.ts';
import { mask, picture } from '../helpers/golden.ts';

const entry = path.resolve(import.meta.dirname, '../../electron/cli.ts');

test('a foreign dataset becomes a project, photos and labels, with its masks merged into the eleven classes', async () => {
  const dataset = folderOf({
    'CelebA-HQ-img/7.jpg': await picture(16, 16),
    'CelebAMask-HQ-mask-anno/0/00007_skin.png': await mask(8, () => true),
    'CelebAMask-HQ-mask-anno/0/00007_l_ear.png': await mask(8, (x) => x === 7),
    'CelebAMask-HQ-mask-anno/0/00007_hat.png': await mask(8, (_, y) => y === 0),
    'CelebAMask-HQ-mask-anno/0/00008_skin.png': await mask(8, () => true),
  });
  const root = testFolder();
  const project = path.join(root, 'hq.lineament');
  const data = ['--data', path.join(root, 'data')];
  const made = JSON.parse(
    execFileSync(
      process.execPath,
      [entry, 'init', project, '--dataset', dataset, '--classes', 'eleven-ears', '--json', ...data],
      {
        encoding: 'utf8',
      },
    ),
  );
  // The picture of one face is not in the dataset: that record is passed over, and the counts add up.
  expect(made).toMatchObject({
    project: { path: project },
    report: {
      records: 2,
      matched: { added: 1 },
      unmatched: 1,
      rejected: 1,
      faces: { added: 1 },
      stored: { parsing: 1 },
    },
    skipped: [{ path: expect.stringContaining('00008_skin.png'), reason: expect.stringContaining('8.jpg') }],
  });
  const faces = JSON.parse(
    execFileSync(process.execPath, [entry, 'faces', project, '--json', ...data], { encoding: 'utf8' }),
  );
  expect(JSON.stringify(faces)).toContain('facexformer-11');

  // Nothing is left where nothing is recognised.
  writeFileSync(path.join(root, 'notes.txt'), 'no dataset');
  const none = path.join(root, 'none.lineament');
  const failed = spawnSync(
    process.execPath,
    [entry, 'init', none, '--dataset', path.join(root, 'notes.txt'), ...data],
    {
      encoding: 'utf8',
    },
  );
  expect([failed.status, existsSync(none)]).toEqual([1, false]);
  expect(failed.stderr).toMatch(
    /None of the formats is recognised in .*notes\.txt\. Name the one that it is with --format\./,
  );
});
