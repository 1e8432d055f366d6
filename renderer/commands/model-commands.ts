/** What a person does with model files. */
import type { AvailableModel, Model } from '../../electron/shared/domain/model.ts';
import { call, desktop } from '../api.ts';
import { callQuery, queryClient } from '../queries.ts';
import { confirmLoss } from '../state/dialogs.ts';
import { endFetching, setFetching } from '../state/fetching.ts';
import { attempt, showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { pickFiles } from './pick.ts';

const words = strings.models;

export const MODEL_EXTENSIONS = ['onnx', 'pt', 'pth', 'safetensors'] as const;

export const isModelFile = (name: string): boolean =>
  MODEL_EXTENSIONS.some((extension) => name.toLowerCase().endsWith(`.${extension}`));

const said = (model: Model): void => showToast({ level: 'info', message: words.installed(model.name) });

/** Model files that lie on the core's machine. */
export async function importModels(paths: readonly string[]): Promise<void> {
  for (const path of paths) said(await call('models.import', { path }));
}

/** Model files that only the browser holds. */
export async function uploadModels(files: readonly File[]): Promise<void> {
  for (const file of files) said(await call('models.upload', { name: file.name, bytes: await file.bytes() }));
}

export async function chooseModel(): Promise<void> {
  if (!desktop) return uploadModels(await pickFiles(MODEL_EXTENSIONS.map((extension) => `.${extension}`)));
  const path = await desktop.pickModel();
  if (path !== null) await importModels([path]);
}

export async function fetchModel({ id, bytes }: AvailableModel): Promise<void> {
  setFetching(id, { received: 0, total: bytes });
  try {
    said(await call('models.fetch', { id }));
  } finally {
    endFetching();
  }
}

export async function removeModel(model: Model): Promise<void> {
  const sure = await confirmLoss(words.removeSure(model.name), words.removeAbout, words.remove);
  if (sure) await call('models.remove', { model: model.id });
}

/** The model of this kind that is in use. */
export async function activeModel(kind: Model['kind']): Promise<Model | null> {
  const models = await attempt(() => queryClient.fetchQuery(callQuery('models.list')));
  return models?.find((model) => model.kind === kind && model.active) ?? null;
}

export const hasModel = async (kind: Model['kind']): Promise<boolean> => (await activeModel(kind)) !== null;
