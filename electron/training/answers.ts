/** What the old network says, as targets for tasks that a face has no label for: so that learning forgets nothing. */
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import {
  anglesToQuaternion,
  matrixToQuaternion,
  quaternionToAngles,
  quaternionToMatrix,
} from '../shared/domain/pose.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import { AGE_BIN_CENTRES } from '../shared/domain/vocabulary.ts';
import { type FaceFeeds, sharesOf } from './targets.ts';

/** A face's answers by task, as the network gives them; of a label map the likeliest class of each pixel. */
export type FaceAnswers = ReadonlyMap<Task, ArrayLike<number>>;

const largest = (numbers: ArrayLike<number>): number => {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) if (numbers[i]! > numbers[best]!) best = i;
  return best;
};

/** The likeliest class of each pixel of logits [classes, pixels]. */
export function likeliestClasses(logits: Float32Array, pixels: number): Uint8Array {
  const labels = new Uint8Array(pixels);
  const best = logits.slice(0, pixels);
  for (let label = 1, at = pixels; at < logits.length; label++)
    for (let pixel = 0; pixel < pixels; pixel++, at++)
      if (logits[at]! > best[pixel]!) {
        best[pixel] = logits[at]!;
        labels[pixel] = label;
      }
  return labels;
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

function poseTarget(answer: ArrayLike<number>, loss: Recipe['poseLoss']): number[] {
  const [pitch, yaw, roll] = answer as unknown as [number, number, number];
  const quaternion = answer.length === 9 ? matrixToQuaternion(answer) : anglesToQuaternion({ pitch, yaw, roll });
  if (loss !== 'angles') return quaternionToMatrix(quaternion);
  const angles = quaternionToAngles(quaternion);
  return [angles.pitch, angles.yaw, angles.roll];
}

/** The share of each class that logits stand for. */
function sharesIn(logits: ArrayLike<number>): number[] {
  const most = logits[largest(logits)]!;
  const powers = Array.from(logits, (logit) => Math.exp(logit - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

const expectedYears = (logits: ArrayLike<number>): number =>
  sharesIn(logits).reduce((sum, share, bin) => sum + share * AGE_BIN_CENTRES[bin]!, 0);

/** Identity has no target here: an embedding is only like or unlike those of other people. */
export const canBeKept = (task: Task): boolean => task !== 'identity';

/**
 * Targets for some tasks from the old network's answers to the very same picture.
 * @param weight how much each counts beside a label
 */
export function keptFeeds(
  answers: FaceAnswers,
  tasks: Iterable<Task>,
  weight: number,
  { poseLoss }: { config: FaceXFormerConfig; poseLoss: Recipe['poseLoss'] },
): FaceFeeds {
  const feeds: FaceFeeds = {};
  for (const task of tasks) {
    const answer = answers.get(task);
    if (!answer || !canBeKept(task)) continue;
    feeds[`weight.${task}`] = [weight];
    switch (task) {
      case 'landmarks':
        feeds['target.landmarks'] = answer;
        feeds['weight.landmarks.points'] = new Float32Array(answer.length / 2).fill(1);
        break;
      case 'visibility':
      case 'attributes':
        feeds[`target.${task}`] = Array.from(answer, sigmoid);
        feeds[`weight.${task}.entries`] = new Float32Array(answer.length).fill(1);
        break;
      case 'pose':
        feeds['target.pose'] = poseTarget(answer, poseLoss);
        break;
      case 'parsing':
        feeds['target.parsing'] = answer;
        break;
      case 'age':
        feeds['target.age.years'] = [expectedYears(answer)];
        feeds['weight.age.years'] = [weight];
        Object.assign(feeds, sharesOf(task, sharesIn(answer)));
        break;
      default:
        Object.assign(feeds, sharesOf(task, sharesIn(answer)));
    }
  }
  return feeds;
}
