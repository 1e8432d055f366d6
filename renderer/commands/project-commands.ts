/** What a person does with projects. */
import type { ImportLabelsRequest } from '../../electron/shared/domain/dataset.ts';
import { isActive } from '../../electron/shared/domain/job.ts';
import { PROJECT_SUFFIX } from '../../electron/shared/domain/project.ts';
import { call } from '../api.ts';
import { fileName, joinPath } from '../format.ts';
import { confirmLoss, openDialog } from '../state/dialogs.ts';
import { useGallery } from '../state/gallery.ts';
import { useNavigation } from '../state/navigation.ts';
import { showToast } from '../state/toasts.ts';
import { useTray } from '../state/tray.ts';
import { strings } from '../strings/strings.ts';
import { uploadPhotos } from './photo-commands.ts';
import { pickFolder } from './pick.ts';

const words = strings.projects;

const showGallery = (): void => useNavigation.getState().go({ name: 'gallery' });

/** Whether another project, the one at `path` or a new one, may take the place of the open one: asks where work runs on it. */
async function mayLeave(path?: string): Promise<boolean> {
  const { project } = await call('app.info');
  if (project === null || project.path === path) return true;
  const running = (await call('jobs.list')).filter(isActive).length;
  return running === 0 || confirmLoss(words.leaveTitle(project.name), words.leave(running), words.leaveConfirm);
}

export async function openProject(path: string): Promise<void> {
  if (!(await mayLeave(path))) return;
  await call('project.open', { path });
  showGallery();
}

/** A dozen rendered photos with proposals, to look around in. */
export async function openSample(): Promise<void> {
  const { sample } = await call('app.info');
  if (!(await mayLeave(sample))) return;
  await call('project.sample');
  showGallery();
}

/** The photo that was open last, else the one under the gallery's cursor. */
export async function showEditor(): Promise<void> {
  const { lastPhoto, query, go } = useNavigation.getState();
  if (lastPhoto !== null) return go({ name: 'editor', image: lastPhoto });
  const { rows } = await call('images.page', { ...query, offset: useGallery.getState().place.photos.cursor, limit: 1 });
  if (rows[0]) return go({ name: 'editor', image: rows[0].id });
  showToast({ level: 'info', message: words.noEditor });
  showGallery();
}

export async function chooseProject(): Promise<void> {
  const path = await pickFolder(words.openTitle(PROJECT_SUFFIX), words.openChoose, true);
  if (path !== null) await openProject(path);
}

const withSuffix = (path: string): string => (isProject(path) ? path : path + PROJECT_SUFFIX);

/**
 * `photos` is a folder or file of the core's machine, or null; `files` are photos that only the browser holds.
 * @returns whether there is one: not where the person stays in the open project
 */
export async function createProject(path: string, photos: string | null, files: readonly File[]): Promise<boolean> {
  if (!(await mayLeave())) return false;
  await call('project.create', { path: withSuffix(path), photos: photos === null ? [] : [photos] });
  showGallery();
  if (files.length > 0) await uploadPhotos(files);
  return true;
}

/**
 * A project with the photos of a dataset where they lie and with all of its labels; the report shows what came of it.
 * @returns whether there is one, as of a project of photos
 */
export async function createFromDataset(
  path: string,
  dataset: Pick<ImportLabelsRequest, 'format' | 'path' | 'classes' | 'options'>,
): Promise<boolean> {
  if (!(await mayLeave())) return false;
  await call('project.create', { path: withSuffix(path), photos: [] });
  await call('jobs.start', { kind: 'import-labels', addPhotos: true, ...dataset });
  useNavigation.getState().go({ name: 'datasets' });
  useTray.setState({ open: true });
  return true;
}

/** Begins with the photos, because they suggest the name. */
export async function chooseNewProject(): Promise<void> {
  const photos = await pickFolder(words.photosTitle, words.photosChoose);
  if (photos !== null) openDialog({ name: 'new-project', photos, files: [] });
}

/** Begins with the dataset, because what it is decides the rest. */
export async function chooseNewFromDataset(): Promise<void> {
  const dataset = await pickFolder(strings.datasets.chooseSource, strings.datasets.useThis);
  if (dataset !== null) openDialog({ name: 'new-from-dataset', dataset });
}

export const isProject = (path: string): boolean => path.replace(/[\\/]+$/, '').endsWith(PROJECT_SUFFIX);

/** Where a project for these photos is proposed. */
export const proposedPath = (home: string, photos: string | null): string =>
  joinPath(home, `${(photos !== null && fileName(photos)) || words.untitled}${PROJECT_SUFFIX}`);
