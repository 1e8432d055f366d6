import { expect, test } from 'vitest';
import { LANDMARK_GROUPS } from '../../electron/shared/domain/landmarks.ts';
import {
  MIRRORED_CLASSES,
  MIRRORED_LANDMARKS,
  MIRRORED_VISIBILITY,
  mirrorPose,
} from '../../electron/shared/domain/mirror.ts';
import { anglesToQuaternion, quaternionToAngles } from '../../electron/shared/domain/pose.ts';
import { LANDMARK_COUNT, PARSING_PROFILES, VISIBILITY_COUNT } from '../../electron/shared/domain/vocabulary.ts';

const lists = {
  landmarks: MIRRORED_LANDMARKS,
  visibility: MIRRORED_VISIBILITY,
  'eleven classes': MIRRORED_CLASSES['facexformer-11'],
  'nineteen classes': MIRRORED_CLASSES['celebamask-19'],
};

test.each(Object.entries(lists))('%s: mirroring twice changes nothing', (_name, list) => {
  expect(list.map((from) => list[from])).toEqual([...list.keys()]);
});

test('every place has its counterpart', () => {
  expect(MIRRORED_LANDMARKS).toHaveLength(LANDMARK_COUNT);
  expect(MIRRORED_VISIBILITY).toHaveLength(VISIBILITY_COUNT);
  for (const [profile, names] of Object.entries(PARSING_PROFILES))
    expect(MIRRORED_CLASSES[profile as keyof typeof PARSING_PROFILES]).toHaveLength(names.length);
});

test('a point of the right side goes to the same part of the left side', () => {
  for (const { name, first, last } of LANDMARK_GROUPS.filter(({ side }) => side === 'right')) {
    const other = LANDMARK_GROUPS.find((group) => group.name === name.replace('right', 'left'))!;
    for (let i = first; i <= last; i++) {
      expect(MIRRORED_LANDMARKS[i]).toBeGreaterThanOrEqual(other.first);
      expect(MIRRORED_LANDMARKS[i]).toBeLessThanOrEqual(other.last);
    }
  }
  expect(MIRRORED_LANDMARKS[36]).toBe(45); // outer corners of the eyes
  expect(MIRRORED_LANDMARKS[8]).toBe(8); // the chin
  expect(MIRRORED_VISIBILITY[16]).toBe(17); // pupils
});

test('a mirrored head turns and leans the other way, and nods the same', () => {
  const { pitch, yaw, roll } = quaternionToAngles(mirrorPose(anglesToQuaternion({ pitch: 0.2, yaw: 0.5, roll: -0.3 })));
  expect([pitch, yaw, roll].map((angle) => angle.toFixed(6))).toEqual(['0.200000', '-0.500000', '0.300000']);
});
