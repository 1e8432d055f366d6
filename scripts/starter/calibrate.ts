/** What a detector's score stands for: fixed on rendered scenes alone, and written into the weights. */
import { detectFaces } from '../../electron/inference/detectors/detect.ts';
import { openOwnDetector } from '../../electron/inference/detectors/own.ts';
import { STRIDES } from '../../models/detector/model.ts';
import { float32Values } from '../../models/graph/float16.ts';
import { float32Tensor, type Tensor } from '../../models/graph/tensor.ts';
import { inFile, isFalseAlarm } from './evaluate.ts';
import type { HeldOutScene } from './held-out.ts';

/** The least score that the app asks for unless told otherwise. */
const USUAL_SCORE = 0.6;
/** False alarms a scene that it lets through: a scene has a quarter of the pixels of a photo of 1.2 megapixels, which may have one. */
const FALSE_ALARMS = 0.25;
/** Lower scores are not looked at. */
const LEAST = 0.05;

const logit = (probability: number): number => Math.log(probability / (1 - probability));

/** The score of the first false alarm that is one too many; the least that is looked at where there are not so many. */
export function scoreFor(falseAlarms: readonly number[], scenes: number): number {
  const sorted = falseAlarms.toSorted((a, b) => b - a);
  return sorted[Math.floor(FALSE_ALARMS * scenes)] ?? LEAST;
}

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
export const calibrate = (
  weights: ReadonlyMap<string, Tensor>,
  scenes: readonly HeldOutScene[],
): Promise<{ weights: Map<string, Tensor>; shift: number }> =>
  inFile(weights, async (file) => {
    const detector = openOwnDetector(file, 'the detector', 'cpu', 1);
    const falseAlarms: number[] = [];
    for (const { photo, faces } of scenes)
      for (const { box, score } of await detectFaces(detector, photo, { smallestFace: 12, score: LEAST }))
        if (isFalseAlarm(box, faces)) falseAlarms.push(score);
    await detector.close();
    const shift = logit(USUAL_SCORE) - logit(scoreFor(falseAlarms, scenes.length));
    return { weights: shiftScores(weights, shift), shift };
  });
