/** Commands that make a project, fill it and look into it. */
import path from 'node:path';
import { FORMAT_NAMES, type FormatName } from '../shared/domain/dataset.ts';
import type { Face } from '../shared/domain/face.ts';
import type { Image } from '../shared/domain/image.ts';
import type { Job } from '../shared/domain/job.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Command, Session, Values } from './command.ts';
import { classesOption, datasetOutcome, formatOption, setOption } from './dataset-commands.ts';
import { jobOutcome } from './job-outcome.ts';
import { modelOption, optionalText, setProvider, taskOption } from './options.ts';

/** Pages of 500 rows, one after the other. */
async function* allImages(session: Session): AsyncGenerator<Image> {
  for (let offset = 0; ; offset += 500) {
    const { rows } = await session.call('images.page', { offset, limit: 500 });
    yield* rows;
    if (rows.length < 500) return;
  }
}

const absolute = (files: readonly string[]): string[] => files.map((file) => path.resolve(file));

const openProject = (session: Session, word: string | undefined) =>
  session.call('project.open', { path: path.resolve(word ?? '') });

/** The format that was named, or the likeliest one of the dataset. */
async function formatOf(session: Session, values: Values, dataset: string): Promise<FormatName> {
  if (optionalText(values, 'format') !== undefined) return formatOption(values, FORMAT_NAMES);
  const [format] = await session.call('datasets.recognise', { path: dataset });
  if (format) return format;
  throw new ProblemError(
    'bad-input',
    `None of the formats is recognised in ${dataset}. Name the one that it is with --format.`,
  );
}

const init: Command = {
  usage: 'PROJECT [--photos FOLDER | --dataset PATH [--format NAME] [--classes LIST] [--set name=value,…]]',
  about:
    'creates the project (a folder ending in .lineament) and indexes the photos; or takes in a whole dataset of another kind, photos and labels',
  options: {
    photos: { type: 'string' },
    dataset: { type: 'string' },
    format: { type: 'string' },
    classes: { type: 'string' },
    set: { type: 'string' },
  },
  words: [1, 1],
  async run({ words, values, session: open }) {
    const photos = optionalText(values, 'photos');
    const given = optionalText(values, 'dataset');
    if (photos !== undefined && given !== undefined)
      throw new ProblemError('bad-input', 'Choose one of --photos and --dataset: a dataset brings its own photos.');
    const session = await open();
    const dataset = given === undefined ? null : path.resolve(given);
    // Before the project is made: what cannot be read shall leave none.
    const format = dataset === null ? null : await formatOf(session, values, dataset);
    const project = await session.call('project.create', { path: path.resolve(words[0] ?? ''), photos: [] });
    if (format === null && photos === undefined)
      return { json: { project, skipped: [] }, text: `Created ${project.path}.`, exitCode: 0 };
    const outcome =
      format === null
        ? await jobOutcome(session, await session.runJob({ kind: 'import', paths: absolute([photos!]), detect: false }))
        : await datasetOutcome(
            session,
            await session.runJob({
              kind: 'import-labels',
              format,
              path: dataset!,
              policy: 'keep-human',
              addPhotos: true,
              dryRun: false,
              classes: classesOption(values),
              options: setOption(values),
            }),
          );
    return {
      ...outcome,
      json: { project, ...outcome.json },
      text: `Created ${project.path}.\n${outcome.text}`,
    };
  },
};

const importPhotos: Command = {
  usage: 'PROJECT PATH…',
  about: 'indexes more photos: folders, searched to the bottom, or files',
  options: {},
  words: [2, Number.POSITIVE_INFINITY],
  async run({ words, session: open }) {
    const session = await open();
    await openProject(session, words[0]);
    return jobOutcome(
      session,
      await session.runJob({ kind: 'import', paths: absolute(words.slice(1)), detect: false }),
    );
  },
};

/** Looks for faces where nobody has, with the detector of this file or the active one. */
async function search(session: Session, file: string | undefined): Promise<Job> {
  const model = file === undefined ? null : await session.call('models.import', { path: path.resolve(file) });
  return session.runJob({
    kind: 'detect',
    images: 'unsearched',
    annotate: false,
    ...(model ? { detector: model.id } : {}),
  });
}

