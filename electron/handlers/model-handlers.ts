/** Answers about the model files that the app keeps. */
import { someFaces } from '../store/faces.ts';
import type { HandlerTable } from './app.ts';

/** Faces that the ways of computing are compared on: decoding their photos takes most of the time. */
const FACES = 16;

export const modelHandlers: HandlerTable<
  | 'models.list'
  | 'models.known'
  | 'models.import'
  | 'models.upload'
  | 'models.fetch'
  | 'models.cancelFetch'
  | 'models.activate'
  | 'models.measure'
  | 'models.remove'
  | 'models.export'
  | 'models.ask'
> = {
  'models.list': (app) => app.library.models(),
  'models.known': (app) => app.models.known(),
  'models.import': (app, { path, name }) => app.models.importFile(path, name),
  'models.upload': (app, { name, bytes }) => app.models.importBytes(name, bytes),
  'models.fetch': (app, { id }) => app.models.fetch(id),
  'models.cancelFetch': (app, { id }) => app.models.cancelFetch(id),
  'models.activate': (app, { model }) => app.models.activate(model),
  'models.measure': (app, { model }) =>
    app.models.measure(model, app.current() ? someFaces(app.project().store.db, FACES) : []),
  'models.remove': (app, { model }) => app.models.remove(model),
  'models.export': async (app, { model, folder, form }) => ({ file: await app.models.exportTo(model, folder, form) }),
  'models.ask': (app, { model, faces }) => app.project().ask(model, faces),
};
