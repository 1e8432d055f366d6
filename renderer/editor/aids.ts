/** What helps to see where one is, beside the photo itself. */
export const AIDS = ['overview', 'loupe', 'rulers'] as const;
export type Aid = (typeof AIDS)[number];
export type Aids = Readonly<Record<Aid, boolean>>;

export const START_AIDS: Aids = { overview: true, loupe: false, rulers: false };

/** CSS pixels that two named marks of a ruler keep between them. */
const APART = 64;

/** Photo pixels between two named marks of a ruler: 1, 2 or 5 times a power of ten. */
export function rulerStep(scale: number): number {
  const least = APART / scale;
  const power = 10 ** Math.floor(Math.log10(least));
  return Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least)!);
}
