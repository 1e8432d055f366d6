/** The detectors that the app can run, told apart by what their graphs take and answer, never by a file's name. */

import { type GraphInterface, interfaceOf, type Session, type Slot } from '../../runtime/session.ts';
import { ProblemError } from '../../shared/errors.ts';
import type { Detector } from './detector.ts';
import type { OWN_DETECTOR } from './own.ts';
import { ultraface } from './ultraface.ts';
import { yunet } from './yunet.ts';

interface Family {
  label: string;
  /** What its graphs look like, for the sentence about one that does not. */
  expected: string;
  /** How to open a graph of this family, or null for any other graph. */
  recognize(graph: GraphInterface): ((session: Session) => Promise<Detector>) | null;
}

export const FAMILIES = { yunet, ultraface } as const satisfies Record<string, Family>;
/** A family of graphs, or the app's own detector, whose files hold weights. */
export type FamilyName = keyof typeof FAMILIES | typeof OWN_DETECTOR;

const slotText = ({ name, type, shape }: Slot): string => `${name} ${type} [${shape.join(', ')}]`;

function listText(slots: readonly Slot[], kind: string): string {
  if (slots.length === 0) return `no ${kind}s`;
  const shown = slots.slice(0, 4).map(slotText).join(', ');
  const more = slots.length > 4 ? ` and ${slots.length - 4} more` : '';
  return `the ${slots.length === 1 ? kind : `${kind}s`} ${shown}${more}`;
}

/**
 * The family of an open graph and how to use it.
 * @throws {ProblemError} `unsupported`, with what the graph has and what was expected
 */
export function recognize(
  session: Session,
  file: string,
): { family: keyof typeof FAMILIES; open: () => Promise<Detector> } {
  const graph = interfaceOf(session);
  for (const [family, { recognize }] of Object.entries(FAMILIES) as [keyof typeof FAMILIES, Family][]) {
    const open = recognize(graph);
    if (open) return { family, open: () => open(session) };
  }
  const known = Object.values(FAMILIES).map(({ label, expected }) => `${label} (${expected})`);
  throw new ProblemError(
    'unsupported',
    `${file} is no face detector that the app knows. It has ${listText(graph.inputs, 'input')} and ` +
      `${listText(graph.outputs, 'output')}; expected is ${known.join(' or ')}.`,
  );
}
