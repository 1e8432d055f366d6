/** What a person does with rounds of training, in words of the core. */
import type { ModelId } from '../../electron/shared/domain/ids.ts';
import type { RecipeInput } from '../../electron/shared/domain/recipe.ts';
import type { Round } from '../../electron/shared/domain/round.ts';
import { call, desktop } from '../api.ts';
import { showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { pickFiles, pickFolder } from './pick.ts';

const words = strings.rounds;

/** Freezes what there is to learn from. What it will take is measured next, and nothing is trained yet. */
export const prepareRound = (recipe: RecipeInput, model: ModelId | null): Promise<Round> =>
  call('rounds.prepare', { recipe, ...(model === null ? {} : { model }) });

/** Begins a round's training, or goes on with it. */
export const startRound = ({ id }: Pick<Round, 'id'>) => call('rounds.start', { round: id });

/** Writes a round's network where other tools can read it. */
export async function saveNetwork(model: ModelId, form: 'safetensors' | 'onnx'): Promise<void> {
  const folder = await pickFolder(words.saveFolder, words.saveHere);
  if (folder === null) return;
  const { file } = await call('models.export', { model, folder, form });
  showToast({ level: 'info', message: words.saved(file) });
}

/** Writes a round into a new folder for a training on other machines; the job tells how far it is. */
export async function writePackage({ id }: Pick<Round, 'id'>): Promise<void> {
  const folder = await pickFolder(words.packageFolder, words.saveHere);
  if (folder === null) return;
  await call('rounds.package', { round: id, folder: `${folder}/round-${id}` });
}

/** Takes in the weights that such a training gave; the job tells when they are judged. */
export async function bringBack({ id }: Pick<Round, 'id'>): Promise<void> {
  if (desktop) {
    const path = await desktop.pickModel();
    if (path !== null) await call('rounds.import', { round: id, file: { path } });
    return;
  }
  const [file] = await pickFiles(['.safetensors', '.pt', '.pth']);
  if (file) await call('rounds.import', { round: id, file: { name: file.name, bytes: await file.bytes() } });
}
