/** What handlers work on: the app without its hosts. */

import type { ModelShelf } from '../jobs/model-shelf.ts';
import type { People } from '../jobs/people.ts';
import type { RoundDesk } from '../jobs/round-desk.ts';
import type { JobRunner } from '../jobs/runner.ts';
import type { Emit, Method, Output, ParsedInput } from '../shared/contract.ts';
import type { FormatFacts, FormatName } from '../shared/domain/dataset.ts';
import type { AnsweredFace } from '../shared/domain/evaluation.ts';
import type { FaceId, ModelId } from '../shared/domain/ids.ts';
import type { Device } from '../shared/domain/model.ts';
import type { Project } from '../shared/domain/project.ts';
import type { Library } from '../store/library.ts';
import type { ProjectStore } from '../store/open.ts';

/** A project while it is open, with the jobs that run on it. */
export interface OpenProject {
  store: ProjectStore;
  jobs: JobRunner;
  rounds: RoundDesk;
  people: People;
  /** What a network says about faces; nothing is stored. */
  ask(model: ModelId, faces: readonly FaceId[]): Promise<AnsweredFace[]>;
}

export interface App {
  version: string;
  emit: Emit;
  library: Library;
  models: ModelShelf;
  datasets: {
    formats(): Record<FormatName, FormatFacts>;
    /** Formats that a folder or file looks like. */
    recognise(path: string): Promise<FormatName[]>;
  };
  device(): Promise<Device>;
  /** @throws `not-found` when no project is open. */
  project(): OpenProject;
  current(): Project | null;
  create(path: string): Promise<Project>;
  /** Opens a project in place of the one that is open. */
  open(path: string): Promise<Project>;
  close(): Promise<void>;
}

/** Answers one method: parsed input in, output out. */
export type Handler<M extends Method> = (app: App, input: ParsedInput<M>) => Output<M> | Promise<Output<M>>;
export type HandlerTable<M extends Method> = { [K in M]: Handler<K> };
