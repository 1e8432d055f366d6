/** The result of a round, trained here or elsewhere: kept as a model, and held against the faces that were kept apart. */
import type { EvaluationReport } from '../shared/domain/evaluation.ts';
import type { Model } from '../shared/domain/model.ts';
import { splitGroup } from '../shared/domain/split.ts';
import { noteModel } from '../store/models.ts';
import { openPack } from '../training/pack.ts';
import { evaluateModels, type JudgedFace } from './evaluate-models.ts';
import type { JobReport, JobTools } from './job-run.ts';

/** Takes a round's weights into the app, beside the network that works. */
export async function keepModel({ store, models }: JobTools, file: string, name: string): Promise<Model> {
  const model = await models.importFile(file, name, { activate: false });
  noteModel(store.db, model);
  return model;
}

/** Old and new on the frozen test part; null where nothing was kept apart for it. */
export async function judgeRound(
  tools: JobTools,
  packed: string,
  base: Model | null,
  model: Model,
  report: JobReport,
): Promise<EvaluationReport | null> {
  const pack = openPack(packed);
  try {
    const tested = Array.from({ length: pack.count }, (_, i) => i).filter((i) => pack.head(i).part === 'test');
    if (tested.length === 0) return null;
    const heads = tested.map((i) => pack.head(i));
    const faces = function* (): Generator<JudgedFace> {
      for (const index of tested) {
        const { face, photo, box, labels, proposedBy } = pack.read(index);
        const { person } = pack.head(index);
        yield { face, unit: splitGroup(person, photo.hash), path: photo.path, truths: labels, photo, box, proposedBy };
      }
    };
    const on = {
      split: 'test',
      faces: tested.length,
      photos: new Set(heads.map((head) => head.path)).size,
      identities: new Set(heads.flatMap(({ person }) => person ?? [])).size,
    } as const;
    return await evaluateModels(tools, { models: base ? [base, model] : [model], faces, on, seed: 1 }, report);
  } finally {
    pack.close();
  }
}
