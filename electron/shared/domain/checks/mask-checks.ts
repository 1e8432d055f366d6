/** A label map by itself. */
import { PARSING_PROFILES, type ParsingClass } from '../vocabulary.ts';
import { type Check, found, type ValueOf } from './check.ts';
import { labelOfClass, neighbours, type Region, regionsOf } from './mask-reading.ts';

/** Parts of a face that hang together; hair, skin and cloth may be cut apart by what lies before them. */
const WHOLE: readonly ParsingClass[] = [
  'right_brow',
  'left_brow',
  'right_eye',
  'left_eye',
  'nose',
  'upper_lip',
  'lower_lip',
  'inner_mouth',
];
/** Regions smaller than this part of their class's largest one are islands; larger ones may be cut off by a hand. */
const ISLAND = 0.2;

type Mask = ValueOf<'parsing'>;

function islandsOf(mask: Mask) {
  const wanted = new Set(WHOLE.map((name) => labelOfClass(mask, name)));
  const byLabel = Map.groupBy(regionsOf(mask, wanted), ({ label }) => label);
  return [...byLabel.values()].flatMap((regions) => {
    const largest = regions.reduce((most, { cells }) => Math.max(most, cells), 0);
    return regions.filter(({ cells }) => cells < largest * ISLAND);
  });
}

/** The class that most of the cells around a region have. */
function surroundings({ labels, width }: Mask, { runs, label: own }: Region): number {
  const counts = new Map<number, number>();
  for (const { start, end } of runs)
    for (let cell = start; cell < end; cell++)
      for (const next of neighbours(cell, width, labels.length)) {
        const label = labels[next]!;
        if (label !== own) counts.set(label, (counts.get(label) ?? 0) + 1);
      }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

export const maskIslands: Check = {
  find({ parsing }) {
    if (!parsing) return null;
    const labels = new Set(islandsOf(parsing).map(({ label }) => label));
    return found(
      [...labels].map((label) => PARSING_PROFILES[parsing.profile][label]!),
      WHOLE.length,
    );
  },
  fix({ parsing }) {
    if (!parsing) return null;
    const labels = new Uint8Array(parsing.labels);
    for (const island of islandsOf(parsing)) {
      const around = surroundings(parsing, island);
      for (const { start, end } of island.runs) labels.fill(around, start, end);
    }
    return { task: 'parsing', value: { ...parsing, labels } };
  },
};
