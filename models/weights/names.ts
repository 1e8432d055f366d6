/** Whether a file of weights fits a network, and the weights of one that does. */
import { sameShape } from '../graph/dims.ts';
import { castTensor } from '../graph/float16.ts';
import type { Value } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { WeightsError } from './source.ts';
import type { TensorEntry } from './weights-file.ts';

/** Whether a tensor is part of a network and yet nothing that is learnt, by its name in a checkpoint. */
export const isBuffer = (name: string): boolean =>
  /(^|\.)(positional_encoding_gaussian_matrix|running_mean|running_var)$/.test(name);

export interface Fit {
  /** What the network needs and the file lacks. */
  readonly missing: readonly string[];
  /** What the file has and the network does not read, such as buffers that can be computed. */
  readonly extra: readonly string[];
  readonly misshaped: readonly { readonly name: string; readonly needed: string; readonly found: string }[];
}

type Found = ReadonlyMap<string, Pick<TensorEntry, 'shape'>>;

export function compareWeights(parameters: readonly Value[], found: Found): Fit {
  const needed = new Map(parameters.map((parameter) => [parameter.name, parameter.shape]));
  return {
    missing: [...needed.keys()].filter((name) => !found.has(name)),
    extra: [...found.keys()].filter((name) => !needed.has(name)),
    misshaped: [...needed].flatMap(([name, shape]) => {
      const other = found.get(name)?.shape;
      return other && !sameShape(other, shape) ? [{ name, needed: `[${shape}]`, found: `[${other}]` }] : [];
    }),
  };
}

const list = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/**
 * Every parameter's tensor, in the type that the graph keeps it in. Extra ones are left where they are.
 * @throws WeightsError that lists what is missing or of another shape.
 */
export function fitWeights(
  parameters: readonly Value[],
  found: ReadonlyMap<string, TensorEntry>,
): ReadonlyMap<string, Tensor> {
  const { missing, misshaped } = compareWeights(parameters, found);
  const problems = [
    ...(missing.length ? [`${missing.length} of ${parameters.length} weights are missing (${list(missing)})`] : []),
    ...(misshaped.length
      ? [`${list(misshaped.map((each) => `${each.name} is ${each.found}, not ${each.needed}`))}`]
      : []),
  ];
  if (problems.length) throw new WeightsError('unsupported', `The file holds another network: ${problems.join('; ')}.`);
  return new Map(
    parameters.map(({ name, dtype }) => {
      if (dtype !== 'float32' && dtype !== 'float16') throw new Error(`parameter ${name} is ${dtype}, not a float`);
      const tensor = found.get(name)!.read();
      if (!['float32', 'float16', 'bfloat16', 'float64'].includes(tensor.dtype))
        throw new WeightsError('unsupported', `Weight ${name} holds ${tensor.dtype} numbers, not floats.`);
      return [name, castTensor(tensor, dtype)];
    }),
  );
}
