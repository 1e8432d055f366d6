/** Intervals, comparisons and groups. */
import { expect, test } from 'vitest';
import type { AnnotationValue } from '../../../electron/shared/domain/annotation.ts';
import { reportDifference, reportTask } from '../../../electron/training/metrics/assess.ts';
import { bootstrap, difference, quantile } from '../../../electron/training/metrics/bootstrap.ts';
import { gather } from '../../../electron/training/metrics/gather.ts';
import { reportGroups } from '../../../electron/training/metrics/groups.ts';
import { measureSums } from '../../../electron/training/metrics/metric.ts';
import { trueFace } from './sample.ts';

const options = { seed: 1, resamples: 2000 };

/** The mean of numbers, one a face. */
const meanMeasure = (numbers: readonly number[]) =>
  measureSums(
    numbers,
    2,
    (number) => [number, 1],
    ([sum, count]) => [sum! / count!],
  );

test('a quantile lies between its neighbours in proportion', () => {
  // Places 0 .. 3 of 10 20 30 40: a quarter of the way is place 0.75.
  expect(quantile([10, 20, 30, 40], 0.25)).toBe(17.5);
  expect(quantile([7], 0.975)).toBe(7);
});

test('the interval of a mean has the width that theory gives', async () => {
  // 400 faces, half 0 and half 100: the standard error of the mean is 50 / sqrt(400) = 2.5, so 50 -+ 4.9.
  const numbers = Array.from({ length: 400 }, (_, i) => (i % 2) * 100);
  const [estimate] = await bootstrap(
    meanMeasure(numbers),
    numbers.map((_, i) => i),
    options,
  );
  expect(estimate!.value).toBe(50);
  expect(estimate!.low).toBeGreaterThan(44.4);
  expect(estimate!.low).toBeLessThan(45.8);
  expect(estimate!.high).toBeGreaterThan(54.2);
  expect(estimate!.high).toBeLessThan(55.6);
});

test('faces of one person are drawn together, which tells less', async () => {
  // Twenty people with twenty equal faces each are as good as twenty faces: 50 / sqrt(20) = 11.2, so 50 -+ 21.9.
  const numbers = Array.from({ length: 400 }, (_, i) => (Math.floor(i / 20) % 2) * 100);
  const [estimate] = await bootstrap(
    meanMeasure(numbers),
    numbers.map((_, i) => Math.floor(i / 20)),
    options,
  );
  expect(estimate!.low).toBeLessThan(33);
  expect(estimate!.high).toBeGreaterThan(67);
});

test('the same seed gives the same interval, another one another', async () => {
  const numbers = Array.from({ length: 50 }, (_, i) => i);
  const take = (seed: number) => bootstrap(meanMeasure(numbers), numbers, { seed, resamples: 200 });
  expect(await take(3)).toEqual(await take(3));
  expect(await take(4)).not.toEqual(await take(3));
});

test('a paired difference is surer than its two sides', async () => {
  // Faces differ widely (0 .. 99), the second model is 1 better on each of them: the difference is 1 without any doubt.
  const numbers = Array.from({ length: 100 }, (_, i) => i);
  const change = difference(meanMeasure(numbers), meanMeasure(numbers.map((number) => number + 1)));
  const [estimate] = await bootstrap(change, numbers, options);
  expect(estimate!.value).toBeCloseTo(-1, 10);
  expect(estimate!.low).toBeCloseTo(-1, 8);
  expect(estimate!.high).toBeCloseTo(-1, 8);
});

test('one group has no interval', async () => {
  expect(await bootstrap(meanMeasure([1, 2, 3]), ['p', 'p', 'p'], options)).toEqual([
    { value: 2, low: Number.NaN, high: Number.NaN },
  ]);
});

const gender = (label: 'male' | 'female'): AnnotationValue => ({ task: 'gender', value: { label } });
const age = (years: number): AnnotationValue => ({ task: 'age', value: { years, bin: '30-39' } });

/** Faces of men; `right` of them are called men. */
function gendersOf(faces: ReturnType<typeof trueFace>[], isRight: (index: number) => boolean) {
  const gathering = gather();
  for (const [i, face] of faces.entries()) gathering.add(face, [gender(isRight(i) ? 'male' : 'female')]);
  return gathering.cases.get('gender')!;
}

test('a clear gain is called better, a loss worse, a little of both unclear', async () => {
  const faces = Array.from({ length: 100 }, () => trueFace([gender('male')]));
  const verdict = async (before: (i: number) => boolean, after: (i: number) => boolean) =>
    (await reportDifference('gender', gendersOf(faces, before), gendersOf(faces, after), options)).figures[0];
  const half = (i: number) => i < 50;
  expect(await verdict(half, (i) => i < 80)).toMatchObject({ value: 30, verdict: 'better' });
  expect(await verdict((i) => i < 80, half)).toMatchObject({ value: -30, verdict: 'worse' });
  // 50 each, on other faces: 2 lost, 2 won.
  expect(await verdict(half, (i) => i >= 2 && i < 52)).toMatchObject({ value: 0, verdict: 'unclear' });
});

