import { expect, test } from 'vitest';
import { fingerprint, nearPairs } from '../../electron/imaging/fingerprint.ts';
import { drawn } from '../helpers/photos.ts';

test('a smaller, brighter copy that was saved again looks the same, a mirrored one does not', async () => {
  const pictures = [
    drawn().png(),
    drawn().resize(70).modulate({ brightness: 0.93 }).jpeg({ quality: 70 }),
    drawn().flop().rotate(90).png(),
  ];
  const prints = await Promise.all(pictures.map(async (picture) => fingerprint(await picture.toBuffer())));
  expect([...nearPairs([...prints, null])]).toEqual([[0, 1]]);
});
