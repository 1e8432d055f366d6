/** What the wall shows: what was chosen, else the first subject that a face has a value for, else faces that wait for one. */
import { useMemo } from 'react';
import { confidenceFacet, type FacetQuery } from '../../electron/shared/domain/facet.ts';
import { CHOICES, type ChoiceTask } from '../editor/review-edits.ts';
import { useCall } from '../queries.ts';
import { useWall } from '../state/wall.ts';
import { SUBJECTS } from './subjects.ts';

const ALL = SUBJECTS.flatMap(({ subjects }) => subjects.map(({ facet }) => facet));
const CHOICE_TASKS = Object.keys(CHOICES) as ChoiceTask[];

export function useWallQuery(): FacetQuery {
  const query = useWall((state) => state.query);
  const attributes = useCall('facets.list', { prefix: 'attribute:' }).data;
  const labels = useCall('project.labels').data;
  return useMemo(() => {
    const held = new Set(attributes?.map(({ facet }) => facet));
    const labelled = CHOICE_TASKS.find((task) => labels && labels[task].values > 0) ?? 'gender';
    return { ...query, facet: query.facet ?? ALL.find((facet) => held.has(facet)) ?? confidenceFacet(labelled) };
  }, [query, attributes, labels]);
}
