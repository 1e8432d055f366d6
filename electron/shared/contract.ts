/** Every call and event between window and core, once. Hosts, handlers and the renderer are typed from it. */
import { z } from 'zod';
import { Annotation, TaskName } from './domain/annotation.ts';
import { DatasetReport, FormatFacts, FormatName } from './domain/dataset.ts';
import { AnsweredFace, EvaluationEntry, EvaluationReport } from './domain/evaluation.ts';
import { Face, FaceQuery, FaceRow, FaceVersion } from './domain/face.ts';
import { FacetPlace, FacetQuery, FacetRow, QueueStep } from './domain/facet.ts';
import { Box } from './domain/geometry.ts';
import { EvaluationId, FaceId, ImageId, JobId, ModelId, RoundId } from './domain/ids.ts';
import { Image, ImageQuery } from './domain/image.ts';
import { Job, JobRequest, Skip } from './domain/job.ts';
import { AvailableModel, Device, Model, UsedModel } from './domain/model.ts';
import { Change } from './domain/patch.ts';
import { Groups, Strictness } from './domain/people.ts';
import {
  Duplicate,
  LabelCounts,
  Project,
  ProjectStatus,
  RecentProject,
  Settings,
  SettingsChange,
} from './domain/project.ts';
import { Recipe } from './domain/recipe.ts';
import { Estimate, LossPoint, Material, PackagePicture, Round, RoundFaces, RoundProgress } from './domain/round.ts';

const nothing = z.void();
const path = z.string().min(1).max(4096);
/** A file that a window holds but the core's disk does not. */
const Upload = z.object({ name: z.string().min(1).max(255), bytes: z.instanceof(Uint8Array) });
const Range = z.object({ offset: z.int().nonnegative(), limit: z.int().min(1).max(500) });
const page = <Row extends z.ZodType>(row: Row) => z.object({ total: z.int().nonnegative(), rows: z.array(row) });

/** What undo and redo would do next, as words for the menu; null where there is nothing. */
export const History = z.object({ undo: z.string().nullable(), redo: z.string().nullable() });
export type History = z.infer<typeof History>;

/** What an undo or redo touched, so that the window can go there. */
const HistoryStep = z.object({
  /** Where to look first. */
  image: ImageId,
  /** Every photo concerned, that one included. */
  images: z.array(ImageId),
  faces: z.array(FaceId),
  /** Those of the faces that are in the first photo and still there, as they are now. */
  now: z.array(Face),
  description: z.string(),
  /** The tasks whose values changed; null where more than values did. */
  tasks: z.array(TaskName).nullable(),
  history: History,
});

