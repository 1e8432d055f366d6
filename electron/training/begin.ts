/** Which network a round trains, and the weights that it begins with. */
import type { FaceXFormerConfig } from '../../models/facexformer/config.ts';
import { sameShape } from '../../models/graph/dims.ts';
import { castTensor } from '../../models/graph/float16.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import { parametersOf } from '../../models/programs.ts';
import { initialWeights } from '../../models/training/initial.ts';
import type { NetworkFile } from '../inference/network.ts';
import { configOf } from '../inference/weights.ts';
import { withWeights } from '../inference/weights-source.ts';
import { namedRandom, normal } from '../shared/domain/random.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Weights } from './teacher.ts';

export interface Beginning {
  config: FaceXFormerConfig;
  /** A number for every parameter of the network. */
  weights: Weights;
  /** The base model, where its word is to be kept. */
  old: { config: FaceXFormerConfig; weights: Weights } | null;
  /** What the base model did not bring: these begin by chance. */
  fresh: string[];
}

/** The network that a recipe trains. @throws {ProblemError} where neither the recipe nor a base model names it */
export function networkOf(
  { network }: Pick<Recipe, 'network'>,
  base: Pick<NetworkFile, 'preset'> | null,
): FaceXFormerConfig {
  const name = network ?? base?.preset;
  if (name) return configOf(name);
  throw new ProblemError(
    'bad-input',
    'A round that begins with nothing names its network: choose a preset in the recipe.',
  );
}

function readFloats({ file }: NetworkFile): Map<string, Tensor> {
  return withWeights(file, file, ({ tensors }) => {
    const floats = [...tensors].filter(([, { dtype }]) => ['float16', 'bfloat16', 'float32'].includes(dtype));
    return new Map(floats.map(([name, entry]) => [name, castTensor(entry.read(), 'float32')]));
  });
}

/** Whatever the base model has of the same name and shape goes on; the rest is drawn from the seed. */
export function beginningOf(recipe: Recipe, base: NetworkFile | null): Beginning {
  const config = networkOf(recipe, base);
  const random = namedRandom(recipe.seed, 'weights');
  const parameters = parametersOf(config);
  const drawn = initialWeights(parameters, () => normal(random));
  const brought = base && recipe.begin !== 'nothing' ? readFloats(base) : new Map<string, Tensor>();
  const isWanted = (name: string): boolean => recipe.begin === 'model' || name.startsWith('backbone.');
  const weights = new Map(
    parameters.map(({ name, shape }): [string, Tensor] => {
      const own = isWanted(name) ? brought.get(name) : undefined;
      return [name, own && sameShape(own.shape, shape) ? own : drawn.get(name)!];
    }),
  );
  const fresh = [...weights].filter(([name, tensor]) => brought.get(name) !== tensor).map(([name]) => name);
  const isWhole = base && recipe.begin === 'model';
  return { config, weights, fresh, old: isWhole ? { config: configOf(base.preset), weights: brought } : null };
}
