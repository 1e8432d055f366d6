/** Steps of the history are told by the core in English; the window says them in its own language. */
import { expect, test } from 'vitest';
import type { Change } from '../../../electron/shared/domain/patch.ts';
import { describePatch } from '../../../electron/shared/domain/patch.ts';
import { TASKS } from '../../../electron/shared/domain/vocabulary.ts';
import { TABLES } from '../../../renderer/strings/strings.ts';

const { step } = TABLES.zh.history;
const person = { kind: 'person', name: '' } as const;
const placed = (x: number, width: number) => ({ box: { x, y: 0, width, height: 9 }, origin: person });
const face = 1 as Parameters<typeof describePatch>[0]['face'];

const CHANGES: readonly Change[] = [
  { field: 'present', from: false, to: true },
  { field: 'present', from: true, to: false },
  { field: 'box', from: placed(0, 9), to: placed(1, 9) },
  { field: 'box', from: placed(0, 9), to: placed(0, 8) },
  { field: 'review', from: 'open', to: 'accepted' },
  { field: 'review', from: 'open', to: 'rejected' },
  { field: 'review', from: 'rejected', to: 'open' },
  { field: 'skipped', from: false, to: true },
  { field: 'skipped', from: true, to: false },
  { field: 'flag', from: null, to: '' },
  { field: 'flag', from: '', to: null },
  ...TASKS.map((task): Change => ({ field: 'annotation', task, from: null, to: null })),
];

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text) && !/[a-z]{3}/i.test(text);

test.each(CHANGES.map((change) => describePatch({ face, changes: [change] })))('«%s» is said in Chinese', (words) => {
  expect([words, step(words)]).toSatisfy(([, said]: string[]) => isChinese(said!));
});

test.each([
  ['accept 3 faces', '接受人脸（3 张）'],
  ['change 12 faces', '修改（12 张）'],
  ['move box of 2 faces', '移动边框（2 张）'],
  ['accept age of 2 faces', '接受年龄（2 张）'],
  ['paint mask', '绘制掩膜'],
  ['import labels from faces.xml', '从 faces.xml 导入标注'],
  ['something new', 'something new'],
])('«%s» is «%s»', (words, said) => {
  expect(step(words)).toBe(said);
});
