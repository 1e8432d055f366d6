/** What a file that came back from a training on other machines holds. */
import { castTensor } from '../../../models/graph/float16.ts';
import type { Tensor } from '../../../models/graph/tensor.ts';
import { parametersOf } from '../../../models/programs.ts';
import { OWN_DETECTOR } from '../../inference/detectors/own.ts';
import { configOf, inspectWeights } from '../../inference/weights.ts';
import { withWeights } from '../../inference/weights-source.ts';
import { ProblemError } from '../../shared/errors.ts';
import { PACKAGE_KEY } from './packager.ts';

export interface Returned {
  preset: string;
  /** The package that it says it was trained on; null where it says nothing. */
  package: string | null;
}

/** What PyTorch puts before every name of a network that several processes train. */
const WRAPPED = 'module.';

const FLOATS: ReadonlySet<string> = new Set(['float64', 'float32', 'float16', 'bfloat16']);

function allFinite({ bytes }: Tensor): boolean {
  const floats = new Float32Array(Uint8Array.from(bytes).buffer);
  return floats.every((number) => Number.isFinite(number));
}

/**
 * @param name what to call it in a sentence
 * @throws {ProblemError} `unsupported` or `bad-input` where its weights cannot be a network's
 */
export function inspectReturned(file: string, name: string): Returned {
  return withWeights(file, name, ({ tensors, metadata }) => {
    if (tensors.size > 0 && [...tensors.keys()].every((tensor) => tensor.startsWith(WRAPPED)))
      throw new ProblemError(
        'unsupported',
        `${name}: every name begins with «${WRAPPED}», as DistributedDataParallel has them. Save the state of model.module instead.`,
      );
    const preset = inspectWeights(file, name);
    if (preset === OWN_DETECTOR)
      throw new ProblemError('unsupported', `${name} holds a face detector, not a network. Choose another file.`);
    for (const { name: weight } of parametersOf(configOf(preset))) {
      const tensor = tensors.get(weight)!.read();
      if (!FLOATS.has(tensor.dtype))
        throw new ProblemError('unsupported', `${name}: weight ${weight} holds ${tensor.dtype} numbers, not floats.`);
      if (!allFinite(castTensor(tensor, 'float32')))
        throw new ProblemError(
          'bad-input',
          `${name}: weight ${weight} holds numbers that are none (NaN or infinite). The training ran away: train again with a lower learning rate.`,
        );
    }
    return { preset, package: metadata?.[PACKAGE_KEY] ?? null };
  });
}
