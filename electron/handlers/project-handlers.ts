/** Answers about projects: which there are, which is open, what is in it. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { PROJECT_SUFFIX } from '../shared/domain/project.ts';
import { pageDuplicates } from '../store/duplicates.ts';
import { usedModels } from '../store/models.ts';
import { labelCounts, projectStatus } from '../store/status.ts';
import type { App, HandlerTable } from './app.ts';

/** A dozen photos take a few seconds to draw. Of this seed they show people alone, in pairs and in groups. */
const SAMPLE = { count: 12, seed: 41 } as const;

/** Where the sample project lies, or will. */
export const sampleFolder = (): string => path.join(homedir(), `Lineament sample${PROJECT_SUFFIX}`);

const recent = (app: App) =>
  app.library.recentProjects().map((project) => ({ ...project, present: existsSync(project.path) }));

export const projectHandlers: HandlerTable<
  | 'project.recent'
  | 'project.forget'
  | 'project.create'
  | 'project.sample'
  | 'project.open'
  | 'project.close'
  | 'project.status'
  | 'project.labels'
  | 'project.models'
  | 'project.duplicates'
> = {
  'project.recent': (app) => recent(app),
  'project.forget': (app, { path }) => {
    app.library.forgetProject(path);
    return recent(app);
  },
  'project.create': async (app, { path, photos }) => {
    const project = await app.create(path);
    if (photos.length > 0) app.project().jobs.start({ kind: 'import', paths: photos, detect: true });
    return project;
  },
  'project.sample': async (app) => {
    const folder = sampleFolder();
    if (existsSync(folder)) return app.open(folder);
    const project = await app.create(folder);
    app.project().jobs.start({ kind: 'sample', folder: path.join(project.path, 'photos'), ...SAMPLE });
    return project;
  },
  'project.open': (app, { path }) => app.open(path),
  'project.close': (app) => app.close(),
  'project.status': (app) => projectStatus(app.project().store.db),
  'project.labels': (app) => labelCounts(app.project().store.db),
  'project.models': (app) => usedModels(app.project().store.db),
  'project.duplicates': (app, range) => pageDuplicates(app.project().store.db, range),
};
