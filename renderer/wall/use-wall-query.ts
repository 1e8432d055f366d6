/** What the wall shows: what was chosen, else the first subject that any face has a value for. */
import { useMemo } from 'react';
import type { FacetQuery } from '../../electron/shared/domain/facet.ts';
import { useCall } from '../queries.ts';
import { useWall } from '../state/wall.ts';
import { SUBJECTS } from './subjects.ts';

const ALL = SUBJECTS.flatMap(({ subjects }) => subjects.map(({ facet }) => facet));

export function useWallQuery(): FacetQuery {
  const query = useWall((state) => state.query);
  const attributes = useCall('facets.list', { prefix: 'attribute:' }).data;
  const tasks = useCall('facets.list', { prefix: 'confidence:' }).data;
  return useMemo(() => {
    const held = new Set([...(attributes ?? []), ...(tasks ?? [])].map(({ facet }) => facet));
    return { ...query, facet: query.facet ?? ALL.find((facet) => held.has(facet)) ?? ALL[0]! };
  }, [query, attributes, tasks]);
}
