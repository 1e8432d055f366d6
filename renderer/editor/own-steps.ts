/**
 * What undo and redo will do, foretold from the steps that were made here: the screen shows it before the store has
 * answered. What others do meanwhile is the store's to know, and its answer counts.
 */
import { invertPatch, type Patch } from '../../electron/shared/domain/patch.ts';

/** One step: what an edit changed, or null for a face that the store has yet to make. */
export type Step = readonly Patch[] | null;

/** Steps remembered. Beyond them undo shows when it is stored. */
const MOST = 200;

export class OwnSteps {
  /** Newest last. */
  readonly #done: Step[];
  /** Taken back last, last. */
  readonly #undone: Step[];

  constructor(done: readonly Step[] = [], undone: readonly Step[] = []) {
    this.#done = [...done];
    this.#undone = [...undone];
  }

  copy(): OwnSteps {
    return new OwnSteps(this.#done, this.#undone);
  }

  /** A new step: what could have been done again no longer can be. */
  add(step: Step): void {
    this.#undone.length = 0;
    this.#done.push(step);
    if (this.#done.length > MOST) this.#done.shift();
  }

  /** Takes the last step back. Gives what that changes, or undefined where it was not made here. */
  undo(): Step | undefined {
    const step = this.#done.pop();
    if (step !== undefined) this.#undone.push(step);
    return step?.toReversed().map(invertPatch);
  }

  redo(): Step | undefined {
    const step = this.#undone.pop();
    if (step !== undefined) this.#done.push(step);
    return step;
  }

  /** Somebody else has made steps: which one is last is not known here. */
  forget(): void {
    this.#done.length = 0;
    this.#undone.length = 0;
  }
}
