/** The network that a piece of work uses. */
import type { ModelId } from '../shared/domain/ids.ts';
import type { Model } from '../shared/domain/model.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Library } from '../store/library.ts';

/** The one with this id, or the active one. @throws {ProblemError} `not-found` */
export function chooseNetwork(library: Pick<Library, 'models' | 'activeModel'>, id: ModelId | undefined): Model {
  const model = id === undefined ? library.activeModel('network') : library.models().find((other) => other.id === id);
  if (model?.kind === 'network') return model;
  throw new ProblemError(
    'not-found',
    id === undefined
      ? 'There is no network yet. Fetch or open one on the Models page, then try again.'
      : model
        ? `${model.name} is a face detector, not a network. Choose a network on the Models page.`
        : `The network ${id} is not installed any more. Choose another one on the Models page.`,
  );
}
