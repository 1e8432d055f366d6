/** Answers about the app itself and its settings. */
import { homedir } from 'node:os';
import type { HandlerTable } from './app.ts';
import { sampleFolder } from './project-handlers.ts';

export const appHandlers: HandlerTable<'app.info' | 'settings.get' | 'settings.set'> = {
  'app.info': async (app) => ({
    version: app.version,
    platform: process.platform,
    device: await app.device(),
    project: app.current(),
    home: homedir(),
    sample: sampleFolder(),
  }),
  'settings.get': (app) => app.library.settings(),
  'settings.set': (app, change) => {
    const settings = app.library.changeSettings(change);
    app.emit('settings.changed', settings);
    return settings;
  },
};
