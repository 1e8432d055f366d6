/** Contrast of the window's colours, as WCAG 2.2 AA asks: 4.5:1 for text, 3:1 for the edge of what is used. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

type Rgb = [number, number, number];
const css = readFileSync(path.resolve(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8');

/** Opaque colours by token and theme. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as Rgb;

/** Relative luminance of sRGB. */
function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const PLACES = ['bg', 'surface', 'raised', 'sunken'] as const;
const TEXTS = ['text', 'text-2', 'text-3', 'accent-text', 'open', 'accepted', 'rejected', 'problem'] as const;

const text = [
  ...TEXTS.flatMap((on) => PLACES.map((place) => [on, place] as const)),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['text', 'accent-soft'],
  ['accent-text', 'accent-soft'],
  ['open', 'open-soft'],
  ['accepted', 'accepted-soft'],
  ['problem', 'problem-soft'],
  ['text', 'problem-soft'],
] as const;
const edges = PLACES.filter((place) => place !== 'sunken').flatMap((place) => [
  ['border-control', place] as const,
  ['accent', place] as const,
]);

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const between = ([a, b]: readonly [string, string]) => contrast(tokens.get(a)![theme], tokens.get(b)![theme]);

  test.each(text)('%s can be read on %s', (...pair) => {
    expect(between(pair)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(edges)('%s is seen against %s', (...pair) => {
    expect(between(pair)).toBeGreaterThanOrEqual(3);
  });
});

test('without motion wanted, nothing moves', () => {
  const still = css.slice(css.indexOf('prefers-reduced-motion'));
  const times = [...css.matchAll(/--([\w-]+): (\d+)ms/g)].map(([, name]) => name!);
  for (const name of times) expect(still).toContain(`--${name}: 0ms`);
});
