/** The checks across tasks: a sound face passes, and each kind of mistake is found by its name and mended where it can be. */
import { describe, expect, test } from 'vitest';
import type { Annotation, AnnotationValue } from '../../../electron/shared/domain/annotation.ts';
import type { ValueOf } from '../../../electron/shared/domain/checks/check.ts';
import { type CheckName, findingsOf, fixOf } from '../../../electron/shared/domain/checks/checks.ts';
import { anglesToQuaternion } from '../../../electron/shared/domain/pose.ts';
import {
  ATTRIBUTES,
  type Attribute,
  PARSING_PROFILES,
  type ParsingClass,
} from '../../../electron/shared/domain/vocabulary.ts';

const SIZE = 200;
/** Where a frontal face has its parts, in a photo as large as its mask. */
const PARTS: Partial<Record<ParsingClass, [x: number, y: number, rx: number, ry: number]>> = {
  hair: [100, 50, 75, 45],
  skin: [100, 110, 65, 75],
  right_brow: [70, 75, 18, 4],
  left_brow: [130, 75, 18, 4],
  right_eye: [70, 90, 14, 6],
  left_eye: [130, 90, 14, 6],
  nose: [100, 110, 10, 22],
  upper_lip: [100, 146, 24, 5],
  lower_lip: [100, 158, 22, 5],
  inner_mouth: [100, 152, 18, 3],
};

function mask(parts = PARTS): ValueOf<'parsing'> {
  const names = PARSING_PROFILES['facexformer-11'] as readonly string[];
  const labels = new Uint8Array(SIZE * SIZE);
  for (const [name, [cx, cy, rx, ry]] of Object.entries(parts))
    for (let y = 0; y < SIZE; y++)
      for (let x = 0; x < SIZE; x++)
        if (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1) labels[y * SIZE + x] = names.indexOf(name);
  return {
    profile: 'facexformer-11',
    frame: { x: 0, y: 0, width: SIZE, height: SIZE },
    width: SIZE,
    height: SIZE,
    labels,
  };
}

type Points = ValueOf<'landmarks'>['points'];
const arc = (n: number, [cx, cy, rx, ry]: number[], from: number, to: number): Points =>
  Array.from({ length: n }, (_, i) => {
    const angle = from + ((to - from) * i) / Math.max(1, n - 1);
    return [cx! + rx! * Math.cos(angle), cy! + ry! * Math.sin(angle)];
  });
const ring = (n: number, at: number[]) => arc(n, at, Math.PI, Math.PI + (2 * Math.PI * (n - 1)) / n);

const points: Points = [
  ...arc(17, [100, 110, 65, 75], Math.PI, 0),
  ...arc(5, [70, 75, 18, 4], Math.PI, 2 * Math.PI),
  ...arc(5, [130, 75, 18, 4], Math.PI, 2 * Math.PI),
  ...([
    [100, 90],
    [100, 98],
    [100, 106],
    [100, 114],
  ] as Points),
  ...([
    [90, 122],
    [95, 124],
    [100, 126],
    [105, 124],
    [110, 122],
  ] as Points),
  ...ring(6, [70, 90, 14, 6]),
  ...ring(6, [130, 90, 14, 6]),
  ...ring(12, [100, 152, 24, 10]),
  ...ring(8, [100, 152, 18, 3]),
];

const attributes = (...yes: Attribute[]): ValueOf<'attributes'> => ({
  states: ATTRIBUTES.map((name) => (yes.includes(name) ? 'yes' : 'no')),
  probabilities: null,
});

const sound: { [T in AnnotationValue['task']]?: ValueOf<T> } = {
  parsing: mask(),
  landmarks: { points, spread: null },
  visibility: { visible: new Array<boolean>(29).fill(true), probabilities: null },
  attributes: attributes('Male', 'Young', 'No_Beard'),
  age: { years: 30, bin: '30-39' },
  gender: { label: 'male' },
};

const annotations = (changes: typeof sound = {}): Annotation[] =>
  Object.entries({ ...sound, ...changes }).map(
    ([task, value]) => ({ task, value, origin: { kind: 'import', format: 'test' }, confidence: null }) as Annotation,
  );

const names = (changes: typeof sound) => findingsOf(annotations(changes)).map(({ check }) => check);
const moved = (indexes: number[], dx: number, dy: number) => ({
  landmarks: {
    points: points.map(([x, y], at): [number, number] => (indexes.includes(at) ? [x + dx, y + dy] : [x, y])),
    spread: null,
  },
});
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

