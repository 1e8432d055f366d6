/** A Python with PyTorch, where the machine has one: LINEAMENT_TORCH_PYTHON, else python3. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, test } from 'vitest';

export const python = process.env['LINEAMENT_TORCH_PYTHON'] ?? 'python3';

/** @param modules what else it must have */
export function hasTorch(...modules: string[]): boolean {
  try {
    execFileSync(python, ['-c', ['torch', ...modules].map((name) => `import ${name}`).join('\n')], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Saves a safetensors file as a PyTorch checkpoint. */
export function torchSave(from: string, to: string, form: 'zip' | 'legacy'): string {
  execFileSync(python, [path.resolve(import.meta.dirname, '../peers/torch_save.py'), from, to, form]);
  return to;
}

/** A suite that needs PyTorch. Without it one skipped test stands for the suite, and its title says so. */
export function describeWithTorch(title: string, suite: () => void): void {
  if (hasTorch()) describe(title, suite);
  else test.skip(`${title} (SKIPPED: ${python} has no PyTorch)`, () => undefined);
}
