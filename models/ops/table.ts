/** Every operation and its rule. */
import { conv } from './conv.ts';
import { elementwise } from './elementwise.ts';
import { matmul } from './matmul.ts';
import { normalization } from './normalization.ts';
import { quantised } from './quantised.ts';
import { reduce } from './reduce.ts';
import type { OpTable } from './rule.ts';
import { shape } from './shape.ts';

export const OPS = {
  ...elementwise,
  ...matmul,
  ...reduce,
  ...shape,
  ...conv,
  ...normalization,
  ...quantised,
} as const satisfies OpTable;