test('of a face in order nothing is said', () => {
  expect(findingsOf(annotations())).toEqual([]);
});

const WRONG: readonly [string, CheckName, typeof sound][] = [
  ['eye points on the cheek', 'eye-points', moved(from(36, 41), 0, 40)],
  ['lips on the chin', 'mouth-points', moved(from(48, 67), 0, 30)],
  [
    'points of a mirrored face',
    'left-right',
    { landmarks: { points: points.map(([x, y]) => [SIZE - x, y]), spread: null } },
  ],
  [
    'a jaw out of order',
    'contour-order',
    { landmarks: { points: [points[8]!, ...points.slice(1, 8), points[0]!, ...points.slice(9)], spread: null } },
  ],
  [
    'a frontal face whose head is said to look aside',
    'pose-points',
    { pose: { quaternion: anglesToQuaternion({ yaw: 0.8, pitch: 0, roll: 0 }) } },
  ],
  ['a brow deep in the hair that is called seen', 'hidden-points', moved(from(17, 21), 20, -55)],
  [
    'an eye with a speck far off',
    'mask-islands',
    { parsing: mask({ ...PARTS, right_eye: [70, 90, 14, 6], ...{ left_eye: [130, 90, 14, 6] } }) },
  ],
  ['hair on a bald head', 'bald', { attributes: attributes('Male', 'Young', 'No_Beard', 'Bald') }],
  ['a man not called male', 'male-attribute', { attributes: attributes('Young', 'No_Beard') }],
  [
    'hair of two colours',
    'hair-attributes',
    { attributes: attributes('Black_Hair', 'Gray_Hair', 'Male', 'Young', 'No_Beard') },
  ],
  ['a beard and none', 'no-beard', { attributes: attributes('Male', 'Young', 'No_Beard', 'Goatee') }],
  [
    'a child with a mustache',
    'beard-on-whom',
    { attributes: attributes('Male', 'Young', 'Mustache'), age: { years: 6, bin: '0-9' } },
  ],
  ['a young face of seventy', 'young-attribute', { age: { years: 70, bin: '70+' } }],
];
const speck = WRONG.find(([, check]) => check === 'mask-islands')![2].parsing!;
for (const cell of [0, 1, 2])
  speck.labels[190 * SIZE + 100 + cell] = PARSING_PROFILES['facexformer-11'].indexOf('left_eye');

test.each(WRONG)('%s is found', (_what, check, changes) => {
  expect(names(changes)).toContain(check);
});

test('glasses on the mask that the attributes deny are found, and the attribute is what is mended', () => {
  const labels = new Uint8Array(100).fill(1);
  labels.fill(PARSING_PROFILES['celebamask-19'].indexOf('eyeglasses'), 20, 40);
  const parsing = {
    profile: 'celebamask-19',
    frame: { x: 0, y: 0, width: 10, height: 10 },
    width: 10,
    height: 10,
    labels,
  } as const;
  const { landmarks: _, ...others } = sound;
  const face = Object.entries({ ...others, parsing }).map(([task, value]) => ({
    task,
    value,
    origin: { kind: 'import', format: '' },
    confidence: null,
  })) as Annotation[];
  expect(findingsOf(face).map(({ check }) => check)).toEqual(['eyeglasses']);
  expect(fixOf('eyeglasses', face)).toMatchObject({
    task: 'attributes',
    value: { states: expect.objectContaining({ [ATTRIBUTES.indexOf('Eyeglasses')]: 'yes' }) },
  });
});

describe('a fix', () => {
  test.each(
    WRONG.filter(([, check]) =>
      ['left-right', 'pose-points', 'hidden-points', 'mask-islands', 'bald', 'male-attribute'].includes(check),
    ),
  )('of %s leaves nothing for the check to find', (_what, check, changes) => {
    const fixed = fixOf(check, annotations(changes));
    expect(fixed).not.toBeNull();
    expect(names({ ...changes, [fixed!.task]: fixed!.value })).not.toContain(check);
  });

  test('is not offered where nothing is found, nor where a look is needed', () => {
    expect(fixOf('bald', annotations())).toBeNull();
    expect(fixOf('beard-on-whom', annotations(WRONG.find(([, check]) => check === 'beard-on-whom')![2]))).toBeNull();
  });
});
