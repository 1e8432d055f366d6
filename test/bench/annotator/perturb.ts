/**
 * What a fair network would propose of a face: the truth with faults of the kinds and about the number that the starter's
 * figures on renders tell of, each drawn from a seed.
 */
import type { AnnotationValue } from '../../../electron/shared/domain/annotation.ts';
import { LANDMARK_PARTS } from '../../../electron/shared/domain/landmarks.ts';
import { turnPose } from '../../../electron/shared/domain/pose.ts';
import { normal, type Random } from '../../../electron/shared/domain/random.ts';
import { AGE_BINS, EXPRESSIONS, PARSING_PROFILES, RACES } from '../../../electron/shared/domain/vocabulary.ts';
import type { LabelValue } from '../../../renderer/editor/labels.ts';
import { boundsOfPoints } from '../../../renderer/editor/move-points.ts';
import { grow, shrink } from '../../../renderer/editor/raster/shape.ts';

/** The share of faces, classes or entries that a fault befalls. */
export const FAULTS = {
  classSize: 0.25,
  classLost: 0.04,
  islands: 2,
  part: 0.15,
  point: 0.04,
  flag: 0.05,
  pose: 0.3,
  attribute: 0.1,
  age: 0.4,
  gender: 0.08,
  race: 0.25,
  expression: 0.2,
  identity: 0.2,
} as const;

const pick = <Item>(items: readonly Item[], random: Random): Item => items[Math.floor(random() * items.length)]!;

function maskFaults(mask: LabelValue<'parsing'>, random: Random): LabelValue<'parsing'> {
  const { width, height } = mask;
  const count = PARSING_PROFILES[mask.profile].length;
  const allowed = new Uint8Array(count).fill(1);
  let labels = mask.labels.slice();
  for (let label = 1; label < count; label++) {
    if (random() < FAULTS.classLost) labels = labels.map((own) => (own === label ? 1 : own));
    if (random() >= FAULTS.classSize) continue;
    const by = 1 + Math.floor(random() * 3);
    const map = { width, height, labels };
    labels = Uint8Array.from(random() < 0.5 ? grow(map, label, by, allowed) : shrink(map, label, by));
  }
  for (let island = 0; island < FAULTS.islands; island++) {
    const [x, y, radius] = [random() * width, random() * height, (0.015 + 0.03 * random()) * width];
    const label = Math.floor(random() * count);
    for (let row = Math.max(0, Math.ceil(y - radius)); row < Math.min(height, y + radius); row++)
      for (let column = Math.max(0, Math.ceil(x - radius)); column < Math.min(width, x + radius); column++)
        if (Math.hypot(column - x, row - y) < radius) labels[row * width + column] = label;
  }
  return { ...mask, labels };
}

function pointFaults(points: LabelValue<'landmarks'>['points'], random: Random): LabelValue<'landmarks'>['points'] {
  const { width } = boundsOfPoints(points);
  const moved = points.map(([x, y]): [number, number] => {
    const far = random() < FAULTS.point ? 0.05 * width : 0.006 * width;
    return [x + far * normal(random), y + far * normal(random)];
  });
  for (const part of Object.values(LANDMARK_PARTS) as (readonly number[])[]) {
    if (random() >= FAULTS.part) continue;
    const [dx, dy] = [0.04 * width * normal(random), 0.04 * width * normal(random)];
    for (const index of part) moved[index] = [moved[index]![0] + dx, moved[index]![1] + dy];
  }
  return moved;
}

export function perturbed(value: AnnotationValue, random: Random): AnnotationValue {
  switch (value.task) {
    case 'parsing':
      return { ...value, value: maskFaults(value.value, random) };
    case 'landmarks':
      return { ...value, value: { points: pointFaults(value.value.points, random), spread: null } };
    case 'visibility': {
      const visible = value.value.visible.map((seen) => (random() < FAULTS.flag ? !seen : seen));
      return { ...value, value: { visible, probabilities: null } };
    }
    case 'pose': {
      const size = (random() < FAULTS.pose ? 9 : 2) * (Math.PI / 180);
      const turn = [0, 0, 0].map(() => (size * normal(random)) / 1.7) as [number, number, number];
      return { ...value, value: { quaternion: turnPose(value.value.quaternion, turn) } };
    }
    case 'attributes': {
      const states = value.value.states.map((state) =>
        random() < FAULTS.attribute ? (state === 'yes' ? ('no' as const) : ('yes' as const)) : state,
      );
      return { ...value, value: { states, probabilities: null } };
    }
    case 'age': {
      if (random() >= FAULTS.age) return value;
      const at = AGE_BINS.indexOf(value.value.bin) + (random() < 0.5 ? 1 : -1);
      return { ...value, value: { ...value.value, bin: AGE_BINS[Math.min(AGE_BINS.length - 1, Math.max(0, at))]! } };
    }
    case 'gender':
      if (random() >= FAULTS.gender) return value;
      return { ...value, value: { label: value.value.label === 'male' ? 'female' : 'male' } };
    case 'race':
      return random() < FAULTS.race ? { ...value, value: { label: pick(RACES, random) } } : value;
    case 'expression':
      return random() < FAULTS.expression ? { ...value, value: { label: pick(EXPRESSIONS, random) } } : value;
    case 'identity':
      return random() < FAULTS.identity ? { ...value, value: { ...value.value, label: 'somebody else' } } : value;
  }
}
