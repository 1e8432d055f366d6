import { expect, test } from 'vitest';
import { ContentHash } from '../../electron/shared/domain/ids.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { materialOf } from '../../electron/training/material.ts';
import { type SplitFace, splitFaces } from '../../electron/training/split.ts';

const photo = (i: number) => ContentHash.parse(i.toString(16).padStart(64, '0'));
const face = (i: number, person: string | null = null, tasks: Task[] = ['landmarks']): SplitFace => ({
  photo: photo(i),
  person,
  tasks,
});
const alone = (count: number) => Array.from({ length: count }, (_, i) => face(i));
const SHARES = { validation: 0.1, test: 0.2 };

test('about the wanted shares are kept apart', () => {
  const { parts } = splitFaces(alone(2000), SHARES);
  const count = (part: string) => parts.filter((other) => other === part).length / 2000;
  expect(count('test')).toBeCloseTo(0.2, 1);
  expect(count('validation')).toBeCloseTo(0.1, 1);
});

test('more faces move no face to another part', () => {
  expect(splitFaces(alone(50), SHARES).parts).toEqual(splitFaces(alone(90), SHARES).parts.slice(0, 50));
});

test('a person stays on one side, and so do photos that look the same', () => {
  const people = Array.from({ length: 60 }, (_, i) => face(i, `person ${i % 12}`));
  const { parts, groups } = splitFaces(people, SHARES);
  expect(groups).toBe(12);
  for (let i = 12; i < 60; i++) expect(parts[i]).toBe(parts[i - 12]);

  const chain = Array.from({ length: 39 }, (_, i) => [photo(i), photo(i + 1)] as const);
  const alike = splitFaces(alone(40), SHARES, chain);
  expect(alike.groups).toBe(1);
  expect(new Set(alike.parts)).toEqual(new Set(['test']));
});

test('a face with a name and one without stay together where their photos look the same', () => {
  const faces = Array.from({ length: 40 }, (_, i) => face(i, i % 2 === 0 ? `person ${i}` : null));
  const pairs = Array.from({ length: 20 }, (_, i) => [photo(2 * i), photo(2 * i + 1)] as const);
  const { parts, groups } = splitFaces(faces, SHARES, pairs);
  expect(groups).toBe(20);
  for (let i = 0; i < 40; i += 2) expect(parts[i + 1]).toBe(parts[i]);
  expect(new Set(parts).size).toBeGreaterThan(1);
});

test('a video of many thousand frames that look like their neighbours is one group', () => {
  const chain = Array.from({ length: 29_999 }, (_, i) => [photo(i + 1), photo(i)] as const);
  expect(splitFaces(alone(30_000), SHARES, chain).groups).toBe(1);
});

test('what a person should know is said', () => {
  const faces = alone(30).map((each) => ({
    ...each,
    person: 'Ada',
    tasks: ['gender', 'identity'] as Task[],
    words: { gender: 'female', identity: 'Ada' },
  }));
  const { tasks, by, warnings } = materialOf(faces, splitFaces(faces, { validation: 0, test: 0 }));
  expect(tasks.gender).toEqual({ train: 30, validation: 0, test: 0 });
  expect(by).toBe('identity');
  expect(warnings).toEqual([
    expect.stringContaining('No face is kept apart to tell when to stop'),
    expect.stringContaining('No face is kept apart to judge by'),
    expect.stringContaining('All 30 labels for gender say «female»'),
    expect.stringContaining('Every identity label says «Ada»'),
  ]);
});
