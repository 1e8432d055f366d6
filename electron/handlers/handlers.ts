/** The table of handlers, total over the contract, and the one way to call it. */
import { contract, type Method } from '../shared/contract.ts';
import { ProblemError } from '../shared/errors.ts';
import type { App, Handler, HandlerTable } from './app.ts';
import { appHandlers } from './app-handlers.ts';
import { datasetHandlers } from './dataset-handlers.ts';
import { evaluationHandlers } from './evaluation-handlers.ts';
import { faceHandlers } from './face-handlers.ts';
import { facetHandlers } from './facet-handlers.ts';
import { folderHandlers } from './folder-handlers.ts';
import { imageHandlers } from './image-handlers.ts';
import { jobHandlers } from './job-handlers.ts';
import { modelHandlers } from './model-handlers.ts';
import { peopleHandlers } from './people-handlers.ts';
import { projectHandlers } from './project-handlers.ts';
import { roundHandlers } from './round-handlers.ts';

const handlers: HandlerTable<Method> = {
  ...appHandlers,
  ...folderHandlers,
  ...projectHandlers,
  ...imageHandlers,
  ...faceHandlers,
  ...facetHandlers,
  ...peopleHandlers,
  ...jobHandlers,
  ...datasetHandlers,
  ...modelHandlers,
  ...roundHandlers,
  ...evaluationHandlers,
};

/**
 * Checks the input against the contract and hands it over. Windows are not trusted: a method outside the contract or
 * an input of another shape is refused here.
 */
export async function handleCall(app: App, method: string, input: unknown): Promise<unknown> {
  if (!Object.hasOwn(contract, method)) throw new ProblemError('bad-input', `There is no call «${method}».`);
  const known = method as Method;
  const handler = handlers[known] as Handler<Method>;
  return handler(app, contract[known].input.parse(input) as never);
}
