/** Labels and origins in words. */
import { expect, test } from 'vitest';
import { ModelId } from '../../../electron/shared/domain/ids.ts';
import { originWords, plainWords } from '../../../renderer/labels/words.ts';

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
