/** A walk along a queue of faces: what comes next is asked beforehand, and where one has been is remembered. */
import type { Output } from '../../electron/shared/contract.ts';
import type { FacetPlace, FacetQuery, QueueStep } from '../../electron/shared/domain/facet.ts';
import type { FaceId } from '../../electron/shared/domain/ids.ts';

/** Faces known beforehand. */
const AHEAD = 4;

export type AskQueue = (
  query: Pick<FacetQuery, 'facet' | 'standing'> & { after: FacetPlace | null; limit: number },
) => Promise<Output<'facets.next'>>;

export class ReviewQueue {
  readonly #ask: AskQueue;
  readonly #query: Pick<FacetQuery, 'facet' | 'standing'>;
  #ahead: QueueStep[] = [];
  #trail: QueueStep[] = [];
  /** The last face that has been asked for, from which the walk goes on. */
  #end: FacetPlace | null = null;

  constructor(ask: AskQueue, query: Pick<FacetQuery, 'facet' | 'standing'>) {
    this.#ask = ask;
    this.#query = query;
  }

  /** What comes next, as far as it is known. */
  get ahead(): readonly QueueStep[] {
    return this.#ahead;
  }

  /** The next face, or null where no other one waits. After the last one the walk begins anew. */
  async next(current: FaceId | null): Promise<QueueStep | null> {
    await this.look(current);
    const step = this.#ahead.shift() ?? null;
    if (step) this.#trail.push(step);
    return step;
  }

  /** The face before the one shown, or null. */
  previous(): QueueStep | null {
    if (this.#trail.length < 2) return null;
    const here = this.#trail.pop();
    if (here) this.#ahead.unshift(here);
    return this.#trail.at(-1) ?? null;
  }

  /** Makes sure that what comes next is known. */
  async look(current: FaceId | null): Promise<void> {
    if (this.#ahead.length > 1) return;
    const known = new Set([current, ...this.#ahead.map(({ face }) => face)]);
    const fresh = async (after: FacetPlace | null) => {
      const { steps } = await this.#ask({ ...this.#query, after, limit: AHEAD });
      return steps.filter(({ face }) => !known.has(face));
    };
    let steps = await fresh(this.#end);
    if (steps.length === 0 && this.#end !== null && this.#ahead.length === 0) steps = await fresh(null);
    this.#ahead.push(...steps);
    this.#end = this.#ahead.at(-1) ?? this.#end;
  }
}
