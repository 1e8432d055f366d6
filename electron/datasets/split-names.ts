/** Splits by the names of files and folders. */
import type { Split } from '../shared/domain/dataset.ts';

const WORDS: [RegExp, Split][] = [
  [/(^|[^a-z])(train|training|tr)([^a-z]|$)/i, 'train'],
  [/(^|[^a-z])(val|valid|validation|dev)([^a-z]|$)/i, 'val'],
  [/(^|[^a-z])(test|testing|te)([^a-z]|$)/i, 'test'],
];

/** The split that a path names, its last word first; null for none. */
export function splitOfName(file: string): Split | null {
  for (const step of file.split('/').reverse())
    for (const [pattern, split] of WORDS) if (pattern.test(step.replace(/(\d)/g, ' $1'))) return split;
  return null;
}
