/** Labels and origins in words. */
import { expect, test } from 'vitest';
import { ModelId } from '../../../electron/shared/domain/ids.ts';
import { originWords, plainWords, poseWords } from '../../../renderer/labels/words.ts';

test.each([
  ['upper_lip', 'Upper lip'],
  ['5_o_Clock_Shadow', '5 o’clock shadow'],
  ['Wearing_Hat', 'Wearing hat'],
])('%s is read as «%s»', (name, words) => {
  expect(plainWords(name)).toBe(words);
});

const model = ModelId.parse('0123456789abcdef');

test('a model goes by its name', () => {
  const used = { id: model, kind: 'network', family: 'x', name: 'Round 3', sha256: '', used: 0 } as const;
  expect(originWords({ kind: 'model', model }, [used])).toBe('Round 3');
});

test('an unknown model goes by the first digits of its checksum', () => {
  expect(originWords({ kind: 'model', model }, [])).toBe('model 01234567');
});

test('a person without a name is a person', () => {
  expect(originWords({ kind: 'person', name: '' }, [])).toBe('a person');
});

test('a pose is told by its three angles in whole degrees, or by their first letters', () => {
  expect(poseWords([Math.cos(Math.PI / 6), 0, Math.sin(Math.PI / 6), 0])).toBe('yaw 60° · pitch 0° · roll 0°');
  expect(poseWords([Math.cos(Math.PI / 6), 0, Math.sin(Math.PI / 6), 0], true)).toBe('Y 60° · P 0° · R 0°');
});

test('an angle has a true minus, and none before a zero', () => {
  const angle = -0.001;
  expect(poseWords([Math.cos(0.1), -Math.sin(0.1), 0, 0])).toBe('yaw 0° · pitch −11° · roll 0°');
  expect(poseWords([Math.cos(angle), 0, 0, Math.sin(angle)])).toBe('yaw 0° · pitch 0° · roll 0°');
});
