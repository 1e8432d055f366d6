import { expect, test } from 'vitest';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { materialOf } from '../../electron/training/material.ts';
import { type SplitFace, splitFaces } from '../../electron/training/split.ts';

const face = (keys: string[], tasks: Task[] = ['landmarks']): SplitFace => ({ keys, tasks });
const alone = (count: number) => Array.from({ length: count }, (_, i) => face([`photo ${i}`]));
const heldOut = (parts: readonly string[]) => parts.filter((part) => part === 'held-out').length;

test('about the wanted share is kept apart', () => {
  expect(heldOut(splitFaces(alone(100), 0.2, 1).parts)).toBe(20);
  expect(heldOut(splitFaces(alone(100), 0, 1).parts)).toBe(0);
});

test('the same seed keeps the same faces apart, another one others', () => {
  expect(splitFaces(alone(50), 0.3, 7)).toEqual(splitFaces(alone(50), 0.3, 7));
  expect(splitFaces(alone(50), 0.3, 7)).not.toEqual(splitFaces(alone(50), 0.3, 8));
});

test('whatever hangs together stays together, over photos and people', () => {
  const faces = Array.from({ length: 60 }, (_, i) => face([`photo ${i >> 1}`, `person ${i % 12}`]));
  const { parts, groups } = splitFaces(faces, 0.3, 3);
  // Photos join persons 0 and 1, 2 and 3, and so on.
  expect(groups).toBe(6);
  for (let i = 0; i < 60; i++) expect(parts[i]).toBe(parts[i % 12]);
});

test('a rare task has faces on both sides', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const faces = [...alone(40), face(['a'], ['age']), face(['b'], ['age'])];
    const { parts } = splitFaces(faces, 0.2, seed);
    expect(new Set(parts.slice(40))).toEqual(new Set(['train', 'held-out']));
  }
});

test('a single group is learned from', () => {
  expect(splitFaces([face(['a']), face(['a'])], 0.5, 1).parts).toEqual(['train', 'train']);
});

test('what a person should know is said', () => {
  const faces = [0, 1, 2, 3].map((i) => ({
    ...face([`photo ${i}`], ['gender', 'identity']),
    photo: String(i),
    words: { gender: 'female', identity: 'Ada' },
  }));
  const { tasks, by, warnings } = materialOf(faces, splitFaces(faces, 0.25, 1));
  expect(tasks.gender).toEqual({ train: 3, heldOut: 1 });
  expect(by).toBe('identity');
  expect(warnings).toEqual([
    expect.stringContaining('All 4 labels for gender say «female»'),
    expect.stringContaining('Every identity label says «Ada»'),
  ]);
});