export const contract = {
  'app.info': {
    input: nothing,
    output: z.object({
      version: z.string(),
      platform: z.string(),
      device: Device,
      project: Project.nullable(),
      /** Where a new project is proposed. */
      home: z.string(),
      /** Where the sample project lies, or will. */
      sample: z.string(),
    }),
  },
  'settings.get': { input: nothing, output: Settings },
  'settings.set': { input: SettingsChange, output: Settings },

  /** Folders and photos of the machine that the core runs on, for hosts without a file dialog. */
  'folder.list': {
    input: z.object({ path: path.optional() }),
    output: z.object({
      path: z.string(),
      parent: z.string().nullable(),
      folders: z.array(z.object({ name: z.string(), path: z.string(), project: z.boolean() })),
      photos: z.int(),
    }),
  },

  'project.recent': { input: nothing, output: z.array(RecentProject) },
  'project.forget': { input: z.object({ path }), output: z.array(RecentProject) },
  /** `path` is the project's folder; `photos` are folders or files to index at once. */
  'project.create': { input: z.object({ path, photos: z.array(path) }), output: Project },
  /** The sample project: opened where it is, else made, with photos that are drawn at once. */
  'project.sample': { input: nothing, output: Project },
  'project.open': { input: z.object({ path }), output: Project },
  'project.close': { input: nothing, output: nothing },
  'project.status': { input: nothing, output: ProjectStatus },
  'project.labels': { input: nothing, output: LabelCounts },
  /** Names for the models in the origins of the project's values. */
  'project.models': { input: nothing, output: z.array(UsedModel) },
  'project.duplicates': { input: Range, output: page(Duplicate) },

  'images.page': { input: ImageQuery.and(Range), output: page(Image) },
  'images.get': { input: z.object({ image: ImageId }), output: z.object({ image: Image, faces: z.array(Face) }) },
  /** The neighbours of a photo in the order of a query. `position` is null where the query leaves it out. */
  'images.around': {
    input: z.object({ image: ImageId, query: ImageQuery }),
    output: z.object({
      total: z.int(),
      position: z.int().nullable(),
      previous: ImageId.nullable(),
      next: ImageId.nullable(),
    }),
  },
  /** Keeps a copy of a photo that a window holds but the core's disk does not; `name` is a bare file name. */
  'images.upload': {
    input: Upload,
    output: z.object({ path: z.string() }),
  },

  'faces.page': { input: FaceQuery.and(Range), output: page(FaceRow) },
  'faces.add': { input: z.object({ image: ImageId, box: Box }), output: Face },
  /** Changes one or more faces in one transaction and one undo step. @throws `conflict` when a revision is behind. */
  'faces.apply': {
    input: z.object({
      edits: z
        .array(z.object({ face: FaceId, baseRevision: z.int().nonnegative(), changes: z.array(Change).min(1) }))
        .min(1)
        .max(1000),
    }),
    /** The changed faces that are still there. */
    output: z.array(Face),
  },
  /** Faces in the order of a facet, with their value for its task. */
  'facets.page': { input: FacetQuery.and(Range), output: page(FacetRow) },
  /** The faces that a queue comes to after a place, and how many it holds in all. */
  'facets.next': {
    input: FacetQuery.pick({ facet: true, standing: true }).extend({
      after: FacetPlace.nullable(),
      limit: z.int().min(1).max(50),
    }),
    output: z.object({ left: z.int(), steps: z.array(QueueStep) }),
  },
  /** Facets by the beginning of their name: persons as `identity:`, checks as `check:`. */
  'facets.list': {
    input: z.object({ prefix: z.string().max(300), limit: z.int().min(1).max(500).default(100) }),
    output: z.array(z.object({ facet: z.string(), faces: z.int() })),
  },
  /** Faces whose embeddings are nearest to a face's. */
  'faces.similar': {
    input: z.object({ face: FaceId, limit: z.int().min(1).max(100) }),
    output: z.array(z.object({ row: FaceRow, likeness: z.number(), label: z.string().nullable() })),
  },
  /** Compares all faces and keeps groups of unnamed ones that look like one person, until asked anew. */
  'people.find': { input: z.object({ strictness: Strictness }), output: nothing },
  /** The largest of these groups; null before they were asked for. */
  'people.groups': { input: z.object({ limit: z.int().min(1).max(200) }), output: Groups.nullable() },
  /** Takes faces out of their group: they are not that person. */
  'people.part': { input: z.object({ faces: z.array(FaceId).min(1).max(1000) }), output: nothing },
  /** Names faces that still have no name, in one undo step. Answers how many. */
  'people.name': {
    input: z.object({ faces: z.array(FaceId).min(1).max(1000), name: z.string().trim().min(1).max(200) }),
    output: z.int(),
  },
  /** For each task what a model said last, also where people have said otherwise since. */
  'faces.proposals': { input: z.object({ face: FaceId }), output: z.array(Annotation) },
  'history.get': { input: nothing, output: History },
  'history.undo': { input: nothing, output: HistoryStep.nullable() },
  'history.redo': { input: nothing, output: HistoryStep.nullable() },

  'jobs.list': { input: nothing, output: z.array(Job) },
  'jobs.start': { input: JobRequest, output: Job },
  'jobs.cancel': { input: z.object({ job: JobId }), output: nothing },
  'jobs.resume': { input: z.object({ job: JobId }), output: Job },
  'jobs.dismiss': { input: z.object({ job: JobId }), output: nothing },
  'jobs.skipped': { input: z.object({ job: JobId }).and(Range), output: page(Skip) },

  /** What there is to know of every format before one is chosen. */
  'datasets.formats': { input: nothing, output: z.record(FormatName, FormatFacts) },
  /** The formats that a folder or file looks like, the likeliest first. */
  'datasets.recognise': { input: z.object({ path }), output: z.array(FormatName) },
  /** What an export or import did; null while it has not ended. */
  'datasets.report': { input: z.object({ job: JobId }), output: DatasetReport.nullable() },

  'models.list': { input: nothing, output: z.array(Model) },
  'models.known': {
    input: nothing,
    output: z.array(AvailableModel),
  },
  /** `name` is what lists call it; the file's own name otherwise. */
  'models.import': { input: z.object({ path, name: z.string().min(1).max(200).optional() }), output: Model },
  /** Like `images.upload`, for a model file dropped into a browser. */
  'models.upload': {
    input: Upload,
    output: Model,
  },
  'models.fetch': { input: z.object({ id: z.string() }), output: Model },
  'models.cancelFetch': { input: z.object({ id: z.string() }), output: nothing },
  'models.activate': { input: z.object({ model: ModelId }), output: nothing },
  /** Times a network on this machine, and compares its ways of computing on faces of the open project. Takes seconds. */
  'models.measure': { input: z.object({ model: ModelId }), output: Model },
  'models.remove': { input: z.object({ model: ModelId }), output: nothing },

  /** The newest first. */
  'rounds.list': { input: nothing, output: z.array(Round) },
  'rounds.get': {
    input: z.object({ round: RoundId }),
    output: z.object({ round: Round, curve: z.array(LossPoint) }),
  },
  /** What there is to learn from now; nothing is frozen. */
  'rounds.material': {
    input: z.object({ recipe: Recipe.prefault({}), faces: RoundFaces.default('labelled') }),
    output: Material,
  },
  /** Freezes faces, their labels and their split. `model` is what to begin with; the active network where absent. */
  'rounds.prepare': {
    input: z.object({
      recipe: Recipe.prefault({}),
      faces: RoundFaces.default('labelled'),
      model: ModelId.optional(),
    }),
    output: Round,
  },
  /** What its training will take, measured with a real step: some seconds to minutes. */
  'rounds.estimate': { input: z.object({ round: RoundId }), output: Estimate },
  /** Begins its training, or goes on with one that was broken off. */
  'rounds.start': { input: z.object({ round: RoundId }), output: Job },
  /** Writes its faces, recipe and weights into a new folder, for a training on other machines. */
  'rounds.package': {
    input: z.object({ round: RoundId, folder: path, picture: PackagePicture.default('jpeg') }),
    output: Job,
  },
  /**
   * Takes in the weights that such a training gave, as the result of its round, and judges them here. A round that has a
   * result already gets a sibling on the same faces. Without `round` the file itself says which package it was trained on.
   */
  'rounds.import': {
    input: z.object({ round: RoundId.optional(), file: z.union([z.object({ path }), Upload]) }),
    output: Job,
  },
  /** Makes the round's model the one that works, and has it propose anew what no person has touched. */
  'rounds.promote': { input: z.object({ round: RoundId }), output: Round },
  /** Back to the model that the promotion put aside. */
  'rounds.rollback': { input: z.object({ round: RoundId }), output: Round },
  'rounds.discard': { input: z.object({ round: RoundId }), output: Round },

  /** Writes a network into a folder, under its own name: its weights, or a graph that needs nothing else. */
  'models.export': {
    input: z.object({ model: ModelId, folder: path, form: z.enum(['safetensors', 'onnx']) }),
    output: z.object({ file: z.string() }),
  },
  /** What a network says about faces. Nothing is stored; faces that are gone are left out. */
  'models.ask': {
    input: z.object({ model: ModelId, faces: z.array(FaceId).min(1).max(64) }),
    output: z.array(AnsweredFace),
  },

  /** The newest first. */
  'evaluations.list': { input: nothing, output: z.array(EvaluationEntry) },
  'evaluations.get': { input: z.object({ evaluation: EvaluationId }), output: EvaluationReport },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export const events = {
  'project.changed': z.object({ project: Project.nullable() }),
  /** Photos came, went or changed; which ones is for the views to ask. */
  'images.changed': z.object({}),
  /**
   * Faces of these photos changed. `faces` says which, and since which revision, so that a window that has them already
   * need not ask again; null where it is not told and any may have.
   */
  'faces.changed': z.object({
    images: z.array(ImageId),
    faces: z.array(FaceVersion).nullable(),
    /** The tasks whose values have changed where nothing else of the faces has; null where it is not told. */
    tasks: z.array(TaskName).nullable(),
  }),
  /** Faces stand elsewhere in facets, though nothing that is said of them has changed. */
  'facets.changed': z.object({}),
  /** Other groups were found, or a face was taken out of one. */
  'people.changed': z.object({}),
  'history.changed': History,
  'job.changed': Job,
  'models.changed': z.object({}),
  'rounds.changed': z.object({}),
  'round.progress': RoundProgress,
  'evaluations.changed': z.object({}),
  'model.fetching': z.object({ id: z.string(), received: z.int(), total: z.int().nullable() }),
  'settings.changed': Settings,
  'device.changed': Device,
  /** Something a person should know that answers no call. */
  notice: z.object({ level: z.enum(['info', 'warning', 'error']), message: z.string() }),
} as const satisfies Record<string, z.ZodType>;

type Contract = typeof contract;
export type Method = keyof Contract;
/** What a caller passes, before defaults are filled in. */
export type Input<M extends Method> = z.input<Contract[M]['input']>;
export type ParsedInput<M extends Method> = z.output<Contract[M]['input']>;
export type Output<M extends Method> = z.output<Contract[M]['output']>;
export type EventName = keyof typeof events;
export type EventData<E extends EventName> = z.output<(typeof events)[E]>;
export type Emit = <E extends EventName>(name: E, data: EventData<E>) => void;

/** How a window reaches the core. Replies are unwrapped: a rejected call carries a ProblemError. */
export interface Transport {
  call(method: string, input: unknown): Promise<unknown>;
  subscribe(listener: (name: string, data: unknown) => void): () => void;
}

/** What only a desktop host can do; absent in a browser. Paths are absolute; null means that the person cancelled. */
export interface Desktop {
  pickFolder(title: string): Promise<string | null>;
  pickPhotos(): Promise<string[] | null>;
  pickModel(): Promise<string | null>;
  /** Where to save a new project's folder. */
  pickNewProject(name: string): Promise<string | null>;
  /** Paths of files dropped on the window. */
  pathsOf(files: File[]): string[];
  showInFolder(path: string): Promise<void>;
  /** Actions chosen in the application menu, by the action's id. */
  onAction(listener: (id: string) => void): () => void;
  /** Puts the actions of the window into the application menu. */
  setMenu(menu: MenuSection[]): Promise<void>;
}

/** One menu of the menu bar: a title and actions of the window, null for a line between them. */
export const MenuSection = z.object({
  title: z.string(),
  items: z.array(
    z
      .object({ id: z.string(), label: z.string(), accelerator: z.string().nullable(), enabled: z.boolean() })
      .nullable(),
  ),
});
export type MenuSection = z.infer<typeof MenuSection>;
