/** The weights that the app brings along: in half precision, in one small file each, with an entry in brought.json. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writePieces } from '../../electron/inference/weights-source.ts';
import type { BroughtModel } from '../../electron/shared/domain/model.ts';
import { castTensor } from '../../models/graph/float16.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import { CENTRE_MAP } from '../../models/training/losses/identity.ts';
import { safetensorsPieces } from '../../models/weights/safetensors.ts';

export const STARTER_FILES = { network: 'starter.safetensors', detector: 'starter-detector.safetensors' } as const;

/** @returns the file that was written */
export function writeStarter(
  what: keyof typeof STARTER_FILES,
  weights: ReadonlyMap<string, Tensor>,
  folder: string,
): string {
  const halves = [...weights]
    .filter(([name]) => name !== CENTRE_MAP)
    .map(([name, tensor]): [string, Tensor] => [name, castTensor(tensor, 'float16')]);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, STARTER_FILES[what]);
  writePieces(file, safetensorsPieces(new Map(halves), { format: 'pt' }));
  return file;
}

/** Writes the weights where the app finds them, and their size and sum into its list. */
export function publishStarter(
  what: keyof typeof STARTER_FILES,
  weights: ReadonlyMap<string, Tensor>,
  folder: string,
): string {
  const file = writeStarter(what, weights, folder);
  const bytes = readFileSync(file);
  const list = path.join(folder, 'brought.json');
  const models = JSON.parse(readFileSync(list, 'utf8')) as BroughtModel[];
  const entry = models.find((model) => model.file === STARTER_FILES[what])!;
  Object.assign(entry, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  writeFileSync(list, `${JSON.stringify(models, null, 2)}\n`);
  return file;
}
