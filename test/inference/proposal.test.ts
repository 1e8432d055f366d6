/** Answers with numbers that can be worked out by hand, and what is proposed from them. */
import { describe, expect, test } from 'vitest';
import { type Proposal, proposalsOf } from '../../electron/inference/proposal.ts';
import { Annotation, type AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';

const SIZE = 4;
/** Twice as wide in the photo as the network sees it, three times as high. */
const FRAME = { x: 100, y: 50, width: 8, height: 12 };
const LN3 = Math.log(3);

const propose = <T extends Task>(task: T, answer: ArrayLike<number>, spread: Float32Array | null = null) => {
  const tasks = new Map([[task, Float32Array.from(answer)]]);
  const [proposal] = proposalsOf({ size: SIZE, detail: null }, { tasks, spread }, { face: 0, faces: 1, frame: FRAME });
  Annotation.parse({ ...proposal, origin: { kind: 'person', name: '' } });
  return proposal as Proposal & Extract<AnnotationValue, { task: T }>;
};

/** `length` numbers, all `rest` but those named. */
const numbers = (length: number, named: Record<number, number>, rest = 0) =>
  Array.from({ length }, (_, i) => named[i] ?? rest);

describe('landmarks', () => {
  const { value, confidence } = propose(
    'landmarks',
    numbers(136, { 0: -1, 1: -1, 2: 1, 3: 1, 4: 0, 5: 0, 6: -0.75, 7: -0.75 }),
  );

  test.each([
    ['the top left edge of the square', 0, [100, 50]],
    ['the bottom right edge', 1, [108, 62]],
    ['the middle', 2, [104, 56]],
    // px = ((-0.75 + 1) * 4 - 1) / 2 = 0: the middle of the first pixel, which is half of 2 and of 3 pixels of the photo.
    ['the first pixel', 3, [101, 51.5]],
  ] as const)('%s', (_where, point, place) => {
    expect(value.points[point]).toEqual(place);
  });

  test('from maps, are as sure as the maps are narrow', () => {
    // Half of the points have a spread of NEAR / sqrt(ln 2), which leaves half of a map near; the rest next to none.
    const spread = Float32Array.from({ length: 68 }, (_, i) => (i % 2 ? 0.08 / Math.sqrt(Math.LN2) : 1e-4));
    const { value, confidence } = propose('landmarks', numbers(136, {}), spread);
    expect(confidence).toBeCloseTo(0.75, 6);
    // The square's half side stands for the root of 4 x 6 pixels of the photo.
    expect(value.spread![1]).toBeCloseTo(spread[1]! * Math.sqrt(24), 6);
  });

  test('without maps, come without a word about how sure they are', () => {
    expect([confidence, value.spread]).toEqual([null, null]);
  });
});

describe('parsing', () => {
  const maps = (labelOf: (pixel: number) => number, logit: number) =>
    Array.from({ length: 11 * 16 }, (_, at) => (labelOf(at % 16) === Math.floor(at / 16) ? logit : 0));

  test('takes the likeliest class of each pixel, over the frame', () => {
    const { value } = propose(
      'parsing',
      maps((pixel) => (pixel < 8 ? 10 : 1), 5),
    );
    expect(value).toEqual({
      profile: 'facexformer-11',
      frame: FRAME,
      width: 4,
      height: 4,
      labels: Uint8Array.from([10, 10, 10, 10, 10, 10, 10, 10, 1, 1, 1, 1, 1, 1, 1, 1]),
    });
  });

  test('is as sure as it is where classes meet', () => {
    // Only the second row borders on another class below it. There e^ln 30 = 30 stands against ten ones.
    const logits = maps((pixel) => (pixel < 8 ? 10 : 1), 9);
    for (const pixel of [4, 5, 6, 7]) logits[10 * 16 + pixel] = Math.log(30);
    expect(propose('parsing', logits).confidence).toBeCloseTo(0.75, 6);
  });

  test('of one class alone says nothing of how sure it is', () => {
    expect(
      propose(
        'parsing',
        maps(() => 0, 5),
      ).confidence,
    ).toBeNull();
  });
});

describe('pose', () => {
  const half = expect.closeTo(Math.SQRT1_2, 6);
  const none = expect.closeTo(0, 6);

  test('of three numbers: pitch, yaw and roll in radians', () => {
    expect(propose('pose', [0, Math.PI / 2, 0]).value.quaternion).toEqual([half, none, half, none]);
    expect(propose('pose', [Math.PI / 2, 0, 0]).value.quaternion).toEqual([half, half, none, none]);
  });

  test('of nine numbers: a rotation matrix', () => {
    expect(propose('pose', [0, 0, 1, 0, 1, 0, -1, 0, 0]).value.quaternion).toEqual([half, none, half, none]);
  });
});

describe('attributes', () => {
  const { value, confidence } = propose('attributes', numbers(40, { 0: LN3, 1: -LN3 }));

  test('are yes from a probability of a half', () => {
    expect(value.states.slice(0, 3)).toEqual(['yes', 'no', 'yes']);
  });

  test('keep their probabilities', () => {
    expect([...value.probabilities!.slice(0, 3)]).toEqual([expect.closeTo(0.75, 6), expect.closeTo(0.25, 6), 0.5]);
  });

  test('are sure by how far they are from a half', () => {
    // Two of forty are |2 * 0.75 - 1| = 0.5 away.
    expect(confidence).toBeCloseTo(1 / 40, 6);
  });
});

test('a point can be seen where its logit is positive', () => {
  const { value } = propose('visibility', numbers(29, { 0: 2, 1: -2 }, -1));
  expect(value.visible.slice(0, 3)).toEqual([true, false, false]);
  expect(value.probabilities![0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
});

describe('age', () => {
  test('in years is the mean over the bins', () => {
    // Three to one for 20-29 against 30-39, and nothing else.
    const { value, confidence } = propose('age', numbers(8, { 2: LN3, 3: 0 }, -1000));
    expect(value).toEqual({ years: expect.closeTo(0.75 * 24.5 + 0.25 * 34.5, 5), bin: '20-29' });
    expect(confidence).toBeCloseTo(0.75, 6);
  });

  test('of the last bin is 75', () => {
    expect(propose('age', numbers(8, { 7: 0 }, -1000)).value).toEqual({ years: 75, bin: '70+' });
  });
});

test.each([
  ['gender', 2, 1, 'female'],
  ['race', 5, 2, 'Asian'],
  ['expression', 8, 3, 'happiness'],
] as const)('%s is the likeliest label with its probability', (task, count, index, label) => {
  const { value, confidence } = propose(task, numbers(count, { [index]: LN3 }, -1000));
  expect({ ...value, confidence }).toEqual({ label, confidence: 1 });
});

test('an embedding is brought to length one and names nobody', () => {
  const { value } = propose('identity', numbers(512, { 0: 3, 511: 4 }));
  expect([value.label, value.embedding![0], value.embedding![511]]).toEqual([
    null,
    expect.closeTo(0.6, 6),
    expect.closeTo(0.8, 6),
  ]);
});

test('each face of a batch gets its own part of the answers', () => {
  const answers = { tasks: new Map([['gender', Float32Array.from([5, 0, 0, 5])]] as const), spread: null };
  const label = (face: number) =>
    proposalsOf({ size: SIZE, detail: null }, answers, { face, faces: 2, frame: FRAME })[0]!.value;
  expect([label(0), label(1)]).toEqual([{ label: 'male' }, { label: 'female' }]);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('an answer of %d is refused by the name of its task', (broken) => {
  expect(() => propose('race', [0, broken, 0, 0, 0])).toThrow('race');
});
