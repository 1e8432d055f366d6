/** Goes through all faces for one task: the least sure first, those without a value last. */
import { confidenceFacet } from '../../electron/shared/domain/facet.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { call } from '../api.ts';
import { useNavigation } from '../state/navigation.ts';
import { useQueue } from '../state/queue.ts';
import { showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';

export async function startPass(task: Task): Promise<void> {
  const order = confidenceFacet(task);
  const { steps } = await call('facets.next', { facet: order, standing: 'open', after: null, limit: 1 });
  const [first] = steps;
  if (!first) return showToast({ level: 'info', message: strings.review.passDone(strings.labels.tasks[task]) });
  useQueue.getState().setOrder(order);
  useNavigation.getState().go({ name: 'editor', image: first.image, face: first.face });
}
