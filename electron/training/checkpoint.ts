/** Where a training stands, in one file that is replaced whole: after a kill it goes on as if nothing had happened. */
import { existsSync } from 'node:fs';
import { bytesOf, float32Tensor, type Tensor } from '../../models/graph/tensor.ts';
import { safetensorsPieces } from '../../models/weights/safetensors.ts';
import { withWeights, writePieces } from '../inference/weights-source.ts';
import { ProblemError } from '../shared/errors.ts';

/** Arrays by name, such as the weights that are learned. */
export type Arrays = ReadonlyMap<string, Float32Array>;

export interface Checkpoint<State> {
  /** Whatever JSON carries to the bit. */
  state: State;
  groups: Record<string, Arrays>;
}

const STATE = 'state';

export function saveCheckpoint<State>(file: string, { state, groups }: Checkpoint<State>): void {
  const json = new TextEncoder().encode(JSON.stringify(state));
  const tensors = new Map<string, Tensor>();
  for (const [group, arrays] of Object.entries(groups))
    for (const [name, array] of arrays) tensors.set(`${group}/${name}`, float32Tensor([array.length], array));
  // Last, so that every float begins at a multiple of four.
  tensors.set(STATE, { dtype: 'uint8', shape: [json.length], bytes: json });
  writePieces(file, safetensorsPieces(tensors));
}

/** The checkpoint, or null where there is none yet. @throws {ProblemError} when it is damaged */
export function loadCheckpoint<State>(file: string): Checkpoint<State> | null {
  if (!existsSync(file)) return null;
  return withWeights(file, `The checkpoint ${file}`, ({ tensors }) => {
    const groups: Record<string, Map<string, Float32Array>> = {};
    let state: State | undefined;
    for (const [key, entry] of tensors) {
      const bytes = Uint8Array.from(bytesOf(entry.read().bytes));
      if (key === STATE) {
        state = JSON.parse(new TextDecoder().decode(bytes)) as State;
        continue;
      }
      const cut = key.indexOf('/');
      const group = key.slice(0, cut);
      groups[group] ??= new Map();
      groups[group].set(key.slice(cut + 1), new Float32Array(bytes.buffer));
    }
    if (state === undefined)
      throw new ProblemError('unreadable', `The checkpoint ${file} is damaged. Delete it to begin the round anew.`);
    return { state, groups };
  });
}
