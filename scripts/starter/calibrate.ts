/** What a detector's scores stand for: fixed on rendered scenes alone, and written into the weights. */
import { POINTS, pointsParameters, VERDICT } from '../../electron/inference/detectors/second-look.ts';
import { STRIDES } from '../../models/detector/model.ts';
import { float32Values } from '../../models/graph/float16.ts';
import { float32Tensor, type Tensor } from '../../models/graph/tensor.ts';
import { scoreAllowing } from './detections.ts';
import { searchScenes } from './evaluate.ts';
import type { HeldOutScene } from './held-out.ts';

/** The least score that the app asks for unless told otherwise. */
const USUAL_SCORE = 0.6;
/** False alarms a scene that it lets through: a scene has a quarter of the pixels of a photo of 1.2 megapixels, which may have one. */
const FALSE_ALARMS = 0.25;
/** Lower scores are not looked at. */
const LEAST = 0.05;

const logit = (probability: number): number => Math.log(probability / (1 - probability));

/** The same weights, with a number added to the logits of all scores. */
export function shiftScores(weights: ReadonlyMap<string, Tensor>, by: number): Map<string, Tensor> {
  const shifted = new Map(weights);
  for (const [answer] of STRIDES.entries()) {
    const name = `detector.answers.${answer}.say.bias`;
    const bias = weights.get(name)!;
    const values = float32Values(bias).slice();
    values[0]! += by;
    shifted.set(name, float32Tensor(bias.shape, values));
  }
  return shifted;
}

/** What a logit of the first look and a share of the points' maps count; only what is added to them is fixed here. */
const VERDICT_BEGINS = { added: -4.4, ofFirst: 1, ofShare: 20 } as const;

const verdict = (added: number): Tensor => float32Tensor([3], [added, VERDICT_BEGINS.ofFirst, VERDICT_BEGINS.ofShare]);

/** Weights of the detector, and of the network that looks a second time where it is to. */
export const withSecondLook = (
  detector: ReadonlyMap<string, Tensor>,
  network: ReadonlyMap<string, Tensor>,
): Map<string, Tensor> =>
  new Map([
    ...detector,
    ...pointsParameters().map((name): [string, Tensor] => [`${POINTS}${name}`, network.get(name)!]),
    [VERDICT, verdict(VERDICT_BEGINS.added)],
  ]);

/** How far scores have to move, as logits, for 0.6 to let a false alarm through in every fourth scene. */
async function shiftFor(weights: ReadonlyMap<string, Tensor>, scenes: readonly HeldOutScene[]): Promise<number> {
  const searched = await searchScenes(weights, scenes, LEAST);
  return logit(USUAL_SCORE) - logit(scoreAllowing(searched, FALSE_ALARMS, LEAST));
}

/** Weights whose score of 0.6 lets a false alarm through in every fourth scene: that of the first look, and the last. */
export async function calibrate(
  weights: ReadonlyMap<string, Tensor>,
  scenes: readonly HeldOutScene[],
): Promise<{ weights: Map<string, Tensor>; shift: number }> {
  const alone = new Map([...weights].filter(([name]) => name !== VERDICT));
  const shift = await shiftFor(alone, scenes);
  const shifted = shiftScores(weights, shift);
  if (!weights.has(VERDICT)) return { weights: shifted, shift };
  const added = VERDICT_BEGINS.added + (await shiftFor(shifted, scenes));
  return { weights: shifted.set(VERDICT, verdict(added)), shift };
}
