/** Which network a round trains, and the weights that it begins with. */
import type { FaceXFormerConfig } from '../../models/facexformer/config.ts';
import { sameShape } from '../../models/graph/dims.ts';
import { castTensor } from '../../models/graph/float16.ts';
import { float32Tensor, type Tensor } from '../../models/graph/tensor.ts';
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

/** Tokens that ask for a task. */
const TOKENS = /_tokens?\.weight$/;
/** How far tokens that were one begin from it, as a share of what chance would make of them: else they stayed alike. */
const APART = 0.1;

/**
 * One token of the base model, spread over as many as the network has: a token that has learned to ask for all 68 points
 * asks for each of them better than chance does.
 * @returns null where it is no single token of the same width
 */
export function spreadToken(name: string, own: Tensor | undefined, drawn: Tensor): Tensor | null {
  const [count, width] = drawn.shape;
  if (!own || !TOKENS.test(name) || own.shape[0] !== 1 || own.shape[1] !== width || count === 1) return null;
  const floats = ({ bytes }: Tensor): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);
  const [token, chance] = [floats(own), floats(drawn)];
  return float32Tensor(
    drawn.shape,
    chance.map((number, i) => token[i % token.length]! + APART * number),
  );
}

/**
 * Whatever the base model has of the same name and shape goes on, and a task's only token is spread over those that the
 * network has for it; the rest is drawn from the seed.
 */
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
      if (own && sameShape(own.shape, shape)) return [name, own];
      return [name, spreadToken(name, own, drawn.get(name)!) ?? drawn.get(name)!];
    }),
  );
  const fresh = [...weights].filter(([name, tensor]) => brought.get(name) !== tensor).map(([name]) => name);
  const isWhole = base && recipe.begin === 'model';
  return { config, weights, fresh, old: isWhole ? { config: configOf(base.preset), weights: brought } : null };
}
