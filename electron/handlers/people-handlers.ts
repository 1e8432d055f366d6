/** Answers about who faces may be. */
import { announce } from './announce.ts';
import type { HandlerTable } from './app.ts';

export const peopleHandlers: HandlerTable<'people.find' | 'people.groups' | 'people.part' | 'people.name'> = {
  async 'people.find'(app, { strictness }) {
    await app.project().people.find(strictness);
    app.emit('people.changed', {});
  },
  'people.groups': (app, { limit }) => app.project().people.groups(limit),
  'people.part': (app, { faces }) => {
    app.project().people.part(faces);
    app.emit('people.changed', {});
  },
  'people.name': (app, { faces, name }) => {
    const named = app.project().people.name(faces, name, app.library.settings().person);
    if (named.faces.length > 0) announce(app, { ...named, tasks: ['identity'] });
    return named.faces.length;
  },
};
