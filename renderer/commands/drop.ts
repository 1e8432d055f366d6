/** What happens to files and folders that are dropped on the window. */
import { desktop } from '../api.ts';
import { openDialog } from '../state/dialogs.ts';
import { importModels, isModelFile, uploadModels } from './model-commands.ts';
import { addPaths, uploadPhotos } from './photo-commands.ts';
import { isProject, openProject } from './project-commands.ts';

/** Paths of the core's own machine: a project is opened, models are installed, the rest is taken for photos. */
async function takePaths(paths: readonly string[], hasProject: boolean): Promise<void> {
  const project = paths.find(isProject);
  if (project !== undefined) return openProject(project);
  const models = paths.filter(isModelFile);
  const photos = paths.filter((path) => !isModelFile(path));
  await importModels(models);
  if (photos.length === 0) return;
  if (hasProject) return addPaths(photos);
  openDialog({ name: 'new-project', photos: photos[0] ?? null, files: [] });
}

/** Files whose bytes only the browser has. */
async function takeFiles(files: readonly File[], hasProject: boolean): Promise<void> {
  const photos = files.filter((file) => !isModelFile(file.name));
  await uploadModels(files.filter((file) => isModelFile(file.name)));
  if (photos.length === 0) return;
  if (hasProject) return uploadPhotos(photos);
  openDialog({ name: 'new-project', photos: null, files: photos });
}

/** What was dropped: a thing of a file system where there is one, else the bare file, as from another program. */
const droppedItem = (item: DataTransferItem): FileSystemEntry | File | [] =>
  item.webkitGetAsEntry() ?? item.getAsFile() ?? [];

/** Every file in there, to the bottom. A folder tells its entries in portions and ends with an empty one. */
async function filesIn(entry: FileSystemEntry | File): Promise<File[]> {
  if (entry instanceof File) return [entry];
  if (entry instanceof FileSystemFileEntry) return [await new Promise<File>((...done) => entry.file(...done))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((...done) => reader.readEntries(...done));
    if (entries.length === 0) return files;
    for (const inner of entries) files.push(...(await filesIn(inner)));
  }
}

/** Must be called while the drop event is handled: what was dropped cannot be read later. */
export async function takeDrop(data: DataTransfer, hasProject: boolean): Promise<void> {
  if (desktop) return takePaths(desktop.pathsOf([...data.files]), hasProject);
  const entries = [...data.items].flatMap(droppedItem);
  const files: File[] = [];
  for (const entry of entries) files.push(...(await filesIn(entry)));
  await takeFiles(files, hasProject);
}
