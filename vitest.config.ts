import path from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Threads that tests start run from TypeScript, and what node makes of it is kept: they start in half the time. What node
 * strips types with is WebAssembly; replacing a worn path from it into JavaScript can end the process where several threads
 * do it (V8: `Check failed: jit_page.has_value()`), so the path is left as it is.
 */
const threads = {
  pool: 'forks' as const,
  env: { NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'out', 'compile-cache') },
  execArgv: ['--wasm-wrapper-tiering-budget=2000000000'],
};

export default defineConfig({
  test: {
    maxWorkers: '100%', // threads of a test wait for each other much of the time
    projects: [
      {
        test: {
          ...threads,
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          environment: 'node',
          testTimeout: 240_000, // ends what hangs; no test is about time
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          ...threads,
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
