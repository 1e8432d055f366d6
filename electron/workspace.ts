/** The one open project of a process: opening, closing, and the jobs that run while it is open. */

import type { OpenProject } from './handlers/app.ts';
import type { PeopleService } from './inference/people/service.ts';
import { askNetwork } from './jobs/ask-network.ts';
import type { JobTools } from './jobs/job-run.ts';
import { createPeople } from './jobs/people.ts';
import { createRoundDesk } from './jobs/round-desk.ts';
import { createJobRunner } from './jobs/runner.ts';
import type { Emit } from './shared/contract.ts';
import type { Project } from './shared/domain/project.ts';
import { ProblemError, toProblem } from './shared/errors.ts';
import type { Caller } from './shared/rpc.ts';
import { createProject, openProject, type ProjectStore } from './store/open.ts';
import { settleSome } from './store/settle.ts';

export interface Workspace {
  /** @throws `not-found` when no project is open. */
  project(): OpenProject;
  current(): Project | null;
  create(path: string): Promise<Project>;
  open(path: string): Promise<Project>;
  close(): Promise<void>;
}

/** Faces settled at once, which blocks other questions for some tens of milliseconds. */
const SETTLED_AT_ONCE = 8;
/** Milliseconds between looks for more, while there are some and while there are none. */
const WAIT = { more: 5, none: 300 };

/** Settles faces after their values change, for as long as the project is open. Returns a function that ends it. */
function keepSettled({ db }: ProjectStore, emit: Emit): () => void {
  const look = (): void => {
    let settled = 0;
    try {
      settled = settleSome(db, SETTLED_AT_ONCE);
    } catch (error) {
      // The faces stay on the list: the next change, or the next start, tries again.
      emit('notice', { level: 'warning', message: `Faces could not be checked. ${toProblem(error).message}` });
      return;
    }
    if (settled > 0) emit('facets.changed', {});
    timer = setTimeout(look, settled > 0 ? WAIT.more : WAIT.none);
    timer.unref();
  };
  let timer = setTimeout(look, WAIT.more);
  timer.unref();
  return () => clearTimeout(timer);
}

export function createWorkspace(tools: Omit<JobTools, 'store'> & { people: Caller<PeopleService> }): Workspace {
  let opened: (OpenProject & { endSettling(): void }) | null = null;

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    await closing?.jobs.close();
    closing?.endSettling();
    closing?.store.close();
  }

  /** The new project is opened first: if that fails, the one that is open stays. */
  async function change(open: () => ProjectStore): Promise<Project> {
    const store = open();
    await close();
    const jobTools: JobTools = { ...tools, store };
    const jobs = createJobRunner(jobTools);
    opened = {
      store,
      jobs,
      rounds: createRoundDesk(jobTools, jobs),
      people: createPeople(store, tools.people),
      endSettling: keepSettled(store, tools.emit),
      ask: (model, faces) => askNetwork(jobTools, model, faces),
    };
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
