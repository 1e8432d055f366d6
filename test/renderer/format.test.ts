/** Numbers, sizes, times and paths as people read them. */
import { expect, test } from 'vitest';
import {
  fileName,
  folderOf,
  formatBytes,
  formatDuration,
  formatProgress,
  formatRate,
  formatWhen,
  joinPath,
} from '../../renderer/format.ts';
import { countOf } from '../../renderer/strings/counts.ts';

test.each([
  [0, '0 photos'],
  [1, '1 photo'],
  [120_400, '120,400 photos'],
])('%d is counted as %s', (value, text) => {
  expect(countOf(value, 'photo')).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [232_589, '233 kB'],
  [999_999, '1.0 MB'],
  [1_400_000_000, '1.4 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0 s'],
  [0.2, '1 s'],
  [59.5, '1 min'],
  [60, '1 min'],
  [3570, '1 h'],
  [4812, '1 h 20 min'],
  [86_400, '1 d'],
  [187_200, '2 d 4 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [31.74, '31.7/s'],
  [1234.5, '1,235/s'],
  [0.25, '15.0/min'],
])('%d a second is %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test('a running job says how far, how fast and how long', () => {
  const job = { state: 'running', done: 200, total: 1000, elapsed: 10_000 } as const;
  expect(formatProgress(job)).toBe('200 of 1,000 · 20.0/s · 40 s left');
});

test('a job that is still counting says what it has', () => {
  expect(formatProgress({ state: 'running', done: 0, total: null, elapsed: 100 })).toBe('0');
});

test('a waiting job promises no pace', () => {
  expect(formatProgress({ state: 'queued', done: 200, total: 1000, elapsed: 10_000 })).toBe('200 of 1,000');
});

const now = new Date(2026, 2, 10, 12, 0).getTime();
test.each([
  [new Date(2026, 2, 10, 11, 59, 40), 'just now'],
  [new Date(2026, 2, 10, 11, 55), '5 min ago'],
  [new Date(2026, 2, 9, 23, 0), 'yesterday'],
  [new Date(2026, 2, 6, 8, 0), '4 days ago'],
  [new Date(2025, 11, 3), 'Dec 3, 2025'],
])('%s was %s', (time, text) => {
  expect(formatWhen(time.getTime(), now)).toBe(text);
});

test.each([
  ['/home/anna/Photos', 'Photos', '/home/anna'],
  ['/home/anna/Photos/', 'Photos', '/home/anna'],
  ['C:\\Users\\Anna\\Photos', 'Photos', 'C:\\Users\\Anna'],
  ['/Photos', 'Photos', '/'],
])('%s is %s in %s', (path, name, folder) => {
  expect([fileName(path), folderOf(path)]).toEqual([name, folder]);
});

test.each([
  ['/home/anna', '/home/anna/x'],
  ['/', '/x'],
  ['C:\\Users', 'C:\\Users\\x'],
  ['C:\\', 'C:\\x'],
])('a name goes into %s as %s', (folder, path) => {
  expect(joinPath(folder, 'x')).toBe(path);
});
