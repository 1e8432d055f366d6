/** How far two opinions about the same faces are apart, in units that a person can judge. */
import type { Task } from '../../models/facexformer/config.ts';
import type { AnnotationValue } from '../shared/domain/annotation.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { Change } from '../shared/domain/model.ts';
import type { Proposal } from './proposal.ts';

/** What was said of a face, in its frame. */
export interface Opinion {
  frame: Box;
  proposals: readonly Proposal[];
}

type Value<T extends Task> = Extract<AnnotationValue, { task: T }>['value'];
type Measure<T extends Task> = {
  unit: Change['unit'];
  apart(a: Value<T>, b: Value<T>, frame: Box): number;
};

/** Which of two lists' entries differ, in percent. */
const share = (a: ArrayLike<unknown>, b: ArrayLike<unknown>): number => {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return (100 * count) / a.length;
};
const otherLabel = (a: { label: unknown }, b: { label: unknown }): number => (a.label === b.label ? 0 : 100);
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, entry, i) => sum + entry * b[i]!, 0);
const degrees = (cosine: number): number => (180 / Math.PI) * Math.acos(Math.min(1, cosine));

const MEASURES: { readonly [T in Task]: Measure<T> } = {
  parsing: { unit: '%', apart: (a, b) => share(a.labels, b.labels) },
  /** Mean distance of the points, in percent of the frame's side. */
  landmarks: {
    unit: '%',
    apart(a, b, { width, height }) {
      const distances = a.points.map(([x, y], i) => Math.hypot(x - b.points[i]![0], y - b.points[i]![1]));
      return (100 * distances.reduce((sum, each) => sum + each, 0)) / distances.length / Math.sqrt(width * height);
    },
  },
  visibility: { unit: '%', apart: (a, b) => share(a.visible, b.visible) },
  /** The angle of the rotation from one to the other: twice the angle between unit quaternions. */
  pose: { unit: '°', apart: (a, b) => 2 * degrees(Math.abs(dot(a.quaternion, b.quaternion))) },
  attributes: { unit: '%', apart: (a, b) => share(a.states, b.states) },
  age: { unit: 'years', apart: (a, b) => Math.abs(a.years - b.years) },
  gender: { unit: '%', apart: otherLabel },
  race: { unit: '%', apart: otherLabel },
  expression: { unit: '%', apart: otherLabel },
  /** The angle between the embeddings. */
  identity: { unit: '°', apart: (a, b) => (a.embedding && b.embedding ? degrees(dot(a.embedding, b.embedding)) : 0) },
};

function apart<T extends Task>(task: T, a: Proposal, b: Proposal, frame: Box): number {
  return MEASURES[task].apart(a.value as Value<T>, b.value as Value<T>, frame);
}

/** The mean over the faces for each task that both sides speak of, in the order of the first. */
export function compareOpinions(ones: readonly Opinion[], others: readonly Opinion[]): Change[] {
  const tasks = ones[0]?.proposals.map(({ task }) => task) ?? [];
  return tasks.map((task) => {
    const distances = ones.flatMap(({ frame, proposals }, face) => {
      const a = proposals.find((proposal) => proposal.task === task);
      const b = others[face]?.proposals.find((proposal) => proposal.task === task);
      return a && b ? [apart(task, a, b, frame)] : [];
    });
    const value = distances.reduce((sum, each) => sum + each, 0) / Math.max(1, distances.length);
    return { task, value, unit: MEASURES[task].unit };
  });
}
