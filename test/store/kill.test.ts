import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import { getHistory, redo, undo } from '../../electron/store/history.ts';
import { openProject, type WritableDb } from '../../electron/store/open.ts';
import { type Saved, type SavedFace, savedFace } from '../helpers/saved.ts';
import { testFolder, testProject } from './sample.ts';

const script = path.resolve(import.meta.dirname, '../helpers/change-project.ts');
/** Projects that are worked on at the same time, and how often the process at each is killed. */
const LANES = 2;
const KILLS = 100;

/** All that processes have said to be saved, the newest word on each face. */
class Told {
  readonly images = new Set<ImageId>();
  readonly faces = new Map<FaceId, SavedFace>();
  lines = 0;

  hear(line: string): void {
    const { images, faces } = JSON.parse(line) as Saved;
    for (const image of images) this.images.add(image);
    for (const face of faces) this.faces.set(face.id, face);
    this.lines++;
  }
}

/** Lets a process change the project, and kills it: by turns while it starts and while it works. */
async function runAndKill(folder: string, env: NodeJS.ProcessEnv, told: Told, turn: number): Promise<void> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const lines = createInterface({ input: child.stdout });
  const closed = once(lines, 'close');
  lines.on('line', (line) => told.hear(line));
  if (turn % 4 !== 0) await once(lines, 'line');
  await sleep(Math.random() * (turn % 4 === 0 ? 300 : 40));
  child.kill('SIGKILL');
  await Promise.all([closed, once(child, 'close')]);
}

/** What is wrong with a project after a kill, in words. */
function faultsOf(db: WritableDb, told: Told): string[] {
  const faults: string[] = [];
  const integrity = db.pragma('integrity_check', { simple: true });
  if (integrity !== 'ok') faults.push(`integrity: ${integrity}`);
  const images = new Set(db.prepare('SELECT id FROM images').pluck().all());
  for (const image of told.images) if (!images.has(image)) faults.push(`photo ${image} is lost`);
  for (const face of told.faces.values()) {
    const stored = savedFace(db, face.id);
    // One change may have been saved that the process had no time to tell of.
    const ahead = (stored?.revision ?? Number.NaN) - face.revision;
    if (ahead === 0 ? JSON.stringify(stored) !== JSON.stringify(face) : ahead !== 1)
      faults.push(`${JSON.stringify(face)} was saved, ${JSON.stringify(stored)} is stored`);
    if (ahead === 1) told.faces.set(face.id, stored);
  }
  return faults;
}

/** Takes the last step back and does it again; the revisions of its faces count up, and nothing else changes. */
function undoFaults(db: WritableDb, told: Told): string[] {
  const before = getHistory(db);
  const step = undo(db);
  if (!step) return [];
  redo(db);
  const faults: string[] = [];
  for (const id of step.faces) {
    const face = told.faces.get(id);
    const stored = savedFace(db, id);
    if (face && JSON.stringify({ ...stored, revision: 0 }) !== JSON.stringify({ ...face, revision: 0 }))
      faults.push(`undo and redo made ${JSON.stringify(stored)} of ${JSON.stringify(face)}`);
    told.faces.set(id, stored);
  }
  if (getHistory(db).undo !== before.undo) faults.push('undo and redo lost a step');
  return faults;
}

test(`${LANES * KILLS} killed processes lose nothing that they called saved`, { timeout: 180_000 }, async () => {
  const env = { ...process.env, NODE_COMPILE_CACHE: testFolder() };
  const lanes = Array.from({ length: LANES }, async () => {
    const { project, close } = testProject();
    close();
    // One process ends by itself, which leaves its compiled code for the next ones: they start in half the time.
    await once(spawn(process.execPath, [script, project.path, '20'], { stdio: 'ignore', env }), 'close');
    const told = new Told();
    const faults: string[] = [];
    for (let turn = 0; turn < KILLS; turn++) {
      await runAndKill(project.path, env, told, turn);
      const store = openProject(project.path);
      faults.push(...faultsOf(store.db, told), ...undoFaults(store.db, told));
      store.close();
    }
    return { faults, lines: told.lines };
  });
  const results = await Promise.all(lanes);
  expect(results.flatMap(({ faults }) => faults)).toEqual([]);
  expect(results.reduce((sum, { lines }) => sum + lines, 0)).toBeGreaterThan(LANES * KILLS);
});
