/** Two opinions whose distance can be worked out by hand. */
import { expect, test } from 'vitest';
import { compareOpinions, type Opinion } from '../../electron/inference/compare.ts';
import type { Proposal } from '../../electron/inference/proposal.ts';
import { anglesToQuaternion } from '../../electron/shared/domain/pose.ts';

const frame = { x: 0, y: 0, width: 50, height: 200 };
const opinion = (value: Omit<Proposal, 'confidence'>): Opinion => ({
  frame,
  proposals: [{ ...value, confidence: null } as Proposal],
});
const turned = (yaw: number): Opinion =>
  opinion({ task: 'pose', value: { quaternion: anglesToQuaternion({ pitch: 0.3, yaw, roll: -0.2 }) } });
const points = (x: number): Opinion => {
  const list = Array.from({ length: 68 }, (): [number, number] => [x, 10]);
  return opinion({ task: 'landmarks', value: { points: list, spread: null } });
};
const mask = (...labels: number[]): Opinion => {
  const value = { profile: 'facexformer-11', frame, width: 2, height: 2, labels: Uint8Array.from(labels) } as const;
  return opinion({ task: 'parsing', value });
};
const aged = (years: number): Opinion => opinion({ task: 'age', value: { years, bin: '20-29' } });
const seen = (embedding: number[]): Opinion => {
  const vector = new Float32Array(512);
  vector.set(embedding);
  return opinion({ task: 'identity', value: { label: null, embedding: vector } });
};

test.each([
  // One label of four is another one.
  ['masks', [mask(0, 1, 2, 3)], [mask(0, 1, 2, 4)], { task: 'parsing', value: 25, unit: '%' }],
  // Two pixels of a frame whose side counts as the root of 50 times 200.
  ['points', [points(5)], [points(7)], { task: 'landmarks', value: 2, unit: '%' }],
  // Rotations about one axis differ by the difference of their angles when they come last, R = Rz Ry Rx.
  ['heads', [turned(0.1)], [turned(0.1 + Math.PI / 18)], { task: 'pose', value: 10, unit: '°' }],
  ['ages', [aged(20), aged(30)], [aged(21), aged(27)], { task: 'age', value: 2, unit: 'years' }],
  ['identities', [seen([1, 0])], [seen([0, 1])], { task: 'identity', value: 90, unit: '°' }],
])('%s', (_, ones, others, { value, ...rest }) => {
  expect(compareOpinions(ones, others)).toEqual([{ ...rest, value: expect.closeTo(value, 4) }]);
});
