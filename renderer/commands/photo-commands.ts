/** What a person does with photos: adding them and having them searched for faces. */

import type { ImageId } from '../../electron/shared/domain/ids.ts';
import { isPhotoName, PHOTO_EXTENSIONS } from '../../electron/shared/domain/image.ts';
import { isActive, type Job } from '../../electron/shared/domain/job.ts';
import { call, desktop, on } from '../api.ts';
import { useNavigation } from '../state/navigation.ts';
import { reportError, showToast } from '../state/toasts.ts';
import { useTray } from '../state/tray.ts';
import { useUpload } from '../state/uploads.ts';
import { strings } from '../strings/strings.ts';
import { hasModel } from './model-commands.ts';
import { pickFiles, pickFolder } from './pick.ts';

const words = strings.gallery;

/** Uploads at a time: enough to hide the way there and back, few enough to keep the browser's memory small. */
const LANES = 3;

/** Indexes files and folders of the core's machine. */
export async function addPaths(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await call('jobs.start', { kind: 'import', paths: [...paths], detect: await hasModel('detector') });
  useTray.setState({ open: true });
}

export async function addFolder(): Promise<void> {
  const folder = await pickFolder(words.addTitle, words.addFolder);
  if (folder !== null) await addPaths([folder]);
}

export async function addPhotos(): Promise<void> {
  if (desktop) return addPaths((await desktop.pickPhotos()) ?? []);
  await uploadPhotos(await pickFiles(PHOTO_EXTENSIONS.map((extension) => `.${extension}`)));
}

/** Sends files from the browser, then indexes those that arrived. One that fails does not stop the others. */
export async function uploadPhotos(files: readonly File[]): Promise<void> {
  const photos = files.filter((file) => isPhotoName(file.name));
  if (photos.length < files.length) {
    showToast({ level: 'info', message: words.leftOut(files.length - photos.length) });
  }
  if (photos.length === 0) return;

  const paths: string[] = [];
  const waiting = [...photos];
  let done = 0;
  const show = (): void =>
    useUpload.setState({ upload: { done, total: photos.length, cancel: () => void waiting.splice(0) } });
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      try {
        paths.push((await call('images.upload', { name: file.name, bytes: await file.bytes() })).path);
      } catch (error) {
        reportError(error);
      }
      done++;
      show();
    }
  };
  show();
  useTray.setState({ open: true });
  await Promise.all(Array.from({ length: LANES }, work));
  useUpload.setState({ upload: null });
  await addPaths(paths);
}

/** Shows where models are had, and says what for. */
export function leadToModels(why: string): void {
  useNavigation.getState().go({ name: 'models' });
  showToast({ level: 'info', message: why });
}

/** Looks for faces in photos, again where they were searched before. Without a detector, leads to where one is had. */
export async function findFaces(images: 'unsearched' | readonly ImageId[] = 'unsearched'): Promise<void> {
  if (!(await hasModel('detector'))) return leadToModels(words.needsDetector);
  await call('jobs.start', { kind: 'detect', images: images === 'unsearched' ? images : [...images] });
  useTray.setState({ open: true });
}

/** Has the network say what it sees in the faces of photos. What a person has said of them stays. */
export async function proposeLabels(images: 'all' | readonly ImageId[] = 'all'): Promise<void> {
  if (!(await hasModel('network'))) return leadToModels(words.needsNetwork);
  const start = () =>
    call('jobs.start', { kind: 'annotate', images: images === 'all' ? images : [...images], tasks: 'all' });
  // For one photo the list of jobs would only cover its labels.
  if (images !== 'all' && images.length === 1) return tellOutcome(start);
  await start();
  useTray.setState({ open: true });
}

/** Starts a short job, and says what came of it once it has ended. */
async function tellOutcome(start: () => Promise<Job>): Promise<void> {
  const ended: Job[] = [];
  let started: Job | null = null;
  const tell = (): void => {
    const job = ended.find(({ id }) => id === started?.id);
    if (!job) return;
    end();
    showToast({ level: job.state === 'failed' ? 'error' : 'info', message: job.summary });
  };
  const end = on('job.changed', (job) => {
    if (!isActive(job)) ended.push(job);
    tell();
  });
  try {
    started = await start();
    tell();
  } catch (error) {
    end();
    throw error;
  }
}
