/** Reference material that lies beside a developer's checkout but is not part of the project: photos and detector files. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../../shared/fixtures');

/** The folder of reference material, or null where it is absent. */
export const fixtures: string | null = existsSync(root) ? root : null;

/** A suite that needs the reference material. Without it one skipped test stands for the suite, and its title says so. */
export function describeWithFixtures(title: string, suite: (fixtures: string) => void): void {
  if (fixtures) describe(title, () => suite(fixtures));
  else test.skip(`${title} (SKIPPED: no reference fixtures beside this checkout)`, () => undefined);
}
