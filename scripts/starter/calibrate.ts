/** What a detector's score stands for: fixed on rendered scenes alone, and written into the weights. */
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

/** Weights whose score of 0.6 lets a false alarm through in every fourth scene. */
export async function calibrate(
  weights: ReadonlyMap<string, Tensor>,
  scenes: readonly HeldOutScene[],
): Promise<{ weights: Map<string, Tensor>; shift: number }> {
  const searched = await searchScenes(weights, scenes, LEAST);
  const shift = logit(USUAL_SCORE) - logit(scoreAllowing(searched, FALSE_ALARMS, LEAST));
  return { weights: shiftScores(weights, shift), shift };
}
