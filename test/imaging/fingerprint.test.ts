import { expect, test } from 'vitest';
import { fingerprint, nearPairs } from '../../electron/imaging/fingerprint.ts';
import { seededRandom } from '../../electron/shared/domain/random.ts';
import { drawn } from '../helpers/photos.ts';

test('a smaller, brighter copy that was saved again looks the same, a mirrored one does not', async () => {
  const pictures = [
    drawn().png(),
    drawn().resize(70).modulate({ brightness: 0.93 }).jpeg({ quality: 30 }),
    drawn().flop().rotate(90).png(),
  ];
  const prints = await Promise.all(pictures.map(async (picture) => fingerprint(await picture.toBuffer())));
  expect([...nearPairs([...prints, null])]).toEqual([[0, 1]]);
});

test('of a thousand fingerprints the pairs are found that a bit-by-bit comparison finds', () => {
  const random = seededRandom(1);
  const prints = Array.from({ length: 1000 }, () => Uint8Array.from({ length: 8 }, () => 256 * random()));
  // Each of the last is one of the first but for up to six bits.
  for (let i = 900; i < 1000; i++) {
    prints[i] = prints[i - 900]!.slice();
    for (let flips = i % 7; flips > 0; flips--) prints[i]![Math.floor(8 * random())]! ^= 1 << Math.floor(8 * random());
  }
  const bits = prints.map((print) => [...print].map((byte) => byte.toString(2).padStart(8, '0')).join(''));
  const expected: [number, number][] = [];
  for (let b = 0; b < bits.length; b++)
    for (let a = 0; a < b; a++)
      if ([...bits[a]!].filter((bit, at) => bit !== bits[b]![at]).length <= 4) expected.push([a, b]);
  const inOrder = (pairs: [number, number][]) => pairs.toSorted(([a, b], [c, d]) => a - c || b - d);
  expect(expected.length).toBeGreaterThan(60);
  expect(inOrder([...nearPairs(prints)])).toEqual(inOrder(expected));
});
