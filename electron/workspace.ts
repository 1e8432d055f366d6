/** The one open project of a process: opening, closing, and the jobs that run while it is open. */

import type { OpenProject } from './handlers/app.ts';
import type { JobTools } from './jobs/job-run.ts';
import { createRoundDesk } from './jobs/round-desk.ts';
import { createJobRunner } from './jobs/runner.ts';
import type { Project } from './shared/domain/project.ts';
import { ProblemError } from './shared/errors.ts';
import { createProject, openProject, type ProjectStore } from './store/open.ts';

export interface Workspace {
  /** @throws `not-found` when no project is open. */
  project(): OpenProject;
  current(): Project | null;
  create(path: string): Promise<Project>;
  open(path: string): Promise<Project>;
  close(): Promise<void>;
}

export function createWorkspace(tools: Omit<JobTools, 'store'>): Workspace {
  let opened: OpenProject | null = null;

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    await closing?.jobs.close();
    closing?.store.close();
  }

  /** The new project is opened first: if that fails, the one that is open stays. */
  async function change(open: () => ProjectStore): Promise<Project> {
    const store = open();
    await close();
    const jobTools: JobTools = { ...tools, store };
    const jobs = createJobRunner(jobTools);
    opened = { store, jobs, rounds: createRoundDesk(jobTools, jobs) };
    tools.library.rememberProject(store.project);
    tools.emit('project.changed', { project: store.project });
    return store.project;
  }

  return {
    project() {
      if (opened) return opened;
      throw new ProblemError('not-found', 'No project is open. Open one on the Projects page.');
    },
    current: () => opened?.store.project ?? null,
    create: (path) => change(() => createProject(path)),
    async open(path) {
      const current = opened?.store.project;
      return current?.path === path ? current : change(() => openProject(path));
    },
    async close() {
      if (!opened) return;
      await close();
      tools.emit('project.changed', { project: null });
    },
  };
}
