/** Answers about faces: reading, changing, undoing. Every change is stored when its answer leaves. */
import { tasksOf } from '../shared/domain/patch.ts';
import { pageFaces } from '../store/faces.ts';
import { addFace, applyEdits, getHistory, redo, undo } from '../store/history.ts';
import { proposalsOf } from '../store/proposals.ts';
import { announce } from './announce.ts';
import type { App, HandlerTable } from './app.ts';

const person = (app: App): string => app.library.settings().person;

export const faceHandlers: HandlerTable<
  'faces.page' | 'faces.add' | 'faces.proposals' | 'faces.apply' | 'history.get' | 'history.undo' | 'history.redo'
> = {
  'faces.page': (app, query) => pageFaces(app.project().store.db, query),
  'faces.add': (app, { image, box }) => {
    const face = addFace(app.project().store.db, image, box, { person: person(app) });
    announce(app, { images: [image], faces: [face.id], tasks: null });
    return face;
  },
  'faces.apply': (app, { edits }) => {
    const { faces, images } = applyEdits(app.project().store.db, edits, { person: person(app) });
    const tasks = tasksOf(edits.flatMap(({ changes }) => changes));
    announce(app, { images, faces: edits.map(({ face }) => face), tasks });
    return faces;
  },
  'faces.proposals': (app, { face }) => proposalsOf(app.project().store.db, face),
  'history.get': (app) => getHistory(app.project().store.db),
  'history.undo': (app) => {
    const step = undo(app.project().store.db);
    if (step) announce(app, step);
    return step;
  },
  'history.redo': (app) => {
    const step = redo(app.project().store.db);
    if (step) announce(app, step);
    return step;
  },
};
