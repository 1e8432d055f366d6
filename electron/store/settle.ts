/**
 * What follows from all values of a face together: how much in doubt it is, and what checks find. Reading label maps takes
 * milliseconds, so values are stored first and their faces are settled a few at a time, soon after.
 */
import type { Annotation } from '../shared/domain/annotation.ts';
import { findingsOf } from '../shared/domain/checks/checks.ts';
import { CHECKS, checkFacet, DOUBT } from '../shared/domain/facet.ts';
import type { FaceId } from '../shared/domain/ids.ts';
import { annotationsOf } from './annotations.ts';
import { all, inTransaction, run, type WritableDb } from './database.ts';
import { WHOLE_FACE, writePlaces } from './facets.ts';

/** Of faces that no model has a sure word on, and of those that nothing is said of. */
const [NO_DOUBT, UNLABELLED] = [1, 2];

/** Settles the next faces, at most so many. Returns how many there were. */
export function settleSome(db: WritableDb, most: number): number {
  return inTransaction(db, () => {
    const faces = all<{ face: FaceId }>(db, 'SELECT face FROM unsettled LIMIT ?', most);
    for (const { face } of faces) {
      settle(db, face, annotationsOf(db, face));
      run(db, 'DELETE FROM unsettled WHERE face = ?', face);
    }
    return faces.length;
  });
}

function settle(db: WritableDb, face: FaceId, annotations: readonly Annotation[]): void {
  const confidences = annotations.flatMap(({ origin, confidence }) =>
    origin.kind === 'model' ? (confidence ?? []) : [],
  );
  const doubt = annotations.length === 0 ? UNLABELLED : Math.min(NO_DOUBT, ...confidences);
  const findings = findingsOf(annotations);
  const graveFirst = (severity: number) => 1 - severity;
  writePlaces(db, face, WHOLE_FACE, [
    { facet: DOUBT, score: doubt },
    ...findings.map(({ check, severity }) => ({ facet: checkFacet(check), score: graveFirst(severity) })),
    ...(findings.length > 0
      ? [{ facet: CHECKS, score: graveFirst(Math.max(...findings.map(({ severity }) => severity))) }]
      : []),
  ]);
}
