/**
 * What a network's answers mean: a proposal a task, in the coordinates of the photo. Every confidence is in [0, 1], or
 * null where the network tells nothing about how sure it is.
 */
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import type { Annotation, AnnotationValue } from '../shared/domain/annotation.ts';
import { frameTransform } from '../shared/domain/frame.ts';
import type { Box } from '../shared/domain/geometry.ts';
import { profileOf } from '../shared/domain/parsing.ts';
import { anglesToQuaternion, matrixToQuaternion } from '../shared/domain/pose.ts';
import { AGE_BIN_CENTRES, AGE_BINS, EXPRESSIONS, GENDERS, RACES } from '../shared/domain/vocabulary.ts';
import { readMask } from './mask.ts';
import type { Answers } from './network.ts';

export type Proposal = AnnotationValue & Pick<Annotation, 'confidence'>;
type Said<T extends Task> = Omit<Extract<AnnotationValue, { task: T }>, 'task'> & Pick<Annotation, 'confidence'>;

/** Where the network looked: the rectangle of the photo, and the side of the square that it saw it at. */
export interface View {
  frame: Box;
  size: number;
  /** Whether it draws masks from finer pictures, whose cells stand for two by two pixels. */
  fine: boolean;
}

/** What a reader knows besides its task's own answer. */
interface Context extends View {
  /** How far the map of each landmark spreads, in the units of landmarks. */
  spread: Float32Array | null;
}

/** A point this near to the truth is of use: 4 % of the square's side, a tenth of the distance of a frontal face's eyes. */
const NEAR = 0.08;

/** How much of a map lies near to its mean place, if it falls off as a round Gaussian of this spread. */
const shareNear = (spread: number): number => 1 - Math.exp(-((NEAR / spread) ** 2));

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

export function softmax(logits: Float32Array): Float64Array {
  const largest = Math.max(...logits);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The likeliest of a list of labels; the confidence is its probability. */
function choose<Label>(labels: readonly Label[], logits: Float32Array): { label: Label; confidence: number } {
  const probabilities = softmax(logits);
  const confidence = Math.max(...probabilities);
  return { label: labels[probabilities.indexOf(confidence)]!, confidence };
}

/** How far a list of probabilities is from a coin's toss: the mean of |2p - 1|. */
const decidedness = (probabilities: Float32Array): number =>
  probabilities.reduce((sum, p) => sum + Math.abs(2 * p - 1), 0) / probabilities.length;

/** The likeliest class of every cell of the frame. */
function parsing(logits: Float32Array, { frame, size, fine }: View): Said<'parsing'> {
  const classes = logits.length / (size * size);
  const { side, labels, confidence } = readMask(logits, size, fine);
  return { value: { profile: profileOf(classes), frame, width: side, height: side, labels }, confidence };
}

const READERS: { readonly [T in Task]: (answer: Float32Array, context: Context) => Said<T> } = {
  parsing,
  /** -1 and 1 are the edges of the square. The confidence is the mean share of the points' maps that is near to them. */
  landmarks(answer, { frame, size, spread }) {
    const { toPhoto } = frameTransform(frame, { width: size, height: size });
    const along = (value: number) => ((value + 1) / 2) * size;
    const points = Array.from({ length: answer.length / 2 }, (_, i): [number, number] => {
      const { x, y } = toPhoto({ x: along(answer[2 * i]!), y: along(answer[2 * i + 1]!) });
      return [x, y];
    });
    if (!spread) return { value: { points, spread }, confidence: null };
    const pixels = Math.sqrt(frame.width * frame.height) / 2;
    const confidence = spread.reduce((sum, each) => sum + shareNear(each), 0) / spread.length;
    return { value: { points, spread: spread.map((each) => each * pixels) }, confidence };
  },
  /** A positive logit says that the point can be seen. */
  visibility(answer) {
    const probabilities = answer.map(sigmoid);
    const visible = Array.from(probabilities, (p) => p >= 0.5);
    return { value: { visible, probabilities }, confidence: decidedness(probabilities) };
  },
  /** Three numbers are pitch, yaw and roll in radians, nine a rotation matrix. */
  pose(answer) {
    const [pitch, yaw, roll] = answer as unknown as [number, number, number];
    const quaternion = answer.length === 9 ? matrixToQuaternion(answer) : anglesToQuaternion({ pitch, yaw, roll });
    return { value: { quaternion }, confidence: null };
  },
  attributes(answer) {
    const probabilities = answer.map(sigmoid);
    const states = Array.from(probabilities, (p) => (p >= 0.5 ? ('yes' as const) : ('no' as const)));
    return { value: { states, probabilities }, confidence: decidedness(probabilities) };
  },
  /** The years are the mean over all bins; the confidence is of the likeliest one. */
  age(answer) {
    const { label: bin, confidence } = choose(AGE_BINS, answer);
    const years = softmax(answer).reduce((sum, p, i) => sum + p * AGE_BIN_CENTRES[i]!, 0);
    return { value: { years, bin }, confidence };
  },
  gender(answer) {
    const { label, confidence } = choose(GENDERS, answer);
    return { value: { label }, confidence };
  },
  race(answer) {
    const { label, confidence } = choose(RACES, answer);
    return { value: { label }, confidence };
  },
  expression(answer) {
    const { label, confidence } = choose(EXPRESSIONS, answer);
    return { value: { label }, confidence };
  },
  identity(answer) {
    const length = Math.hypot(...answer);
    return { value: { label: null, embedding: answer.map((entry) => entry / length) }, confidence: null };
  },
};

/** Zero times what is not finite is not a number: one pass without a branch. */
function areFinite(answer: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < answer.length; i++) sum += answer[i]! * 0;
  return sum === 0;
}

/** The part of an answer that is one face's. */
const ofFace = (answer: Float32Array, face: number, faces: number): Float32Array => {
  const length = answer.length / faces;
  return answer.subarray(face * length, (face + 1) * length);
};

/**
 * @param face which of the `faces` that were looked at together
 * @throws Error that names the first task whose answer is not a number
 */
export function proposalsOf(
  { size, detail }: Pick<FaceXFormerConfig, 'size' | 'detail'>,
  answers: Answers,
  { face, faces, frame }: { face: number; faces: number; frame: Box },
): Proposal[] {
  const spread = answers.spread && ofFace(answers.spread, face, faces);
  if (spread && !areFinite(spread)) throw new Error('the spread of its landmarks is not a number');
  return [...answers.tasks].map(([task, all]) => {
    const answer = ofFace(all, face, faces);
    if (!areFinite(answer)) throw new Error(`its answer for ${task} is not a number`);
    return { task, ...READERS[task](answer, { frame, size, fine: detail !== null, spread }) } as Proposal;
  });
}
