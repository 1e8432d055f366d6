import { expect, test } from 'vitest';
import { scaleAround, scaleOf } from '../../../renderer/insight/interval-plot.tsx';
import { formatChange, formatFigure, formatInterval } from '../../../renderer/insight/words.ts';

test('figures have their unit, and as many digits as they are worth', () => {
  expect(formatFigure('mean-f1', 91.234)).toBe('91.2 %');
  expect(formatFigure('pose-mae', 3.456)).toBe('3.46°');
  expect(formatFigure('age-mae-bin', 4.1)).toBe('4.10 y');
  expect(formatFigure('accuracy', null)).toBe('–');
});

test('changes have a sign of their own', () => {
  expect(formatChange('mean-f1', 1.25)).toBe('+1.3');
  expect(formatChange('pose-mae', -0.5)).toBe('−0.50');
  expect(formatChange('accuracy', 0)).toBe('0.0');
});

test('an interval that is not known is not written', () => {
  expect(formatInterval('accuracy', 80, 90.04)).toBe('80.0 – 90.0');
  expect(formatInterval('accuracy', null, null)).toBe('');
});

test('a scale holds every number and stays within its bounds', () => {
  expect(scaleOf([90, 99, null], { from: 0, to: 100 })).toEqual({ from: 89.01, to: 99.99 });
  expect(scaleOf([99, 99.9], { from: 0, to: 100 }).to).toBe(100);
  expect(scaleOf([null])).toEqual({ from: 0, to: 1 });
});

test('a scale of changes has no change in its middle', () => {
  const { from, to } = scaleAround([2, -1, null]);
  expect(from).toBe(-to);
  expect(to).toBeGreaterThan(2);
});