const detect: Command = {
  usage: 'PROJECT [--detector FILE]',
  about: 'finds faces in the photos that have not been searched yet',
  options: { detector: { type: 'string' } },
  words: [1, 1],
  async run({ words, values, session: open }) {
    const session = await open();
    await openProject(session, words[0]);
    return jobOutcome(session, await search(session, optionalText(values, 'detector')));
  },
};

const annotate: Command = {
  usage: 'PROJECT [--model ID] [--tasks a,b] [--detector FILE] [--provider P] [--int8]',
  about: 'finds faces in photos that have not been searched yet, and stores what the network says about every face',
  options: {
    model: { type: 'string' },
    tasks: { type: 'string' },
    detector: { type: 'string' },
    provider: { type: 'string' },
    int8: { type: 'boolean' },
  },
  words: [1, 1],
  async run({ words, values, session: open }) {
    const tasks = taskOption(values);
    const model = modelOption(values);
    setProvider(values);
    const session = await open();
    await openProject(session, words[0]);
    const { states } = await session.call('project.status');
    const searched = states.unsearched > 0 ? await search(session, optionalText(values, 'detector')) : null;
    if (searched && searched.state !== 'done') return jobOutcome(session, searched);
    const request = {
      kind: 'annotate',
      images: 'all',
      tasks,
      ...(model === undefined ? {} : { model }),
      ...(values['int8'] ? { fast: true } : {}),
    } as const;
    const annotated = await session.runJob(request);
    const outcome = await jobOutcome(session, annotated);
    if (!searched) return outcome;
    const before = await jobOutcome(session, searched);
    return {
      ...outcome,
      json: { ...outcome.json, skipped: [...before.json.skipped, ...outcome.json.skipped] },
      text: `${before.text}\n${outcome.text}`,
    };
  },
};

/** A face as the command line tells it. */
const toEntry = (image: Image, face: Face) => ({
  id: face.id,
  photo: image.path,
  box: [face.box.x, face.box.y, face.box.width, face.box.height],
  score: face.score,
  review: face.review,
  tasks: Object.fromEntries(
    face.annotations.map(({ task, value, origin, confidence }) => [task, { value: plain(value), origin, confidence }]),
  ),
});

/** Typed arrays as plain lists of numbers. */
const plain = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, ArrayBuffer.isView(item) ? Array.from(item as Uint8Array) : item]),
  );

const faces: Command = {
  usage: 'PROJECT',
  about: 'lists every face: photo, box in the upright photo, score, review and the current value of each task',
  options: {},
  words: [1, 1],
  async run({ words, session: open }) {
    const session = await open();
    await openProject(session, words[0]);
    const entries: ReturnType<typeof toEntry>[] = [];
    for await (const row of allImages(session)) {
      if (row.faces === 0) continue;
      const { image, faces: found } = await session.call('images.get', { image: row.id });
      entries.push(...found.map((face) => toEntry(image, face)));
    }
    const line = ({ id, photo, box, score, review }: (typeof entries)[number]) =>
      [id, review, score?.toFixed(3) ?? 'drawn', box.map((side) => side.toFixed(1)).join(' '), photo].join('\t');
    return { json: { faces: entries, skipped: [] }, text: entries.map(line).join('\n'), exitCode: 0 };
  },
};

const status: Command = {
  usage: 'PROJECT',
  about: 'counts, models, jobs, store version, device',
  options: {},
  words: [1, 1],
  async run({ words, session: open }) {
    const session = await open();
    const project = await openProject(session, words[0]);
    const [counts, models, jobs, info] = await Promise.all([
      session.call('project.status'),
      session.call('project.models'),
      session.call('jobs.list'),
      session.call('app.info'),
    ]);
    const text = [
      `${project.name} (${project.path})`,
      `${counts.images} photos: ${counts.states.unsearched} not searched, ${counts.states.problem} with a problem, ${counts.duplicates} duplicates noted`,
      `${counts.faces} faces: ${counts.open} open, ${counts.accepted} accepted, ${counts.rejected} rejected`,
      `models used: ${models.map(({ name }) => name).join(', ') || 'none'}`,
      `jobs: ${jobs.map((job) => `${job.request.kind} ${job.state}`).join(', ') || 'none'}`,
      `store version ${counts.storeVersion}; runs on ${info.device.label}`,
    ];
    return {
      json: { project, counts, models, jobs, device: info.device, version: info.version, skipped: [] },
      text: text.join('\n'),
      exitCode: 0,
    };
  },
};

export const projectCommands = { init, import: importPhotos, detect, annotate, faces, status } as const;
