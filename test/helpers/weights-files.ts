/** Files of made-up weights, as a person would have them on the disk. */
import path from 'node:path';
import { writePieces } from '../../electron/inference/weights-source.ts';
import { PRESETS, type PresetName } from '../../models/facexformer/config.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import { parametersOf } from '../../models/programs.ts';
import { safetensorsPieces } from '../../models/weights/safetensors.ts';
import { recipeWeights } from '../models/recipe.ts';

export const presetWeights = (preset: PresetName): Map<string, Tensor> => recipeWeights(parametersOf(PRESETS[preset]));

/** Writes tensors as safetensors and gives the file's path. */
export function writeWeights(
  folder: string,
  tensors: ReadonlyMap<string, Tensor>,
  name = 'weights.safetensors',
): string {
  const file = path.join(folder, name);
  writePieces(file, safetensorsPieces(tensors));
  return file;
}

/** A network of a preset with made-up weights. */
export const writeNetwork = (folder: string, preset: PresetName = 'facexformer-starter'): string =>
  writeWeights(folder, presetWeights(preset), `${preset}.safetensors`);
