/**
 * A round on corrections, by the usual recipe: a network that was trained on little, a hundred rendered faces corrected in a
 * project. Old and new are held against faces that neither has seen. Then a round in a process that is killed three times.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Bench } from './bench.ts';
import { renderedFaces } from './rounds/faces.ts';
import { measureImprovement } from './rounds/improvement.ts';
import { measureKills } from './rounds/killed.ts';
import { networkOfLittle } from './rounds/little.ts';

export const bench: Bench = {
  name: 'rounds',
  about: 'a round on a hundred corrected faces: what it brings, how long it takes, that kills change nothing',
  async run() {
    // The promise is one of two cores.
    process.env['LINEAMENT_PROVIDER'] ??= 'cpu';
    const little = await networkOfLittle(await renderedFaces('little', 40));
    const corrected = await renderedFaces('corrected', 100);
    const apart = await renderedFaces('apart', 120);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'lineament-bench-'));
    try {
      const [better, killed] = [path.join(folder, 'better'), path.join(folder, 'killed')];
      return [
        ...(await measureImprovement(better, little, corrected, apart)),
        ...(await measureKills(killed, little, { ...corrected, faces: corrected.faces.slice(0, 24) })),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
