/** Writes a dataset: faces as the store has them go to the dataset thread, a few pictures at a time. */
import type { PlannedItem } from '../datasets/export.ts';
import { ProblemError } from '../shared/errors.ts';
import { forgetPages } from '../store/database.ts';
import { setReport } from '../store/dataset.ts';
import { planExport, type Selection } from './export-plan.ts';
import type { JobRun } from './job-run.ts';

/** Pictures that travel together. */
const TOGETHER = 16;
/** Batches after which the store need not remember what was read: faces are read once. */
const FORGOTTEN = 32;
/** So often that the thread has some at hand while the next ones are read: the first of them are made beside the last. */
const AHEAD = 2;

export const exportDataset: JobRun<'export'> = async (request, tools, { id: job, signal, progress, skip }) => {
  const { store, datasets } = tools;
  const selection = await planExport(request, tools, signal);
  for (const { path, reason } of selection.strangers) skip(path, reason);
  progress(0, selection.pictures);
  const id = await datasets.call('beginExport', selection.plan);
  try {
    let [done, begun] = [0, 0];
    const writing: Promise<void>[] = [];
    for (const items of batches(selection)) {
      if (++begun % FORGOTTEN === 0) forgetPages(store.db);
      if (writing.length === AHEAD) await writing.shift();
      signal.throwIfAborted();
      const work = datasets.call('addToExport', { id, items }, { transfer: mapsOf(items) }).then((skipped) => {
        for (const { path, reason } of skipped) skip(path, reason);
        done += items.length;
        progress(done, selection.pictures);
      });
      work.catch(() => {}); // thrown where it is waited for
      writing.push(work);
    }
    for (const work of writing) await work;
    signal.throwIfAborted();
    const { folder } = request;
    const { splits, ...result } = await datasets.call('finishExport', { id });
    const named = selection.plan.header.splits.length > 0;
    setReport(store.db, job, { kind: 'export', folder, ...result, splits: named ? splits : null });
    if (result.pictures === 0) throw new ProblemError('bad-input', 'No picture could be written; the list says why.');
    const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
    return `Wrote ${counted(result.faces, 'face')} in ${counted(result.pictures, 'picture')} to ${folder}.`;
  } finally {
    await datasets.call('closeExport', { id }).catch(() => {});
  }
};

/** The memory of label maps, which were read for the dataset thread alone: it is handed over and not copied. */
const mapsOf = (items: readonly PlannedItem[]): ArrayBuffer[] =>
  items.flatMap(({ faces }) =>
    faces.flatMap(({ annotations }) =>
      annotations.flatMap(({ task, value }) => (task === 'parsing' ? [value.labels.buffer] : [])),
    ),
  );

function* batches({ photos, itemsOf }: Selection): Generator<PlannedItem[]> {
  let batch: PlannedItem[] = [];
  for (const photo of photos)
    for (const item of itemsOf(photo)) {
      batch.push(item);
      if (batch.length < TOGETHER) continue;
      yield batch;
      batch = [];
    }
  if (batch.length > 0) yield batch;
}
