/** Changes to many faces of the wall in one step, made on the rows as they were read last. */
import type { Annotation, AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { FacetRow } from '../../electron/shared/domain/facet.ts';
import type { Change } from '../../electron/shared/domain/patch.ts';
import { call } from '../api.ts';
import type { RowPage } from '../gallery/use-rows.ts';
import { queryClient } from '../queries.ts';

/** The rows with these ids, the newest where several were read. */
export function wallRows(ids: ReadonlySet<number>): FacetRow[] {
  const newest = new Map<number, FacetRow>();
  for (const [, page] of queryClient.getQueriesData<RowPage<FacetRow>>({ queryKey: ['facets.page'] }))
    for (const row of page?.rows ?? [])
      if (ids.has(row.id) && row.revision >= (newest.get(row.id)?.revision ?? 0)) newest.set(row.id, row);
  return [...newest.values()];
}

/** Makes what `change` says of each row. Returns how many faces changed. */
export async function changeRows(rows: readonly FacetRow[], change: (row: FacetRow) => Change | null): Promise<number> {
  const edits = rows.flatMap((row) => {
    const made = change(row);
    return made ? { face: row.id, baseRevision: row.revision, changes: [made] } : [];
  });
  if (edits.length > 0) await call('faces.apply', { edits });
  return edits.length;
}

const same = (a: AnnotationValue['value'], b: AnnotationValue['value']): boolean =>
  JSON.stringify(a, replacer) === JSON.stringify(b, replacer);
const replacer = (_key: string, value: unknown): unknown => (value instanceof Float32Array ? Array.from(value) : value);

/** Says a value of a row; null where it has it already, from whoever. */
export function saying(row: FacetRow, label: AnnotationValue | null): Change | null {
  const from = row.annotation;
  if (!label || (from && same(from.value, label.value))) return null;
  const to = { ...label, origin: { kind: 'person', name: '' }, confidence: null } as Annotation;
  return { field: 'annotation', task: label.task, from, to };
}

/** Finds a row's value right as it is; null where a person has said it. */
export const accepting = ({ annotation }: FacetRow): Change | null =>
  annotation && annotation.origin.kind !== 'person'
    ? { field: 'annotation', task: annotation.task, from: annotation, to: annotation }
    : null;
