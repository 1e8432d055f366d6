/** Commands that write datasets and read labels. */
import path from 'node:path';
import {
  CLASS_LISTS,
  type ClassList,
  CONTENTS,
  type Content,
  CROP_LIMITS,
  FORMAT_NAMES,
  POLICIES,
  type Policy,
  type SplitRule,
} from '../shared/domain/dataset.ts';
import type { Job } from '../shared/domain/job.ts';
import type { Command, Session, Values } from './command.ts';
import { jobOutcome } from './job-outcome.ts';
import { numberOption, oneOf, optionalText, taskOption, text } from './options.ts';
import { exportPackage, PACKAGE_OPTIONS, packageUsage } from './package-export.ts';
import { UsageError } from './usage-error.ts';

/** A round's faces for a training on other machines: written like a dataset, though there is no way back into labels. */
const PACKAGE = 'training-package';

export function formatOption<Name extends string>(values: Values, names: readonly Name[]): Name {
  text(values, 'format');
  return oneOf(values, 'format', names)!;
}

/** `--classes eleven`: masks in the classes of FaceXFormer. */
export const classesOption = (values: Values): ClassList => oneOf<ClassList>(values, 'classes', CLASS_LISTS) ?? 'as-is';

/** `--set origin=0,kind=pose` */
export function setOption(values: Values): Record<string, string> {
  const given = optionalText(values, 'set');
  if (given === undefined) return {};
  return Object.fromEntries(
    given.split(',').map((pair) => {
      const [name = '', value] = pair.split('=').map((word) => word.trim());
      if (value === undefined) throw new UsageError(`--set takes name=value, not «${pair}».`);
      return [name, value];
    }),
  );
}

function splitOption(values: Values): SplitRule {
  const ratio = optionalText(values, 'split');
  const list = (name: string) => {
    const file = optionalText(values, name);
    return file === undefined ? null : path.resolve(file);
  };
  const lists = { train: list('train'), val: list('val'), test: list('test') };
  const hasLists = Object.values(lists).some((file) => file !== null);
  if (hasLists && ratio !== undefined)
    throw new UsageError('Choose one of --split and the lists --train, --val, --test.');
  if (hasLists) return { by: 'lists', ...lists };
  if (ratio === undefined) return { by: 'none' };
  const shares = ratio.split('/').map(Number);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (shares.length > 3 || shares.some((share) => !(share >= 0)) || !(sum > 0))
    throw new UsageError(`--split is shares of train, val and test such as 80/10/10, not «${ratio}».`);
  const [train = 0, val = 0, test = 0] = shares.map((share) => share / sum);
  return { by: 'ratio', train, val, test, seed: numberOption(values, 'seed', { whole: true }) ?? 1 };
}

export async function datasetOutcome(session: Session, job: Job) {
  const [outcome, report] = [await jobOutcome(session, job), await session.call('datasets.report', { job: job.id })];
  return { ...outcome, json: { ...outcome.json, report } };
}

const exportDataset: Command = {
  usage:
    'PROJECT --format NAME --out DIR [--content photos|crops|labels] [--size N] [--margin F] [--aligned] [--split 80/10/10 [--seed N] | --train FILE --val FILE --test FILE] [--only accepted|unrejected|all] [--tasks a,b] [--confidence F] [--private] [--random-names] [--blur] [--title T] [--licence L] [--classes as-is|eleven|eleven-ears|eleven-glasses|eleven-both] [--set name=value,…]',
  about: `writes a dataset; formats: ${FORMAT_NAMES.join(', ')}; or a round for other machines: ${packageUsage(PACKAGE)}`,
  options: {
    ...PACKAGE_OPTIONS,
    format: { type: 'string' },
    out: { type: 'string' },
    content: { type: 'string' },
    size: { type: 'string' },
    margin: { type: 'string' },
    aligned: { type: 'boolean' },
    split: { type: 'string' },
    seed: { type: 'string' },
    train: { type: 'string' },
    val: { type: 'string' },
    test: { type: 'string' },
    only: { type: 'string' },
    tasks: { type: 'string' },
    confidence: { type: 'string' },
    private: { type: 'boolean' },
    'random-names': { type: 'boolean' },
    blur: { type: 'boolean' },
    title: { type: 'string' },
    licence: { type: 'string' },
    classes: { type: 'string' },
    set: { type: 'string' },
  },
  words: [1, 1],
  async run({ words, values, session: open }) {
    const format = formatOption(values, [...FORMAT_NAMES, PACKAGE]);
    const folder = path.resolve(text(values, 'out'));
    if (format === PACKAGE) return exportPackage(words[0] ?? '', folder, values, open);
    for (const name of Object.keys(PACKAGE_OPTIONS))
      if (name in values) throw new UsageError(`--${name} is for --format ${PACKAGE} alone.`);
    const only = oneOf(values, 'only', ['accepted', 'unrejected', 'all']);
    const asked = oneOf<Content>(values, 'content', CONTENTS);
    const isPrivate = Boolean(values['private'] || values['random-names'] || values['blur']);
    const asking = {
      crop: {
        size: numberOption(values, 'size', { ...CROP_LIMITS.size, whole: true }) ?? 512,
        margin: numberOption(values, 'margin', CROP_LIMITS.margin) ?? 0.5,
        aligned: values['aligned'] === true,
      },
      review: only ?? ('unrejected' as const),
      tasks: taskOption(values),
      confidence: numberOption(values, 'confidence', { from: 0, to: 1 }) ?? 0,
      split: splitOption(values),
      privacy: isPrivate ? { names: values['random-names'] === true, blur: values['blur'] === true } : null,
      title: optionalText(values, 'title') ?? '',
      licence: optionalText(values, 'licence') ?? '',
      classes: classesOption(values),
      options: setOption(values),
    };
    const session = await open();
    await session.call('project.open', { path: path.resolve(words[0] ?? '') });
    const { unit } = (await session.call('datasets.formats'))[format];
    // Formats whose pictures show one face get pictures of one face.
    const content = asked ?? (unit === 'face' ? 'crops' : 'photos');
    return datasetOutcome(session, await session.runJob({ kind: 'export', format, folder, content, ...asking }));
  },
};

const importLabels: Command = {
  usage: `PROJECT --format NAME PATH [--policy ${POLICIES.join('|')}] [--add-photos] [--dry-run] [--classes ${CLASS_LISTS.join('|')}] [--set name=value,…]`,
  about: 'reads annotations onto photos by path, content or name; --add-photos takes in photos of the dataset too',
  options: {
    format: { type: 'string' },
    policy: { type: 'string' },
    'add-photos': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    classes: { type: 'string' },
    set: { type: 'string' },
  },
  words: [2, 2],
  async run({ words, values, session: open }) {
    const format = formatOption(values, FORMAT_NAMES);
    const policy = oneOf<Policy>(values, 'policy', POLICIES) ?? 'keep-human';
    const [classes, options] = [classesOption(values), setOption(values)];
    const session = await open();
    await session.call('project.open', { path: path.resolve(words[0] ?? '') });
    const job = await session.runJob({
      kind: 'import-labels',
      format,
      path: path.resolve(words[1] ?? ''),
      policy,
      addPhotos: values['add-photos'] === true,
      dryRun: values['dry-run'] === true,
      classes,
      options,
    });
    return datasetOutcome(session, job);
  },
};

export const datasetCommands = { export: exportDataset, 'import-labels': importLabels } as const;