test('less error is better', async () => {
  const faces = Array.from({ length: 40 }, () => trueFace([age(30)]));
  const said = (years: number) => {
    const gathering = gather();
    for (const [i, face] of faces.entries()) gathering.add(face, [age(years + (i % 3))]);
    return gathering.cases.get('age')!;
  };
  const { figures } = await reportDifference('age', said(40), said(32), options);
  expect(figures[0]).toMatchObject({ metric: 'age-mae-expectation', value: -8, verdict: 'better' });
});

test('the faces that changed most come first, and those that did not change not at all', async () => {
  const faces = [30, 30, 30].map((years) => trueFace([age(years)]));
  const said = (...years: number[]) => {
    const gathering = gather();
    for (const [i, face] of faces.entries()) gathering.add(face, [age(years[i]!)]);
    return gathering.cases.get('age')!;
  };
  const { faces: changed } = await reportDifference('age', said(31, 40, 35), said(32, 30, 35), options);
  expect(changed).toEqual([
    { face: faces[1]!.face, before: 10, after: 0 },
    { face: faces[0]!.face, before: 1, after: 2 },
  ]);
});

test('only faces that both models answered for are compared', async () => {
  const faces = Array.from({ length: 10 }, () => trueFace([gender('male')]));
  const before = gendersOf(faces, () => false);
  const after = gendersOf(faces.slice(0, 5), () => true);
  expect((await reportDifference('gender', before, after, options)).faces).toHaveLength(5);
});

test('a task without a confirmed value reports nothing', async () => {
  const report = await reportTask('pose', gather().cases.get('pose')!, options);
  expect(report).toMatchObject({
    faces: 0,
    figures: [{ metric: 'pose-mae', value: null, low: null, high: null }, {}, {}, {}, {}],
  });
});

const race = (label: 'White' | 'Black' | 'Asian'): AnnotationValue => ({ task: 'race', value: { label } });

test('the gap between White and all others is signed as in the paper', async () => {
  // 20 White, 16 of them right (80 %); 10 Black and 10 Asian, 9 and 10 right: 19 of 20 (95 %). Non-White minus White: 15.
  const faces = (['White', 'White', 'Black', 'Asian'] as const).flatMap((label) =>
    Array.from({ length: 10 }, () => trueFace([gender('male'), race(label)])),
  );
  const cases = gendersOf(faces, (i) => !(i < 4 || i === 20));
  const reports = await reportGroups('gender', cases, options);
  const white = reports.find(({ grouping }) => grouping === 'white')!;
  expect(white.groups.map(({ name, faces: count, figures }) => [name, count, figures[0]!.value])).toEqual([
    ['White', 20, 80],
    ['Non-White', 20, 95],
  ]);
  expect(white.gap![0]!.value).toBeCloseTo(15, 10);
  expect(white.gap![0]!.low).toBeLessThan(15);
  const each = reports.find(({ grouping }) => grouping === 'race')!;
  expect(each.groups.map(({ name, figures }) => [name, figures[0]!.value])).toEqual([
    ['White', 80],
    ['Black', 90],
    ['Asian', 100],
  ]);
  expect(each.gap).toBeNull();
});

test('the parts of 300W are told apart by folder', async () => {
  const points: AnnotationValue = {
    task: 'landmarks',
    value: { points: Array.from({ length: 68 }, (_, i): [number, number] => [i, i % 5]), spread: null },
  };
  const gathering = gather();
  for (const path of [
    '/300w/ibug/image_092 _01.jpg',
    '/300w/helen/testset/1.jpg',
    '/300w/lfpw/testset/2.png',
    '/x.jpg',
  ])
    gathering.add(trueFace([points], { path }), [points]);
  const reports = await reportGroups('landmarks', gathering.cases.get('landmarks')!, options);
  expect(reports.map(({ grouping, groups }) => [grouping, groups.map(({ name, faces }) => [name, faces])])).toEqual([
    [
      'subset',
      [
        ['common', 2],
        ['challenging', 1],
      ],
    ],
  ]);
});

test('a face with one bad answer is in none of its tasks', () => {
  const gathering = gather();
  const face = trueFace([gender('male'), age(30)]);
  expect(() => gathering.add(face, [gender('male'), age(Number.NaN)])).toThrow('the proposed age');
  expect(gathering.cases.get('gender')).toHaveLength(0);
});
