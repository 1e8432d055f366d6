/** Answers about the model files that the app keeps. */
import type { HandlerTable } from './app.ts';

export const modelHandlers: HandlerTable<
  | 'models.list'
  | 'models.known'
  | 'models.import'
  | 'models.upload'
  | 'models.fetch'
  | 'models.cancelFetch'
  | 'models.activate'
  | 'models.remove'
> = {
  'models.list': (app) => app.library.models(),
  'models.known': (app) => app.models.known(),
  'models.import': (app, { path, name }) => app.models.importFile(path, name),
  'models.upload': (app, { name, bytes }) => app.models.importBytes(name, bytes),
  'models.fetch': (app, { id }) => app.models.fetch(id),
  'models.cancelFetch': (app, { id }) => app.models.cancelFetch(id),
  'models.activate': (app, { model }) => app.models.activate(model),
  'models.remove': (app, { model }) => app.models.remove(model),
};
