/** Answers about facets: queues, walls, and faces that look alike. */
import { taskOfFacet } from '../shared/domain/facet.ts';
import { findAnnotation } from '../store/annotations.ts';
import { similarFaces } from '../store/embeddings.ts';
import { faceRow } from '../store/face-list.ts';
import { countFacet, listFacets, pageFacet, queueAfter } from '../store/facets.ts';
import type { HandlerTable } from './app.ts';

export const facetHandlers: HandlerTable<'facets.page' | 'facets.next' | 'facets.list' | 'faces.similar'> = {
  'facets.page': (app, query) => {
    const { db } = app.project().store;
    const task = taskOfFacet(query.facet);
    const { total, places } = pageFacet(db, query);
    const rows = places.map(({ face, score }) => ({
      ...faceRow(db, face),
      facetScore: score,
      annotation: task && findAnnotation(db, face, task),
    }));
    return { total, rows };
  },
  'facets.next': (app, { after, limit, ...query }) => {
    const { db } = app.project().store;
    return { left: countFacet(db, query), steps: queueAfter(db, query, after, limit) };
  },
  'facets.list': (app, { prefix, limit }) => listFacets(app.project().store.db, prefix, limit),
  'faces.similar': async (app, { face, limit }) => {
    const { db } = app.project().store;
    return (await similarFaces(db, face, limit)).map(({ face: other, likeness }) => {
      const identity = findAnnotation(db, other, 'identity');
      return { row: faceRow(db, other), likeness, label: identity?.task === 'identity' ? identity.value.label : null };
    });
  },
};
